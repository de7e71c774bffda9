#pragma once

#include <string>
#include <string_view>

#include "emulator/model/http_message.h"

namespace emulator {

// An answer of InvokeEndpoint itself, in JSON, with the headers that SDKs read (contract 4.9).
HttpResponse error_answer(int status, std::string_view error_type, std::string_view request_id,
                          const std::string& json_text);

// The same of `type` with this message; `error_code` is left out where it is empty (contract 3.26).
HttpResponse worded_error(int status, std::string_view error_type, std::string_view request_id,
                          std::string_view message, std::string_view error_code = {});
// 400 ValidationError.
HttpResponse validation_error(std::string_view request_id, std::string_view message,
                              std::string_view error_code = {});

}  // namespace emulator
