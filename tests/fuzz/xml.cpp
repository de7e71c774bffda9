#include "emulator/fetch/xml.h"

#include <algorithm>

#include "tests/fuzz/support/fuzz.h"

// XML as S3 writes it.
namespace fuzz {
namespace {

constexpr int kDeepest = 16;

std::size_t size_of(const emulator::XmlElement& element, int depth) {
  promise(depth <= kDeepest, "depth is bounded");
  promise(!element.name.empty(), "an element has a name");
  std::size_t size = element.name.size() + element.text.size();
  for (const emulator::XmlElement& child : element.children) size += size_of(child, depth + 1);
  return size;
}

}  // namespace

void try_input(std::string_view input) {
  emulator::XmlElement root;
  if (!emulator::parse_xml(input, root)) return;
  promise(size_of(root, 1) <= input.size(), "nothing in a document grows");
}

}  // namespace fuzz
