#include <unistd.h>

#include "tests/bench/bare_http.h"
#include "tests/bench/bare_stage.h"
#include "tests/bench/chain_client.h"

namespace bench {
namespace {

using emulator::Bytes;

class FloorClient final : public ChainClient {
 public:
  explicit FloorClient(const Ports& ports) {
    for (const int port : ports) connections_.push_back(connect_bare(port));
  }
  ~FloorClient() override {
    for (const int fd : connections_) ::close(fd);
  }

  bool invoke(const emulator::BodyPtr& body) override {
    const auto first = body->in_memory();
    std::string_view next = first->view();
    for (const int fd : connections_) {
      std::array<char, 256> head;
      const int size = std::snprintf(head.data(), head.size(),
                                     "POST /invocations HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                     "Content-Type: text/csv\r\nAccept: */*\r\n"
                                     "Content-Length: %zu\r\n\r\n",
                                     next.size());
      if (!send_both(fd, {head.data(), static_cast<std::size_t>(size)}, next)) return false;
      if (!receive_head(fd, answer_)) return false;
      Bytes received(answer_.body_size);
      const std::string_view here = answer_.body_part();
      std::copy(here.begin(), here.end(), received.data());
      if (!receive_exactly(fd, received.data() + here.size(), received.size() - here.size()))
        return false;
      kept_.push_back(std::move(received));
      next = kept_.back().view();
    }
    return true;
  }

  void forget() override { kept_.clear(); }

 private:
  std::vector<int> connections_;
  std::vector<Bytes> kept_;
  Head answer_;
};

}  // namespace

Team make_floor_clients(const Ports& ports, int count) {
  Team team;
  for (int i = 0; i < count; ++i) team.push_back(std::make_unique<FloorClient>(ports));
  return team;
}

}  // namespace bench
