#include <cstdio>

#include <unistd.h>

#include "tests/bench/address_host.h"
#include "tests/bench/bare_http.h"
#include "tests/bench/bare_stage.h"
#include "tests/bench/chain_client.h"

namespace bench {
namespace {

using emulator::Bytes;

// "http://127.0.0.1:8089/path": what a request says of it.
struct Address {
  explicit Address(const std::string& url) {
    constexpr std::size_t kScheme = std::string_view("http://").size();
    const std::size_t path_begin = url.find('/', kScheme);
    host = url.substr(kScheme, path_begin - kScheme);
    path = url.substr(path_begin);
    port = std::stoi(host.substr(host.rfind(':') + 1));
  }
  std::string host;  // with the port
  std::string path;
  int port = 0;
};

class AddressClient final : public ChainClient {
 public:
  explicit AddressClient(const AddressTarget& target)
      : AddressClient(Address(target.url), target.headers) {}
  ~AddressClient() override { ::close(connection_); }

  bool invoke(const emulator::BodyPtr& body) override {
    const auto sent = body->in_memory();
    const std::string head = head_ + std::to_string(sent->size()) + "\r\n\r\n";
    if (!send_both(connection_, head, sent->view())) return false;
    if (!receive_head(connection_, answer_)) return false;
    Bytes received(answer_.body_size);
    const std::string_view here = answer_.body_part();
    std::copy(here.begin(), here.end(), received.data());
    if (!receive_exactly(connection_, received.data() + here.size(), received.size() - here.size()))
      return false;
    kept_.push_back(std::move(received));
    const std::string_view answer(answer_.block.data(), answer_.filled);
    if (answer.starts_with("HTTP/1.1 200 ")) return true;
    std::fprintf(stderr, "address: %s\n", std::string(answer).c_str());
    return false;
  }

  void forget() override { kept_.clear(); }

 private:
  AddressClient(const Address& address, const std::string& headers)
      : connection_(connect_bare(address.port)),
        head_("POST " + address.path + " HTTP/1.1\r\nHost: " + address.host +
              "\r\nContent-Type: text/csv\r\nAccept: */*\r\n" + headers + "Content-Length: ") {}

  int connection_;
  std::string head_;
  std::vector<Bytes> kept_;
  Head answer_;
};

}  // namespace

Team make_address_clients(const AddressTarget& target, int count) {
  Team team;
  for (int i = 0; i < count; ++i) team.push_back(std::make_unique<AddressClient>(target));
  return team;
}

}  // namespace bench
