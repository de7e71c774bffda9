#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/base/result.h"

namespace emulator {

// The certificates of a Docker Engine that is reached through TLS.
struct DockerTls {
  std::filesystem::path ca;           // empty: the system's authorities
  std::filesystem::path certificate;  // ours; empty: none
  std::filesystem::path key;
  bool verify = true;
};

// Where a Docker Engine (or Podman's compatible service) answers, and why we look there.
struct DockerEndpoint {
  std::filesystem::path socket;  // of unix://; empty: tcp
  std::string host;              // of tcp://
  int port = 0;
  std::optional<DockerTls> tls;  // tcp only
  std::string why;               // "DOCKER_HOST", "context colima", "the usual socket"

  bool is_unix() const { return !socket.empty(); }
  std::string url() const;  // "unix:///var/run/docker.sock", "tcp://127.0.0.1:2376"
};

struct DockerRequest {
  std::string method = "GET";
  std::string path;  // behind the version: "/containers/json?all=1"
  std::string body;  // JSON, or what content_type says
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  // Where set, the body comes from here, piece by piece, and `body` counts for nothing: returns
  // the next piece, "" at the end.
  std::function<Result<std::string>()> body_source;
  // The longest silence of the engine's that is borne. 0: any.
  std::chrono::milliseconds patience = std::chrono::seconds{60};
};

struct DockerAnswer {
  int status = 0;
  std::string body;
  bool well() const { return status >= 200 && status < 300; }
  // What the engine says went wrong: its "message", else the body.
  std::string message() const;
};

// Speaks HTTP to one Docker Engine, a connection for each request. Thread-safe; any number of
// requests at a time. Errors are those of the wire and of the engine as a whole: IoFailed (nothing
// answers there, or the connection broke), PermissionDenied (its socket may not be used),
// Unsupported (it is no Docker Engine), Cancelled. A status of 400 and above is an answer.
class DockerClient {
 public:
  // Asks the engine for its version and settles on one that both speak.
  [[nodiscard]] static Result<std::shared_ptr<DockerClient>> connect(DockerEndpoint endpoint,
                                                                     std::stop_token cancel = {});

  const DockerEndpoint& endpoint() const { return endpoint_; }
  const std::string& api_version() const { return api_version_; }        // "1.41"
  const std::string& engine_version() const { return engine_version_; }  // "20.10.24"

  [[nodiscard]] Result<DockerAnswer> send(const DockerRequest& request,
                                          std::stop_token cancel = {}) const;
  // Hands the body on as it comes. `take` returns false to end it there, which is no error. An
  // answer with a status of 400 and above is returned whole and not handed on.
  using Take = std::function<bool(std::string_view)>;
  [[nodiscard]] Result<DockerAnswer> stream(const DockerRequest& request, const Take& take,
                                            std::stop_token cancel = {}) const;

 private:
  explicit DockerClient(DockerEndpoint endpoint) : endpoint_(std::move(endpoint)) {}

  DockerEndpoint endpoint_;
  std::string prefix_;  // "/v1.41"; empty while asking
  std::string api_version_;
  std::string engine_version_;
};

}  // namespace emulator
