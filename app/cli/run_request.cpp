#include "app/cli/run_request.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "app/cli/printable.h"
#include "emulator/base/text.h"
#include "emulator/codec/pipeline_file.h"

namespace app::cli {
namespace {

using emulator::BodyPtr;
using emulator::ErrorCode;
using emulator::fail;
using emulator::InvokeRequest;
using emulator::Pipeline;
using emulator::Result;
using emulator::SavedRequest;

struct EndingType {
  std::string_view ending;
  std::string_view type;
};
constexpr std::array kTypes = {
    EndingType{".csv", "text/csv"},
    EndingType{".json", "application/json"},
    EndingType{".jsonl", "application/jsonlines"},
    EndingType{".libsvm", "text/libsvm"},
    EndingType{".npy", "application/x-npy"},
    EndingType{".txt", "text/plain"},
    EndingType{".jpg", "image/jpeg"},
    EndingType{".jpeg", "image/jpeg"},
    EndingType{".png", "image/png"},
    EndingType{".parquet", "application/x-parquet"},
};

emulator::Error read_error(const std::string& path) {
  const int number = errno;
  const ErrorCode code = number == ENOENT   ? ErrorCode::NotFound
                         : number == EACCES ? ErrorCode::PermissionDenied
                                            : ErrorCode::IoFailed;
  const std::string name = path == "-" ? "standard input" : path;
  return {code, "Cannot read the input " + name + ": " + std::strerror(number),
          "Give --input the path of a file, or - for standard input"};
}

Result<std::string> read_all(int fd, const std::string& path) {
  std::string text;
  std::array<char, 64 * 1024> chunk{};
  for (;;) {
    const ssize_t got = read(fd, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(read_error(path));
    if (got == 0) return text;
    text.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

Result<BodyPtr> read_body(const std::string& path) {
  const int fd = path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail(read_error(path));
  auto text = read_all(fd, path);
  if (path != "-") close(fd);
  if (!text) return fail(text.error());
  return emulator::make_body(*text);
}

Result<const SavedRequest*> saved_request(const Pipeline& pipeline, const std::string& name) {
  const auto found = std::ranges::find(pipeline.requests, name, &SavedRequest::name);
  if (found != pipeline.requests.end()) return &*found;
  std::vector<std::string> names;
  for (const auto& request : pipeline.requests) names.push_back("\"" + request.name + "\"");
  const std::string what = "There is no saved request \"" + name + "\"";
  if (names.empty())
    return fail(ErrorCode::NotFound, what, "The file has none; give a body with --input PATH");
  return fail(ErrorCode::NotFound, what, "The saved requests are " + listed(names));
}

Result<InvokeRequest> starting_point(const Pipeline& pipeline, const RequestOptions& options) {
  if (options.name) {
    const auto saved = saved_request(pipeline, *options.name);
    if (!saved) return fail(saved.error());
    if (!options.input) return make_request(pipeline, **saved);
    SavedRequest other = **saved;  // its body is replaced: it need not be readable
    other.body = "";
    other.body_base64.reset();
    other.body_file.reset();
    return make_request(pipeline, other);
  }
  if (options.input) {
    InvokeRequest request;
    request.content_type = content_type_of(*options.input);
    return request;
  }
  if (pipeline.requests.empty())
    return fail(ErrorCode::InvalidInput, "There is nothing to send: the file has no saved request",
                "Give a body with --input PATH (or --input - for standard input), or add one to "
                "\"Requests\" in the file");
  return make_request(pipeline, pipeline.requests.front());
}

}  // namespace

std::optional<std::string> content_type_of(const std::string& path) {
  const std::string ending = std::filesystem::path(path).extension().string();
  for (const auto& [known, type] : kTypes)
    if (emulator::equals_ignoring_case(known, ending)) return std::string(type);
  return std::nullopt;
}

Result<InvokeRequest> make_request(const Pipeline& pipeline, const SavedRequest& saved) {
  auto body = emulator::load_body(saved, pipeline.folder);
  if (!body) return fail(body.error());
  InvokeRequest request;
  request.name = saved.name;
  request.content_type = saved.content_type;
  request.accept = saved.accept;
  request.custom_attributes = saved.custom_attributes;
  request.body = std::move(*body);
  return request;
}

Result<InvokeRequest> make_request(const Pipeline& pipeline, const RequestOptions& options) {
  auto request = starting_point(pipeline, options);
  if (!request) return request;
  if (options.input) {
    auto body = read_body(*options.input);
    if (!body) return fail(body.error());
    request->body = std::move(*body);
  }
  if (options.content_type) request->content_type = options.content_type;
  if (options.accept) request->accept = options.accept;
  if (options.custom_attributes) request->custom_attributes = options.custom_attributes;
  return request;
}

Result<std::vector<emulator::InvokeRequest>> make_all_requests(const emulator::Pipeline& pipeline) {
  if (pipeline.requests.empty())
    return emulator::fail(emulator::ErrorCode::InvalidInput, "The file has no saved requests",
                          "Add some to \"Requests\" in the file, or give a body with --input PATH");
  std::vector<emulator::InvokeRequest> made;
  for (const auto& saved : pipeline.requests) {
    auto request = make_request(pipeline, saved);
    if (!request) return emulator::fail(request.error());
    made.push_back(std::move(*request));
  }
  return made;
}

}  // namespace app::cli
