#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace app {

// What lies above the window and keeps all input to itself.
enum class Dialog {
  NameRequest,
  Export,
  Palette,
  Keys,
  File,
  Recent,
  SaveOver,
  Recovery,
  Editor,
  Settings,
  Docker,
  DeleteHosted,
  Images,
  Messages,
  Lessons,
  Share,
  Writing,
  Breakpoints,
  Faults
};

// The open dialogs. Only the last one is on the screen; what it was opened from comes back after
// it.
class Dialogs {
 public:
  void show(Dialog dialog) { open_.push_back(dialog); }
  // The one on the screen. A key and a click of one frame may both ask for it.
  void close() {
    if (!open_.empty()) open_.pop_back();
  }
  std::optional<Dialog> on_screen() const {
    return open_.empty() ? std::nullopt : std::optional(open_.back());
  }
  bool shows(Dialog dialog) const { return on_screen() == dialog; }

 private:
  std::vector<Dialog> open_;
};

// What was done and needs no answer ("Copied 3.4 KB"): the last one is on the screen, all stay
// readable.
class Messages {
 public:
  void tell(std::string text) { add(std::move(text), false); }
  void warn(std::string text) { add(std::move(text), true); }   // it came out otherwise than asked
  const std::vector<std::string>& all() const { return all_; }  // oldest first
  bool last_warns() const { return last_warns_; }

 private:
  void add(std::string text, bool warns) {
    all_.push_back(std::move(text));
    last_warns_ = warns;
  }

  std::vector<std::string> all_;
  bool last_warns_ = false;
};

}  // namespace app
