#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "app/theme/fonts.h"

namespace app {

// Bakes fonts with more characters into an atlas of its own on a thread of its own, while the
// window goes on with the one it has. The destructor waits for the thread.
class AtlasBake {
 public:
  // `done` is called from that thread; it must return at once.
  AtlasBake(FontFiles files, float scale, std::vector<ImWchar> extra, std::function<void()> done);
  ~AtlasBake();
  AtlasBake(const AtlasBake&) = delete;
  AtlasBake& operator=(const AtlasBake&) = delete;

  bool is_done() const { return done_.load(); }
  // Once, when it is done: the atlas, from here on the caller's to IM_DELETE, and its fonts.
  ImFontAtlas* take(Fonts& fonts);

 private:
  ImFontAtlas* atlas_;
  Fonts fonts_;
  std::atomic<bool> done_ = false;
  std::jthread thread_;
};

}  // namespace app
