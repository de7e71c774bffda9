#pragma once

namespace app {

struct AppState;

// Asks for a file that becomes the body of the message that is being written.
void ask_for_message_body(AppState& state);

}  // namespace app
