#include "app/settings/kept_files.h"

#include "tests/fuzz/support/fuzz.h"

// settings.json and window.json: any content gives values that make sense.
namespace fuzz {

void try_input(std::string_view input) {
  const std::filesystem::path file = scratch_folder() / "kept.json";
  write_file(file, input);
  const app::Settings settings = app::read_settings(file).value;
  promise(settings.zoom >= 0.75f && settings.zoom <= 3, "the zoom is one that can be read");

  write_file(file, input);
  const app::WindowMemory memory = app::read_window_memory(file).value;
  promise(memory.place.width >= 320 && memory.place.height >= 240, "the window can be seen");
  for (const float split :
       {memory.splits.left, memory.splits.composer, memory.splits.waterfall, memory.splits.drawer})
    promise(split >= 40 && split <= 4000, "a split can be seen");
  promise(memory.recent.size() <= 20, "the list of recent files is bounded");

  promise(app::write_settings(settings, file).has_value(), "settings can be written");
  promise(!app::read_settings(file).problem, "and read again");
  promise(app::write_window_memory(memory, file).has_value(), "the window can be written");
  const auto again = app::read_window_memory(file);
  promise(
      !again.problem && again.value.recent == memory.recent && again.value.place == memory.place,
      "and read again it is equal");
}

}  // namespace fuzz
