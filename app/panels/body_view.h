#pragma once

#include "app/panels/panel.h"

namespace app {

struct BodyContent {
  emulator::BodyPtr body;
  std::string_view content_type;
};

// A whole body from the cursor on, as tree, table, text or bytes, with the switch between them.
// Only visible rows are drawn; what takes long is sent for.
void draw_body(const Pen& pen, const PanelInput& in, const BodyContent& content, MessagePane& pane);

}  // namespace app
