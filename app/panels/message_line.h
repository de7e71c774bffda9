#pragma once

#include <string>

#include "app/panels/panel.h"

namespace app {

// The last message, on a card at the lower edge of the window that takes no input.
void draw_message_line(const Messages& messages, const Style& style);

// All messages, newest first; can be copied.
void draw_message_history(const PanelInput& in, const Messages& messages, const Style& style);

}  // namespace app
