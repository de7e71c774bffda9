#pragma once

#include <stop_token>
#include <string>

#include "emulator/base/result.h"
#include "emulator/fetch/aws_profiles.h"
#include "emulator/fetch/surroundings.h"

namespace emulator {

// Secrets: never printed, logged or written to a file.
struct AwsCredentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  // empty: none
};

// How this user speaks to S3.
struct AwsAccess {
  AwsCredentials credentials;
  std::string why;        // where they were found: "AWS_ACCESS_KEY_ID", "profile default"
  std::string region;     // "us-east-1" where nothing says another one
  std::string endpoint;   // without a slash at its end; empty: AWS's own
  std::string ca_bundle;  // a file of certificates; empty: the system's
};

// Found as AWS's SDKs find them, as far as environment and files go: variables, then the profile,
// whose credential_process is run if it has one.
// Errors: none found, half of them found, and (Unsupported) a profile that wants single sign-on or
// a role, which this program does not do.
[[nodiscard]] Result<AwsAccess> find_aws_access(const FetchSurroundings&,
                                                std::stop_token cancel = {});

}  // namespace emulator
