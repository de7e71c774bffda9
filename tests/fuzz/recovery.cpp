#include "app/settings/recovery.h"

#include "tests/fuzz/support/fuzz.h"

// The file in which a killed window left its unsaved edits.
namespace fuzz {

void try_input(std::string_view input) {
  const std::filesystem::path folder = scratch_folder();
  write_file(folder / "lost.json", input);
  promise(app::find_lost_edits(folder).size() <= 1, "one file, one window");
}

}  // namespace fuzz
