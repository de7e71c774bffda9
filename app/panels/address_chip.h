#pragma once

#include "app/panels/panel.h"

namespace app {

// Where clients of SageMaker reach this window, in the top bar: a click copies it, a list beside it
// copies what a client needs. Takes as much of the line as it wants, nothing where there is no
// address.
PanelResult draw_address_chip(const Pen& pen, const PanelInput& in, const Rect& line);
// The least room that it can be of use in, and what it would take.
struct ChipRoom {
  float least = 0;
  float wanted = 0;
};
ChipRoom address_chip_room(const Pen& pen, const PanelInput& in);

}  // namespace app
