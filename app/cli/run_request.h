#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/model/invocation.h"
#include "emulator/model/pipeline.h"

namespace app::cli {

// What the command line says about the request to send.
struct RequestOptions {
  std::optional<std::string> name;   // --request
  std::optional<std::string> input;  // --input: a path, or "-" for standard input
  std::optional<std::string> content_type;
  std::optional<std::string> accept;
  std::optional<std::string> custom_attributes;
};

// The request that these options ask for. Without --input it is the saved request of that name,
// or the first one; with --input but no --request it starts empty, and the content type is told
// from the file's ending unless it is given. Each other option replaces that member. Reads files
// and standard input. Errors say which requests there are, or how to give one.
[[nodiscard]] emulator::Result<emulator::InvokeRequest> make_request(
    const emulator::Pipeline& pipeline, const RequestOptions& options);

// A saved request as it would be sent.
[[nodiscard]] emulator::Result<emulator::InvokeRequest> make_request(
    const emulator::Pipeline& pipeline, const emulator::SavedRequest& saved);

// Every saved request, in the file's order. Error when there is none.
[[nodiscard]] emulator::Result<std::vector<emulator::InvokeRequest>> make_all_requests(
    const emulator::Pipeline& pipeline);

// "text/csv" for "rows.csv"; nothing for an ending that does not tell.
std::optional<std::string> content_type_of(const std::string& path);

}  // namespace app::cli
