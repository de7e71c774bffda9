#include "app/widgets/pause_sign.h"

namespace app {

void draw_pause(const Pen& pen, float x, float middle) {
  for (const float at : {-5.0f, 1.0f})
    pen.fill({x + pen.px(at), middle - pen.px(6), pen.px(4), pen.px(12)}, Role::Warning, 1.0f,
             pen.px(1));
}

}  // namespace app
