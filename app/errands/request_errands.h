#pragma once

#include <filesystem>

#include "app/errands/errand.h"
#include "emulator/model/pipeline.h"

namespace app {

// Fills the composer with a saved request, whose body may have to be read from a file below
// `folder`.
Errand load_saved_request(emulator::SavedRequest saved, std::filesystem::path folder);

// Makes a file the next request's body, and its ending the Content-Type where that tells it.
// What cannot be read is a notice.
Errand read_body_file(std::filesystem::path file);

// Makes a file the body of the message that is being written in its dialog.
Errand read_message_body(std::filesystem::path file);

}  // namespace app
