#pragma once

#include <span>

#include "app/panels/panel.h"

namespace app {

// Pipelines that were open before, found by a few letters; Enter or a click opens one.
PanelResult draw_recent_dialog(const PanelInput& in, RecentState& state,
                               std::span<const RecentFile> recent, const Style& style);

}  // namespace app
