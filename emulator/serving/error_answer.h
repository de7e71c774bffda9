#pragma once

#include <string>
#include <string_view>

#include "emulator/model/http_message.h"

namespace emulator {

// An answer of InvokeEndpoint itself, in JSON, with the headers that SDKs read (contract 4.9).
HttpResponse error_answer(int status, std::string_view error_type, std::string_view request_id,
                          const std::string& json_text);

}  // namespace emulator
