#pragma once

#include <memory>
#include <string>

#include "emulator/docker/docker_client.h"

// A DockerClient without a wire: canned_docker.cpp stands in for docker_client.cpp.
namespace fuzz {

// What every request gets, from here on.
struct CannedAnswer {
  int status = 200;
  std::string body;
};
CannedAnswer& canned_answer();

std::shared_ptr<emulator::DockerClient> canned_docker();

}  // namespace fuzz
