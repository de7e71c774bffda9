#pragma once

#include <string>
#include <string_view>

#include "emulator/base/result.h"

namespace emulator {

// An image's name as Docker understands it, with what Docker fills in.
struct ImageReference {
  std::string registry;  // "docker.io", "localhost:5000", "123….dkr.ecr.us-east-1.amazonaws.com"
  std::string repository;  // "library/nginx"
  std::string tag;         // "latest" where neither tag nor digest is named
  std::string digest;      // "sha256:…"; empty: none
  bool operator==(const ImageReference&) const = default;

  bool on_docker_hub() const { return registry == "docker.io"; }
  // What to pull, in full: "docker.io/library/nginx:latest". A digest counts more than a tag.
  std::string pull_name() const;
  // What its registry is called in Docker's config.json: "https://index.docker.io/v1/" or the host.
  std::string registry_key() const;
};

// InvalidInput where Docker would not take `name` for an image's.
[[nodiscard]] Result<ImageReference> parse_image_reference(std::string_view name);

}  // namespace emulator
