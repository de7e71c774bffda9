#pragma once

#include "app/view_model/waterfall_layout.h"
#include "app/widgets/pen.h"
#include "emulator/model/invocation.h"

namespace app {

// What the pointer on a hop tells, beside the pointer: phases with their lengths, sizes, the
// status, and what CloudWatch would show for it.
void draw_hop_card(const Style& style, const emulator::Invocation& invocation,
                   const emulator::Hop& hop);
// What the pointer on the time between hops tells.
void draw_gap_card(const WaterfallGap& gap);

}  // namespace app
