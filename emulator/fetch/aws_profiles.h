#pragma once

#include <map>
#include <string>
#include <string_view>

#include "emulator/base/result.h"
#include "emulator/fetch/surroundings.h"

namespace emulator {

// One section of an AWS configuration file: names in lower case; what is indented below a name
// ("s3 =", then "  endpoint_url = …") is "s3.endpoint_url".
using AwsSettings = std::map<std::string, std::string>;

// Sections by name, as it stands between the brackets.
std::map<std::string, AwsSettings> parse_aws_ini(std::string_view text);

// The user's profile out of both files, as AWS's SDKs read it. Holds secrets: never print it.
struct AwsProfile {
  std::string name;              // AWS_PROFILE, else "default"
  AwsSettings credentials;       // of AWS_SHARED_CREDENTIALS_FILE, ~/.aws/credentials
  AwsSettings config;            // of AWS_CONFIG_FILE, ~/.aws/config
  std::string credentials_file;  // their paths
  std::string config_file;
  std::string services_endpoint;  // of S3, from the [services …] section that it names

  std::string config_value(const std::string& key) const;
};

// Files that are not there are empty. Errors: a file that cannot be read, a profile that
// AWS_PROFILE names and neither file has.
[[nodiscard]] Result<AwsProfile> read_aws_profile(const FetchSurroundings&);

}  // namespace emulator
