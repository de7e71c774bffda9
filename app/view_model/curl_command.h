#pragma once

#include <string>
#include <string_view>

#include "emulator/model/http_message.h"

namespace app {

struct CurlCommand {
  std::string text;  // for a POSIX shell
  std::string hint;  // "Save the body as request.bin first"; empty when the body stands in it
};

// What sends the same request again: method, URL, headers and body. The body stands in the command
// where it is short text, else it is read from a file that has to be saved first. Headers that
// curl makes itself (Host, Content-Length) are left out; nothing in it is run by the shell.
// `body` null: not in memory.
CurlCommand curl_command(const emulator::HttpRequest& request, std::string_view url,
                         const emulator::Bytes* body);

// A word in single quotes as a POSIX shell reads it back.
std::string shell_quoted(std::string_view word);

}  // namespace app
