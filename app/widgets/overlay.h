#pragma once

#include "app/widgets/pen.h"

namespace app {

// A card above a dimmed window that keeps all input to itself: one scope, drawn into while it
// lives. `shown` opens and closes it. One at a time.
class Overlay {
 public:
  Overlay(const Style& style, const char* name, const Rect& place, ImGuiWindowFlags flags = 0);
  ~Overlay();
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;

  bool visible() const { return visible_; }
  // True in the first frame.
  bool appearing() const;
  // A mouse button went down beside it.
  bool clicked_outside() const;
  // To be called once, as the last thing, when it shall not be drawn again.
  void close();

 private:
  bool visible_;
};

}  // namespace app
