#include "app/view_model/body_preview.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "app/view_model/elide.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr std::size_t kHexColumns = 16;
constexpr std::size_t kTabWidth = 4;

// The longest head of at most `most` bytes that does not cut a code point in two.
std::string_view head_of(std::string_view bytes, std::size_t most) {
  if (bytes.size() <= most) return bytes;
  std::size_t end = most;
  while (end > 0 && most - end < 4 && (static_cast<unsigned char>(bytes[end]) & 0xC0) == 0x80)
    --end;
  return bytes.substr(0, end);
}

// Cuts text into lines of at most `columns` code points. Control characters become visible.
class LineWrapper {
 public:
  LineWrapper(const PreviewLimits& limits, std::vector<std::string>& lines)
      : limits_(limits), lines_(lines) {}

  // False when the line limit was reached before the end of the text.
  bool wrap(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      if (lines_.size() >= limits_.most_lines) return false;
      const std::size_t next = next_code_point(text, at);
      put(text.substr(at, next - at), next < text.size() ? text[next] : '\0');
      at = next;
    }
    if (!line_.empty()) flush();
    return true;
  }

 private:
  void put(std::string_view character, char following) {
    const char c = character.front();
    if (c == '\n') return flush();
    if (c == '\r' && following == '\n') return;
    if (c == '\t') {
      const std::size_t width = kTabWidth - columns_ % kTabWidth;
      for (std::size_t i = 0; i < width; ++i) append(" ");
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      append("·");
    } else {
      append(character);
    }
  }
  void append(std::string_view character) {
    if (columns_ >= std::max<std::size_t>(limits_.columns, 8)) flush();
    line_ += character;
    ++columns_;
  }
  void flush() {
    lines_.push_back(std::move(line_));
    line_.clear();
    columns_ = 0;
  }

  const PreviewLimits& limits_;
  std::vector<std::string>& lines_;
  std::string line_;
  std::size_t columns_ = 0;
};

std::string absent_note(const emulator::Body& body) {
  const std::string size = emulator::format_size(body.size());
  if (body.place() == emulator::BodyPlace::Disk)
    return size + ", moved to disk to keep memory free";
  return size + ", not kept any more: the limits for recorded bodies were reached";
}

}  // namespace

BodyPreview body_preview(const emulator::BodyPtr& body, const PreviewLimits& limits) {
  BodyPreview preview;
  if (!body || body->size() == 0) {
    preview.note = "No body";
    return preview;
  }
  const std::shared_ptr<const emulator::Bytes> bytes = body->in_memory();
  if (!bytes) {
    preview.note = absent_note(*body);
    return preview;
  }
  const std::string_view head = head_of(bytes->view(), limits.most_bytes);
  bool complete = head.size() == bytes->size();
  if (emulator::is_valid_utf8(head)) {
    complete = LineWrapper(limits, preview.lines).wrap(head) && complete;
  } else {
    preview.is_hex = true;
    preview.lines = hex_lines(head, limits.most_lines);
    complete = preview.lines.size() * kHexColumns >= bytes->size();
  }
  if (!complete) preview.note = "The beginning of " + emulator::format_size(body->size());
  return preview;
}

std::vector<std::string> hex_lines(std::string_view bytes, std::size_t most_lines) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < bytes.size() && lines.size() < most_lines; at += kHexColumns) {
    std::array<char, 24> number{};
    std::snprintf(number.data(), number.size(), "%08zx  ", at);
    std::string line = number.data();
    std::string text;
    for (std::size_t i = 0; i < kHexColumns; ++i) {
      if (at + i >= bytes.size()) {
        line += "   ";
        continue;
      }
      const auto byte = static_cast<unsigned char>(bytes[at + i]);
      std::snprintf(number.data(), number.size(), "%02x ", byte);
      line += number.data();
      text += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : '.';
    }
    lines.push_back(line + " |" + text + "|");
  }
  return lines;
}

}  // namespace app
