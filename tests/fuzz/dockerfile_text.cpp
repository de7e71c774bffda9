#include "emulator/docker/dockerfile_text.h"

#include <algorithm>

#include "tests/fuzz/support/fuzz.h"

// A Dockerfile.
namespace fuzz {

void try_input(std::string_view input) {
  if (const auto need = emulator::find_buildkit_need(input)) {
    promise(!need->what.empty(), "what needs BuildKit has a name");
    promise(need->line >= 1 && need->line <= 1 + std::ranges::count(input, '\n'),
            "its line is in the file");
  }
  std::vector<std::string> images = emulator::base_images(input);
  promise(std::ranges::none_of(images, &std::string::empty), "no image without a name");
  std::ranges::sort(images);
  promise(std::ranges::adjacent_find(images) == images.end(), "each image is named once");
}

}  // namespace fuzz
