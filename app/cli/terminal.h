#pragma once

#include <string>
#include <string_view>

#include "emulator/base/error.h"

namespace app::cli {

enum class Ink { Bold, Dim, Green, Yellow, Red, Blue, Cyan };

// Colours text, or leaves it as it is where colour is not wanted. A value.
class Paint {
 public:
  explicit Paint(bool on = false) : on_(on) {}
  std::string operator()(Ink ink, std::string_view text) const;
  bool on() const { return on_; }

 private:
  bool on_;
};

// Standard output for results, standard error for progress and messages. Colour only on a
// terminal and without NO_COLOR. Main thread only.
class Terminal {
 public:
  Terminal();
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  Paint out() const { return out_paint_; }
  Paint err() const { return err_paint_; }
  bool out_is_tty() const { return out_is_tty_; }
  bool err_is_tty() const { return err_is_tty_; }
  static int width();  // columns of standard output; COLUMNS, else 120, where it is no terminal

  void result(std::string_view text);        // standard output, as it is
  void message(std::string_view line);       // one line on standard error
  void error(const emulator::Error& error);  // what happened, then what to do
  // A line that the next progress or message replaces. Shown on a terminal only: elsewhere
  // progress is told by messages.
  void progress(std::string_view line);
  void clear_progress();
  // Brings the results out. False when standard output could not take them (a full disk).
  bool flush();

 private:
  void note_failed_write();

  bool out_is_tty_;
  bool err_is_tty_;
  Paint out_paint_;
  Paint err_paint_;
  bool progress_shown_ = false;
  bool out_broken_ = false;
};

}  // namespace app::cli
