#include "app/cli/terminal.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

#include "app/cli/printable.h"

namespace app::cli {
namespace {

constexpr int kDefaultWidth = 120;

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::Bold:
      return "\x1b[1m";
    case Ink::Dim:
      return "\x1b[2m";
    case Ink::Green:
      return "\x1b[32m";
    case Ink::Yellow:
      return "\x1b[33m";
    case Ink::Red:
      return "\x1b[31m";
    case Ink::Blue:
      return "\x1b[34m";
    case Ink::Cyan:
      return "\x1b[36m";
  }
  return "";
}

// no-color.org: set and not empty means no colour. A dumb terminal cannot show any.
bool colour_wanted() {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* term = std::getenv("TERM");
  return term == nullptr || std::string_view(term) != "dumb";
}

int terminal_width(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

void write_err(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace

std::string Paint::operator()(Ink ink, std::string_view text) const {
  if (!on_ || text.empty()) return std::string(text);
  return std::string(code_of(ink)).append(text).append("\x1b[0m");
}

Terminal::Terminal()
    : out_is_tty_(isatty(STDOUT_FILENO) == 1),
      err_is_tty_(isatty(STDERR_FILENO) == 1),
      out_paint_(out_is_tty_ && colour_wanted()),
      err_paint_(err_is_tty_ && colour_wanted()) {}

Terminal::~Terminal() { clear_progress(); }

int Terminal::width() {
  if (const int columns = terminal_width(STDOUT_FILENO); columns > 0) return columns;
  const char* columns = std::getenv("COLUMNS");
  const int asked = columns == nullptr ? 0 : std::atoi(columns);
  return asked > 0 ? asked : kDefaultWidth;
}

void Terminal::result(std::string_view text) {
  clear_progress();
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_failed_write();
}

void Terminal::message(std::string_view line) {
  clear_progress();
  // So that both streams stay in order on one terminal.
  if (std::fflush(stdout) != 0) note_failed_write();
  write_err(std::string(line).append("\n"));
}

void Terminal::error(const emulator::Error& error) {
  const std::string text = err_paint_(Ink::Red, "hoplens: ") + printable_lines(error.what, "") +
                           printable_lines(error.next_step, "  ");
  message(text.substr(0, text.size() - 1));
}

void Terminal::progress(std::string_view line) {
  if (!err_is_tty_) return;
  std::fflush(stdout);
  const int columns = terminal_width(STDERR_FILENO);
  const auto room = static_cast<std::size_t>(columns > 1 ? columns - 1 : kDefaultWidth);
  write_err("\r\x1b[2K" + err_paint_(Ink::Dim, cut(line, room)));
  std::fflush(stderr);
  progress_shown_ = true;
}

void Terminal::clear_progress() {
  if (!progress_shown_) return;
  write_err("\r\x1b[2K");
  progress_shown_ = false;
}

bool Terminal::flush() {
  clear_progress();
  if (std::fflush(stdout) != 0) note_failed_write();
  return !out_broken_;
}

// A reader that has seen enough (`hoplens … | head`) is no failure.
void Terminal::note_failed_write() {
  if (errno != EPIPE) out_broken_ = true;
}

}  // namespace app::cli
