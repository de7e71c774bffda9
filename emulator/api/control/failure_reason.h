#pragma once

#include <string>
#include <string_view>

#include "emulator/api/hosting.h"

namespace emulator {

// Why a variant did not come into service, in the words of an endpoint's FailureReason (contract
// 2.20, 4.25), all containers named that failed the ping. Where AWS has no words for it, ours.
std::string failure_reason(std::string_view variant, const Pipeline& pipeline,
                           const HostedReport& report);

// At most 1024 characters, as FailureReason may have (contract 4.20).
std::string shortened_reason(std::string text);

}  // namespace emulator
