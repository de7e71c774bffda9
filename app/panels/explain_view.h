#pragma once

#include "app/panels/panel.h"

namespace app {

struct ExplainSubject {
  emulator::InvocationPtr invocation;
  int hop = 0;  // 0: no container saw it
};
struct ExplainPlace {
  Rect area;
  const Style& style;
};

// What happened at the hop and what SageMaker would do: causes and ways out, then sentences, each
// with what it rests on.
PanelResult draw_explanation(const PanelInput& in, const ExplainSubject& subject,
                             ExplainState& state, const ExplainPlace& place);

}  // namespace app
