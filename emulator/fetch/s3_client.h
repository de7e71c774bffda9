#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "emulator/fetch/aws_credentials.h"
#include "emulator/fetch/download.h"
#include "emulator/fetch/s3_requests.h"

namespace emulator {

// Speaks to one bucket as the user. Belongs to one thread at a time.
class S3Client {
 public:
  S3Client(AwsAccess access, std::string bucket, const FetchSurroundings& around)
      : access_(std::move(access)), bucket_(std::move(bucket)), around_(around) {}

  const AwsAccess& access() const { return access_; }

  // `headers` may hold conditions.
  [[nodiscard]] tl::expected<HttpGot, HttpFailure> fetch(const std::string& key,
                                                         std::vector<std::string> headers,
                                                         const std::filesystem::path& target,
                                                         const TellBytes& tell,
                                                         std::stop_token cancel);
  // One page of what lies below the prefix, as XML.
  [[nodiscard]] tl::expected<HttpGot, HttpFailure> list(const std::string& prefix,
                                                        const std::string& continuation_token,
                                                        std::stop_token cancel);

 private:
  HttpGet request(const std::string& url) const;
  std::string bucket_url() const {
    return s3_bucket_url(bucket_, access_.region, access_.endpoint);
  }
  // True where S3 says that another region holds the bucket; asks that one from here on.
  bool learn_region(const tl::expected<HttpGot, HttpFailure>& answer);

  AwsAccess access_;
  std::string bucket_;
  const FetchSurroundings& around_;
  HttpGetter getter_;
  bool learnt_ = false;
};

}  // namespace emulator
