#include "emulator/fetch/s3_client.h"

#include <algorithm>
#include <cctype>

namespace emulator {
namespace {

using Answer = tl::expected<HttpGot, HttpFailure>;

bool is_region(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-';
  });
}

}  // namespace

HttpGet S3Client::request(const std::string& url) const {
  HttpGet get;
  get.url = url;
  get.signer = HttpGet::Signer{access_.credentials, access_.region};
  get.ca_file = access_.ca_bundle.empty() ? around_.trusted_certificates() : access_.ca_bundle;
  get.patience = around_.patience;
  return get;
}

Answer S3Client::fetch(const std::string& key, std::vector<std::string> headers,
                       const std::filesystem::path& target, const TellBytes& tell,
                       std::stop_token cancel) {
  for (;;) {
    Download what{request(s3_object_url(bucket_url(), key)), target};
    what.get.headers = headers;
    Answer answer = download(getter_, what, around_, tell, cancel);
    if (!learn_region(answer)) return answer;
  }
}

Answer S3Client::list(const std::string& prefix, const std::string& continuation_token,
                      std::stop_token cancel) {
  for (;;) {
    const HttpGet get = request(s3_list_url(bucket_url(), prefix, continuation_token));
    Answer answer = download_text(getter_, get, around_, cancel);
    if (!learn_region(answer)) return answer;
  }
}

bool S3Client::learn_region(const Answer& answer) {
  if (learnt_ || !answer || answer->status < 300 || answer->status == 304) return false;
  std::string region = answer->header("x-amz-bucket-region");
  if (region.empty()) region = parse_s3_problem(answer->text).region;
  if (!is_region(region) || region == access_.region) return false;
  access_.region = region;
  learnt_ = true;
  return true;
}

}  // namespace emulator
