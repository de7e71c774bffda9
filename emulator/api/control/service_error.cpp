#include "emulator/api/control/service_error.h"

namespace emulator {
namespace {

std::string quoted(std::string_view arn) { return " \"" + std::string(arn) + "\"."; }

}  // namespace

tl::unexpected<ServiceError> refuse(std::string message) {
  return tl::unexpected(ServiceError{"ValidationException", std::move(message)});
}

tl::unexpected<ServiceError> not_found(std::string_view kind, std::string_view arn) {
  return refuse("Could not find " + std::string(kind) + quoted(arn));
}

tl::unexpected<ServiceError> already_there(std::string_view kind, std::string_view arn) {
  return refuse("Cannot create already existing " + std::string(kind) + quoted(arn));
}

tl::unexpected<ServiceError> in_progress(std::string_view arn) {
  return refuse("Cannot update in-progress endpoint" + quoted(arn));
}

}  // namespace emulator
