#pragma once

#include <vector>

#include "app/view_model/latency_table.h"
#include "app/widgets/pen.h"

namespace app {

// Latencies in CloudWatch's names, statistics and units, of one invocation and of many.
void draw_metrics_table(const Pen& pen, const std::vector<MetricRow>& rows,
                        const emulator::Invocation* chosen, const Rect& area);

}  // namespace app
