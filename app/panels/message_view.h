#pragma once

#include <string>
#include <vector>

#include "app/app_state.h"
#include "app/view_model/header_table.h"
#include "app/widgets/pen.h"

namespace app {

// One message as it is shown: a request or a response.
struct MessageContent {
  const char* title = "";  // "Request"; also the name of the pane
  std::string chip;        // "3.4 KB", "200 OK"
  ChipTone tone = ChipTone::Neutral;
  std::vector<HeaderRow> headers;
  emulator::BodyPtr body;
  std::string instead;  // why there is no message; then nothing else is shown
  std::string remark;   // why the body is not all there; empty when it is
};

// The message's name, what kind it is, and a button that copies its body.
void draw_message_title(const MessageContent& message, const Rect& line, const Style& style);
float message_title_height(const Style& style);

// Headers with what became of each, and the body, from the cursor on.
void draw_message(const MessageContent& message, PreviewCache& cache, const Style& style);

}  // namespace app
