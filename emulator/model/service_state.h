#pragma once

#include <string_view>

namespace emulator {

// A pipeline as a whole, in AWS's words for an endpoint where they fit (contract 4.22).
enum class ServiceState { Empty, Stopped, Creating, InService, Failed, Stopping };

// "No pipeline", "Stopped", "Creating", "In service", "Failed", "Stopping"
std::string_view to_text(ServiceState state);

}  // namespace emulator
