#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"

// S3's requests and answers as text. Pure.
namespace emulator {

struct S3Place {
  std::string bucket;
  std::string key;  // or prefix
};
// "s3://bucket/key".
[[nodiscard]] Result<S3Place> parse_s3_url(const std::string& url);

// Percent-encoded as a signature wants it: all but A-Z a-z 0-9 - . _ ~, and slashes where kept.
std::string uri_encode(std::string_view text, bool keep_slashes);
// False where a percent sign is not followed by two hexadecimal digits.
bool uri_decode(std::string_view text, std::string& decoded, bool plus_is_blank = false);

// Where a bucket answers: AWS's own address of it, or a path below `endpoint` where that is not
// empty (another service, as AWS_ENDPOINT_URL_S3 says).
std::string s3_bucket_url(const std::string& bucket, const std::string& region,
                          const std::string& endpoint);
std::string s3_object_url(const std::string& bucket_url, const std::string& key);
// ListObjectsV2, its parameters in the order of their names, as the signature wants them.
std::string s3_list_url(const std::string& bucket_url, const std::string& prefix,
                        const std::string& continuation_token);

struct S3Object {
  std::string key;
  std::string etag;
  std::uint64_t size = 0;
  bool operator==(const S3Object&) const = default;
};
struct S3Listing {
  std::vector<S3Object> objects;
  std::string continuation_token;  // empty: this is the end
};
// Errors: anything that is no ListBucketResult.
[[nodiscard]] Result<S3Listing> parse_s3_listing(std::string_view xml);

struct S3Problem {
  std::string code;  // "NoSuchKey"; empty where the answer is not S3's
  std::string message;
  std::string region;  // where the bucket is, if it says so
};
S3Problem parse_s3_problem(std::string_view xml);

// The files that the objects below `prefix` become, in their order, relative to the folder. An
// error where SageMaker would refuse a name (contract 1.11): empty, "." or "..", a NUL, over 255
// bytes, the name of a file and of a folder at once.
[[nodiscard]] Result<std::vector<std::filesystem::path>> s3_file_names(
    const std::vector<S3Object>& objects, const std::string& prefix);

}  // namespace emulator
