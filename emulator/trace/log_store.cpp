#include "emulator/trace/log_store.h"

#include "emulator/base/text.h"

namespace emulator {
namespace {

bool inside_utf8_sequence(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Cuts `text` to about `most_bytes`, not through the middle of a letter, and says so at its end.
void cut(std::string& text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return;
  std::size_t end = most_bytes;
  for (int back = 0; back < 3 && end > 0 && inside_utf8_sequence(text[end]); ++back) --end;
  const std::size_t missing = text.size() - end;
  text.resize(end);
  text += " … [" + format_count(missing) + " more bytes were cut off]";
  text.shrink_to_fit();
}

}  // namespace

void LogStore::add(std::vector<LogLine> lines) {
  for (LogLine& line : lines) add_line(std::move(line));
}

void LogStore::add_line(LogLine line) {
  cut(line.text, limits_.line_bytes);
  if (kept_.full()) text_bytes_ -= kept_[0].text.size();  // push drops it
  text_bytes_ += line.text.size();
  kept_.push(std::move(line));
  while (text_bytes_ > limits_.text_bytes && kept_.size() > 1) {
    text_bytes_ -= kept_[0].text.size();
    kept_.drop_oldest();
  }
}

void LogStore::clear() {
  kept_.clear();
  text_bytes_ = 0;
}

std::shared_ptr<const LogView> LogStore::view() {
  if (kept_.take_changed()) view_ = std::make_shared<const LogView>(kept_.share());
  return view_;
}

}  // namespace emulator
