#include "app/view_model/curl_command.h"

#include <algorithm>
#include <array>

#include "emulator/base/text.h"

namespace app {
namespace {

constexpr std::size_t kMostInline = 8 * 1024;
constexpr std::string_view kBodyFile = "request.bin";
constexpr std::string_view kBreak = " \\\n  ";

bool is_made_by_curl(std::string_view name) {
  constexpr std::array<std::string_view, 4> kOwn = {"Host", "Content-Length", "Connection",
                                                    "Transfer-Encoding"};
  return std::ranges::any_of(
      kOwn, [&](std::string_view own) { return emulator::equals_ignoring_case(own, name); });
}

// Terminals act on control characters even inside quotes when a command is pasted.
bool fits_inline(std::string_view body) {
  const auto is_control = [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
  };
  return body.size() <= kMostInline && emulator::is_valid_utf8(body) &&
         std::ranges::none_of(body, is_control);
}

// curl drops a header without a value unless it ends in a semicolon.
std::string header_option(const emulator::Header& header) {
  const std::string text =
      header.value.empty() ? header.name + ";" : header.name + ": " + header.value;
  return "-H " + shell_quoted(text);
}

}  // namespace

std::string shell_quoted(std::string_view word) {
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

CurlCommand curl_command(const emulator::HttpRequest& request, std::string_view url,
                         const emulator::Bytes* body) {
  CurlCommand command;
  command.text = "curl -X " + shell_quoted(request.method) + " " + shell_quoted(url);
  for (const emulator::Header& header : request.headers)
    if (!is_made_by_curl(header.name)) command.text += std::string(kBreak) + header_option(header);
  // curl would add its own.
  for (const char* name : {"Accept", "Content-Type", "User-Agent"})
    if (!request.headers.has(name)) command.text += std::string(kBreak) + "-H '" + name + ":'";
  const std::size_t size = request.body ? request.body->size() : 0;
  if (size == 0) return command;
  if (body && fits_inline(body->view()) && !body->view().starts_with('@')) {
    command.text += std::string(kBreak) + "--data-binary " + shell_quoted(body->view());
    return command;
  }
  command.text += std::string(kBreak) + "--data-binary @" + std::string(kBodyFile);
  command.hint = "Save the body as " + std::string(kBodyFile) + " first";
  return command;
}

}  // namespace app
