#include "app/view_model/bodies/body_kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "emulator/base/text.h"

namespace app {
namespace {

constexpr std::size_t kLook = 4'096;

// The head without a code point that the cut left unfinished.
bool is_text(std::string_view body) {
  std::string_view head = body.substr(0, kLook);
  if (head.find('\0') != std::string_view::npos) return false;
  if (head.size() < body.size())
    for (int i = 0; i < 3 && !emulator::is_valid_utf8(head); ++i) head.remove_suffix(1);
  return emulator::is_valid_utf8(head);
}

}  // namespace

std::string_view to_text(BodyView view) {
  constexpr std::array<std::string_view, 5> kNames = {"Auto", "Tree", "Table", "Text", "Hex"};
  return kNames[static_cast<std::size_t>(view)];
}

BodyView suitable_view(std::string_view content_type, std::string_view body) {
  if (!is_text(body)) return BodyView::Hex;
  const std::string type(emulator::trim(content_type.substr(0, content_type.find(';'))));
  if (emulator::equals_ignoring_case(type, "text/csv") ||
      emulator::equals_ignoring_case(type, "text/tab-separated-values"))
    return BodyView::Table;
  const std::size_t first = body.substr(0, kLook).find_first_not_of(" \t\r\n");
  const char begins = first == std::string_view::npos ? ' ' : body[first];
  const bool named_lines =
      type.find("jsonl") != std::string::npos || type.find("ndjson") != std::string::npos;
  return (begins == '{' || begins == '[') && !named_lines ? BodyView::Tree : BodyView::Text;
}

}  // namespace app
