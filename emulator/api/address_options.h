#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/pipeline.h"

namespace emulator {

// Local.Images and Local.S3 of one file; relative paths start at its folder. Its limits and
// switches hold for the models that it knows.
struct ImageMap {
  std::vector<ImageEntry> images;
  EnvironmentMap s3;  // "bucket/prefix" and folder
  std::filesystem::path folder;
  ContractProfile profile{};
  bool operator==(const ImageMap&) const = default;
};

// How the SageMaker address is opened.
struct AddressOptions {
  std::string host =
      "127.0.0.1";  // an address or a name of this machine; loopback unless asked for
  int port = 8089;  // 0: any free one
  std::vector<std::string> allowed_hosts;  // names in Host besides loopback's and `host`
  std::string region = "us-east-1";        // where a request is not signed (contract 9)
  std::string account = "000000000000";
  std::filesystem::path
      state_folder;              // models, configs and endpoints are kept here; empty: nowhere
  std::vector<ImageMap> images;  // the first map that knows an image wins
  bool operator==(const AddressOptions&) const = default;
};

}  // namespace emulator
