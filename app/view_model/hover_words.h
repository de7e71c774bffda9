#pragma once

#include <string>
#include <string_view>

#include "emulator/engine/snapshot.h"

// What a header, a status or a state of a stage is, for whoever points at it.
namespace app {

// "3.3 [C][U]: A container's request has …", one line a fact; "" where none is known.
std::string fact_lines(std::string_view numbers);

// What the header is and what SageMaker does with it, with its facts; "" for one that is nobody's.
std::string header_words(std::string_view name);

// What a status means there, and what the client sees of it.
enum class StatusPlace { Container, Client };
std::string status_words(int status, StatusPlace place);
// The same of a hop, an answer or none.
std::string hop_status_words(const emulator::Hop& hop);

// What the health of a stage means on SageMaker; "" where there is nothing to say.
std::string health_words(const emulator::StageStatus& status);

}  // namespace app
