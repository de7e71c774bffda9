#include "emulator/docker/image_reference.h"

#include "emulator/docker/registry_auth.h"
#include "tests/fuzz/support/fuzz.h"

// An image's name.
namespace fuzz {

void try_input(std::string_view input) {
  const auto image = emulator::parse_image_reference(input);
  if (!image) return;
  promise(!image->registry.empty() && !image->repository.empty(), "a name has all its parts");
  promise(!image->tag.empty() || !image->digest.empty(), "it has a tag or a digest");
  promise(!image->registry_key().empty(), "its registry has a key");
  const std::string name = image->pull_name();
  promise(name.find_first_of(" \t\r\n'\"$;|&") == name.npos, "nothing odd is in it");
  const auto again = emulator::parse_image_reference(name);
  promise(again && again->pull_name() == name, "what is pulled is an image's name");
  promise(!emulator::login_advice(*image).empty(), "there is a way to log in");
}

}  // namespace fuzz
