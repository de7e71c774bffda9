#include "emulator/model/service_state.h"

namespace emulator {

std::string_view to_text(ServiceState state) {
  switch (state) {
    case ServiceState::Empty:
      return "No pipeline";
    case ServiceState::Stopped:
      return "Stopped";
    case ServiceState::Creating:
      return "Creating";
    case ServiceState::InService:
      return "In service";
    case ServiceState::Failed:
      return "Failed";
    case ServiceState::Stopping:
      return "Stopping";
  }
  return "";
}

}  // namespace emulator
