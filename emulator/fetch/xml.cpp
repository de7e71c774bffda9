#include "emulator/fetch/xml.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr int kDeepest = 16;
constexpr std::string_view kBlanks = " \t\r\n";

void append_utf8(std::string& out, std::uint32_t point) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xC0 | (point >> 6));
    byte(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    byte(0xE0 | (point >> 12));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  } else {
    byte(0xF0 | (point >> 18));
    byte(0x80 | ((point >> 12) & 0x3F));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  }
}

// What stands between '&' and ';'.
bool append_entity(std::string& out, std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> kNamed{
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [known, sign] : kNamed)
    if (name == known) {
      out += sign;
      return true;
    }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t point = 0;
  const char* const end = name.data() + name.size();
  const auto read = std::from_chars(name.data(), end, point, hexadecimal ? 16 : 10);
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (read.ec != std::errc() || read.ptr != end || point == 0 || point > 0x10FFFF || surrogate)
    return false;
  append_utf8(out, point);
  return true;
}

bool append_text(std::string& out, std::string_view raw) {
  while (!raw.empty()) {
    const std::size_t at = raw.find('&');
    out += raw.substr(0, at);
    if (at == raw.npos) return true;
    const std::size_t end = raw.find(';', at);
    if (end == raw.npos || !append_entity(out, raw.substr(at + 1, end - at - 1))) return false;
    raw.remove_prefix(end + 1);
  }
  return true;
}

class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}

  bool document(XmlElement& root) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    if (!skip_misc() || !element(root, kDeepest)) return false;
    return skip_misc() && rest_.empty();
  }

 private:
  // Blanks, comments and <?…?>. A <!DOCTYPE …> is nothing that S3 answers.
  bool skip_misc() {
    for (;;) {
      const std::size_t at = rest_.find_first_not_of(kBlanks);
      rest_.remove_prefix(at == rest_.npos ? rest_.size() : at);
      if (rest_.starts_with("<?")) {
        if (!skip_past("?>")) return false;
      } else if (rest_.starts_with("<!--")) {
        if (!skip_past("-->")) return false;
      } else {
        return true;
      }
    }
  }

  bool skip_past(std::string_view end) {
    const std::size_t at = rest_.find(end);
    if (at == rest_.npos) return false;
    rest_.remove_prefix(at + end.size());
    return true;
  }

  bool element(XmlElement& out, int deeper) {
    if (deeper == 0 || !rest_.starts_with('<')) return false;
    const std::size_t name_end = rest_.find_first_of(" \t\r\n/>", 1);
    if (name_end == rest_.npos || name_end == 1) return false;
    const std::string_view tag = rest_.substr(1, name_end - 1);
    if (tag.front() == '!' || tag.front() == '?') return false;
    out.name = tag.substr(tag.find(':') == tag.npos ? 0 : tag.find(':') + 1);
    if (out.name.empty()) return false;
    rest_.remove_prefix(name_end);
    bool empty = false;
    if (!skip_attributes(empty)) return false;
    return empty || content(out, tag, deeper);
  }

  bool skip_attributes(bool& empty) {
    for (;;) {
      const std::size_t at = rest_.find_first_of("\"'>");
      if (at == rest_.npos) return false;
      if (rest_[at] == '>') {
        empty = at > 0 && rest_[at - 1] == '/';
        rest_.remove_prefix(at + 1);
        return true;
      }
      const std::size_t end = rest_.find(rest_[at], at + 1);
      if (end == rest_.npos) return false;
      rest_.remove_prefix(end + 1);
    }
  }

  bool content(XmlElement& out, std::string_view tag, int deeper) {
    for (;;) {
      const std::size_t at = rest_.find('<');
      if (at == rest_.npos || !append_text(out.text, rest_.substr(0, at))) return false;
      rest_.remove_prefix(at);
      if (rest_.starts_with("</")) return end_of(tag);
      if (rest_.starts_with("<![CDATA[")) {
        const std::size_t end = rest_.find("]]>");
        if (end == rest_.npos) return false;
        out.text += rest_.substr(9, end - 9);
        rest_.remove_prefix(end + 3);
      } else if (rest_.starts_with("<!--")) {
        if (!skip_past("-->")) return false;
      } else if (rest_.starts_with("<?")) {
        if (!skip_past("?>")) return false;
      } else if (!element(out.children.emplace_back(), deeper - 1)) {
        return false;
      }
    }
  }

  bool end_of(std::string_view tag) {
    const std::size_t end = rest_.find('>');
    if (end == rest_.npos || trim(rest_.substr(2, end - 2)) != tag) return false;
    rest_.remove_prefix(end + 1);
    return true;
  }

  std::string_view rest_;
};

}  // namespace

const XmlElement* XmlElement::child(std::string_view child_name) const {
  for (const XmlElement& one : children)
    if (one.name == child_name) return &one;
  return nullptr;
}

std::string XmlElement::text_of(std::string_view child_name) const {
  const XmlElement* const found = child(child_name);
  return found == nullptr ? "" : found->text;
}

bool parse_xml(std::string_view document, XmlElement& root) {
  root = {};
  return Reader(document).document(root);
}

}  // namespace emulator
