#pragma once

#include "app/panels/panel.h"

namespace app {

// What one card shows.
struct StageCard {
  const emulator::Stage& stage;
  std::string name;
  std::size_t position = 0;  // 1-based
  bool selected = false;
  bool hovered = false;
  bool dragged = false;
};

// Paints a card; no input.
void paint_stage_card(const Pen& pen, const StageCard& card, const PanelInput& in,
                      const Rect& place);

// A dot at the card's edge: where invocations are held before this stage. True when it is clicked.
bool draw_breakpoint_dot(const Pen& pen, const StageCard& card, const PanelInput& in,
                         const Rect& place);

// A mark on the card of a stage that is ill; true when it is clicked to know more.
bool draw_trouble_mark(const Pen& pen, const StageCard& card, const PanelInput& in,
                       const Rect& place);

// What did not fit on the card: whole names, address, cause and what to do.
void stage_tooltip(const StageCard& card, const PanelInput& in, const Style& style);

}  // namespace app
