#pragma once

#include "emulator/api/control/records.h"
#include "emulator/base/result.h"

// What the state folder keeps, as one JSON text. Pure.
namespace emulator {

// Models, configs, endpoints and tags that came over the wire. Of an endpoint: what answers; an
// UpdateEndpoint that is not over is not part of it, nor is an endpoint that is being deleted or
// runs a model of a served file or of the window.
std::string state_text(const Records& records);

// The records of such a text. Endpoints are Creating, their pipelines not started yet; images are
// looked up in `images`. An error names the file, and the records are not touched.
Result<void> read_state(std::string_view text, std::string_view file, Records& records);

}  // namespace emulator
