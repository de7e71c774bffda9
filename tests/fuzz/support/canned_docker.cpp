#include "tests/fuzz/support/canned_docker.h"

#include "tests/fuzz/support/fuzz.h"

namespace fuzz {

CannedAnswer& canned_answer() {
  static CannedAnswer answer;
  return answer;
}

std::shared_ptr<emulator::DockerClient> canned_docker() {
  return emulator::DockerClient::connect({}).value();
}

}  // namespace fuzz

namespace emulator {

Result<std::shared_ptr<DockerClient>> DockerClient::connect(DockerEndpoint endpoint,
                                                            std::stop_token) {
  return std::shared_ptr<DockerClient>(new DockerClient(std::move(endpoint)));
}

Result<DockerAnswer> DockerClient::send(const DockerRequest&, std::stop_token) const {
  return DockerAnswer{fuzz::canned_answer().status, fuzz::canned_answer().body};
}

Result<DockerAnswer> DockerClient::stream(const DockerRequest&, const Take& take,
                                          std::stop_token) const {
  const fuzz::CannedAnswer& answer = fuzz::canned_answer();
  if (answer.status >= 400) return DockerAnswer{answer.status, answer.body};
  bool wanted = true;
  fuzz::in_pieces(answer.body, [&](std::string_view piece) { wanted = wanted && take(piece); });
  return DockerAnswer{answer.status, ""};
}

}  // namespace emulator
