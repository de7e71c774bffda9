#pragma once

#include "app/actions/actions.h"
#include "app/widgets/pen.h"

namespace app {

enum class ButtonLook { Flat, Primary, Quiet };  // Quiet: no frame until hovered

// A button at a place, painted by us. `label` is shown and is its item label.
bool button(const Pen& pen, const char* label, const Rect& place, ButtonLook look);

// A button for an action of the table: its label, its key in the tooltip, disabled when the
// action cannot be done.
bool action_button(const Pen& pen, ActionId id, const Rect& place, const ActionStates& states,
                   ButtonLook look);
// Width of such a button.
float action_button_width(const Pen& pen, ActionId id);

}  // namespace app
