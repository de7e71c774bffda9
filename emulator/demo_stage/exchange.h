#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

// One exchange with the stage program, as values; both HTTP fronts translate to and from these.
namespace demo_stage {

// In the order and spelling they came.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string path;
  Headers headers;
  std::string body;
};

struct Answer {
  int status = 200;
  std::string content_type;  // empty: none
  std::string body;
  Headers headers;  // beside Content-Type and Content-Length
};

// Why a request gets no useful answer; becomes the toolkits' JSON error (contract 8.3).
struct Refusal {
  int status = 400;
  std::string error;
  std::string message;
};

template <typename T>
using Outcome = tl::expected<T, Refusal>;

inline tl::unexpected<Refusal> refuse(int status, std::string error, std::string message) {
  return tl::unexpected<Refusal>(Refusal{status, std::move(error), std::move(message)});
}

// The first header of that name whatever its case, or "".
std::string_view header_value(const Headers& headers, std::string_view name);

// {"error": …, "error-message": …} as application/json.
Answer to_answer(const Refusal& refusal);

}  // namespace demo_stage
