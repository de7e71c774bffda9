#pragma once

#include <string>
#include <vector>

#include "app/panels/panel.h"
#include "app/view_model/header_table.h"
#include "app/view_model/size_limit.h"

namespace app {

// One message as it is shown: a request or a response.
struct MessageContent {
  const char* title = "";  // "Request"; also the name of the pane
  std::string chip;        // "200 OK"; empty for a request
  std::string about;       // what the chip means
  ChipTone tone = ChipTone::Neutral;
  std::vector<HeaderRow> headers;
  std::string content_type;
  emulator::BodyPtr body;
  SizeMeter size;       // of the body
  std::string instead;  // why there is no message; then nothing else is shown
  std::string remark;   // why the body is not all there; empty when it is
};

// The message's name, its status and size, and what can be taken out of it.
PanelResult draw_message_title(const MessageContent& message, const PanelInput& in,
                               const Rect& line, const Style& style);
float message_title_height(const Style& style);

// Headers with what became of each, and the body, from the cursor on.
void draw_message(const MessageContent& message, const PanelInput& in, MessagePane& pane,
                  const Style& style);

}  // namespace app
