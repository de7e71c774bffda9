#include "emulator/model/image_match.h"

namespace emulator {

// The parts between the stars must follow each other; the first fit of each leaves most room.
bool image_matches(std::string_view pattern, std::string_view image) {
  const std::size_t first = pattern.find('*');
  if (first == std::string_view::npos) return pattern == image;
  if (!image.starts_with(pattern.substr(0, first))) return false;
  image.remove_prefix(first);
  pattern.remove_prefix(first + 1);
  for (std::size_t star = pattern.find('*'); star != std::string_view::npos;
       star = pattern.find('*')) {
    const std::string_view part = pattern.substr(0, star);
    const std::size_t at = image.find(part);
    if (at == std::string_view::npos) return false;
    image.remove_prefix(at + part.size());
    pattern.remove_prefix(star + 1);
  }
  return image.ends_with(pattern);
}

}  // namespace emulator
