#include "emulator/fetch/fetch_errors.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "emulator/fetch/s3_requests.h"

namespace emulator {
namespace {

// What a status or S3's word for it means. Behind the words stands the address, unless they end in
// a full sentence about the credentials.
struct Meaning {
  std::string_view code;
  ErrorCode kind;
  std::string_view words;
  std::string_view next_step;
};

struct StatusMeaning {
  int status;
  Meaning meaning;
};
constexpr std::array kStatuses{
    StatusMeaning{401,
                  {"", ErrorCode::PermissionDenied, "A name and password are wanted for",
                   "Fetch it yourself"}},
    StatusMeaning{403,
                  {"", ErrorCode::PermissionDenied, "The server refuses to give",
                   "If it lies on S3, write it as s3://bucket/key, which is fetched with your AWS "
                   "credentials"}},
    StatusMeaning{404, {"", ErrorCode::NotFound, "There is nothing at", "Correct the address"}},
    StatusMeaning{410,
                  {"", ErrorCode::NotFound, "There is nothing any more at", "Correct the address"}},
};

constexpr std::array kS3Codes{
    Meaning{"NoSuchKey", ErrorCode::NotFound, "There is no object", "Correct the address"},
    Meaning{"NoSuchBucket", ErrorCode::NotFound, "There is no such bucket:", "Correct the address"},
    Meaning{"AccessDenied", ErrorCode::PermissionDenied, "S3 refuses to give",
            "Allow s3:GetObject and s3:ListBucket on it, or choose other credentials "
            "(AWS_PROFILE)"},
    Meaning{"InvalidAccessKeyId", ErrorCode::PermissionDenied,
            "AWS does not know the access key that was used for",
            "Correct it, or choose other credentials (AWS_PROFILE)"},
    Meaning{"SignatureDoesNotMatch", ErrorCode::PermissionDenied,
            "The secret access key does not belong to the access key that was used for",
            "Correct it, or choose other credentials (AWS_PROFILE)"},
    Meaning{"ExpiredToken", ErrorCode::PermissionDenied,
            "The AWS credentials have expired that were used for", "Get new ones"},
    Meaning{"InvalidToken", ErrorCode::PermissionDenied,
            "The session token is not valid that was used for", "Get new credentials"},
    Meaning{"RequestTimeTooSkewed", ErrorCode::PermissionDenied,
            "This machine's clock is wrong, so S3 refuses to give", "Set the clock"},
    Meaning{"InvalidObjectState", ErrorCode::NotFound,
            "The object lies in S3's archive:", "Restore it first (aws s3api restore-object)"},
    Meaning{"PermanentRedirect", ErrorCode::InvalidInput, "Another region holds the bucket of",
            "Set AWS_REGION to the bucket's region"},
    Meaning{"AuthorizationHeaderMalformed", ErrorCode::InvalidInput,
            "Another region holds the bucket of", "Set AWS_REGION to the bucket's region"},
};

// By status, where S3 says no word (an answer without a body, or not S3's at all).
std::string_view s3_code_of(int status, bool listing) {
  if (status == 403) return "AccessDenied";
  if (status == 404) return listing ? "NoSuchBucket" : "NoSuchKey";
  if (status == 301) return "PermanentRedirect";
  return "";
}

}  // namespace

Error explain_https(const HttpGot& answer, const std::string& url) {
  const std::string shown = shown_url(url);
  const std::string status = " (" + std::to_string(answer.status) + ")";
  for (const auto& [known, meaning] : kStatuses)
    if (known == answer.status)
      return {meaning.kind, std::string(meaning.words) + " " + shown + status,
              std::string(meaning.next_step)};
  return {ErrorCode::IoFailed, "The server cannot give " + shown + status, "Try again later"};
}

Error explain_s3(const HttpGot& answer, const S3Request& request) {
  const S3Problem problem = parse_s3_problem(answer.text);
  const std::string_view code =
      problem.code.empty() ? s3_code_of(answer.status, request.listing) : problem.code;
  std::string behind = " (" + std::to_string(answer.status);
  if (!problem.code.empty()) behind += " " + problem.code;
  if (!problem.message.empty()) behind += ": " + problem.message;
  behind += ")";
  for (const Meaning& meaning : kS3Codes) {
    if (meaning.code != code) continue;
    std::string what = std::string(meaning.words) + " " + request.url;
    if (meaning.kind == ErrorCode::PermissionDenied)
      what += ", with the credentials of " + request.credentials_from;
    return {meaning.kind, what + behind, std::string(meaning.next_step)};
  }
  return {ErrorCode::IoFailed, "S3 cannot give " + request.url + behind, "Try again later"};
}

}  // namespace emulator
