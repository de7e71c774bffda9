#include "emulator/fetch/xml.h"

#include "emulator/base/text.h"
#include "tests/fuzz/support/fuzz.h"

// XML as S3 writes it.
namespace fuzz {
namespace {

constexpr int kDeepest = 16;

std::size_t size_of(const emulator::XmlElement& element, int depth, bool valid) {
  promise(depth <= kDeepest, "depth is bounded");
  promise(!element.name.empty(), "an element has a name");
  promise(!valid || emulator::is_valid_utf8(element.text), "UTF-8 stays UTF-8");
  std::size_t size = element.name.size() + element.text.size();
  for (const emulator::XmlElement& child : element.children)
    size += size_of(child, depth + 1, valid);
  return size;
}

}  // namespace

void try_input(std::string_view input) {
  emulator::XmlElement root;
  if (!emulator::parse_xml(input, root)) return;
  promise(size_of(root, 1, emulator::is_valid_utf8(input)) <= input.size(),
          "nothing in a document grows");
}

}  // namespace fuzz
