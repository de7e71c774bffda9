#include "app/window/atlas_bake.h"

#include <utility>

namespace app {

AtlasBake::AtlasBake(FontFiles files, float scale, std::vector<ImWchar> extra,
                     std::function<void()> done)
    : atlas_(IM_NEW(ImFontAtlas)) {
  thread_ = std::jthread(
      [this, files = std::move(files), scale, extra = std::move(extra), done = std::move(done)] {
        fonts_ = load_fonts(*atlas_, files, scale, extra);
        done_ = true;
        done();
      });
}

AtlasBake::~AtlasBake() {
  if (thread_.joinable()) thread_.join();
  if (atlas_ != nullptr) IM_DELETE(atlas_);
}

ImFontAtlas* AtlasBake::take(Fonts& fonts) {
  fonts = fonts_;
  return std::exchange(atlas_, nullptr);
}

}  // namespace app
