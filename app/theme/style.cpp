#include "app/theme/style.h"

namespace app {

void apply(const Style& style) { ImGui::GetStyle().ScaleAllSizes(style.scale); }

}  // namespace app
