#pragma once

#include "emulator/api/address_options.h"
#include "emulator/api/control/control_plane.h"
#include "emulator/model/http_message.h"

namespace emulator {

// The Region of a request's signature, which is not checked (contract 4.6), else the default. Pure.
CallScope request_scope(const Headers& headers, const AddressOptions& options);

}  // namespace emulator
