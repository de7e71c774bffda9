#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/fetch/aws_credentials.h"

namespace emulator {

// One GET. Signed for S3 (SigV4) where `signer` is set.
struct HttpGet {
  struct Signer {
    AwsCredentials credentials;
    std::string region;
  };
  std::string url;
  std::vector<std::string> headers;  // "If-None-Match: …"
  std::optional<Signer> signer;
  bool follow_redirects = false;                                  // to https:// only
  std::string ca_file;                                            // empty: the system's authorities
  std::chrono::milliseconds patience = std::chrono::seconds{60};  // longest silence
};

struct HttpGot {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::optional<std::uint64_t> length;         // of the body that was announced
  std::string text;  // the body where it was not handed on, its first 64 KB

  std::string header(const std::string& name) const;
};

// Who takes the body of an answer with 200 or 206. An error ends the exchange and is its result.
struct HttpBodySink {
  std::function<Result<void>(const HttpGot& head)> begin;
  std::function<Result<void>(std::string_view piece)> take;
};

// The wire broke, or the sink or the user ended it.
struct HttpFailure {
  Error error;
  bool unreachable = false;  // nobody was reached at all
  bool worth_retrying = false;
};

// Keeps its connection from one request to the next. Belongs to one thread at a time.
class HttpGetter {
 public:
  HttpGetter();
  ~HttpGetter();
  HttpGetter(const HttpGetter&) = delete;
  HttpGetter& operator=(const HttpGetter&) = delete;

  // Any answer is a value; ends at once when `cancel` is requested.
  [[nodiscard]] tl::expected<HttpGot, HttpFailure> get(const HttpGet& request, const HttpBodySink&,
                                                       std::stop_token cancel);

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

// The URL as it may be shown: without user, password, parameters and fragment.
std::string shown_url(const std::string& url);

}  // namespace emulator
