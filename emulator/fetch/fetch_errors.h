#pragma once

#include <string>

#include "emulator/base/error.h"
#include "emulator/fetch/http_get.h"

// What a server's refusal means, and what helps. Pure.
namespace emulator {

// `url` is shown without what may be secret in it.
Error explain_https(const HttpGot& answer, const std::string& url);

struct S3Request {
  std::string url;               // "s3://bucket/key"
  std::string credentials_from;  // "the environment"
  bool listing = false;
};
Error explain_s3(const HttpGot& answer, const S3Request& request);

}  // namespace emulator
