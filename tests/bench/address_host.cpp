#include "tests/bench/address_host.h"

#include <mutex>
#include <stdexcept>

#include "emulator/api/front/http_front.h"
#include "emulator/serving/http_transport.h"
#include "tests/bench/shared_engine.h"

namespace bench {
namespace {

using namespace emulator;

constexpr const char* kInvoke = "/endpoints/bench/invocations";
constexpr const char* kQuick = "/quick";

std::optional<std::string> header(const FrontRequest& request, std::string_view name) {
  const auto value = request.http.headers.get(name);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

// Keeps what was recorded, as a trace does.
class Record {
 public:
  void keep(std::vector<HopPtr> hops) {
    const std::lock_guard lock(mutex_);
    kept_.push_back(std::move(hops));
  }
  void forget() {
    const std::lock_guard lock(mutex_);
    kept_.clear();
  }

 private:
  std::mutex mutex_;
  std::vector<std::vector<HopPtr>> kept_;
};

class Session final : public FrontSession {
 public:
  Session(const RoutePlan& plan, Record& record) : plan_(plan), record_(record) {}

  void handle(const FrontRequest& request, FrontAnswer& answer, std::stop_token stop) override {
    answer.send(request.http.target == kInvoke ? invoke(request, stop) : quick());
  }

 private:
  HttpResponse invoke(const FrontRequest& request, const std::stop_token& stop) {
    InvokeRequest call{.content_type = header(request, "Content-Type"),
                       .accept = header(request, "Accept"),
                       .body = request.http.body};
    auto hops = run_pipeline(plan_, call, *transport_, {}, stop);
    auto response = invoke_result(plan_, call, hops, {.endpoint = "bench"}, "a request");
    record_.keep(std::move(hops));
    return response.value_or(HttpResponse{.status = 503});
  }
  static HttpResponse quick() {
    HttpResponse response{.status = 200};
    response.body = make_body("{}");
    return response;
  }

  const RoutePlan& plan_;
  Record& record_;
  std::unique_ptr<HopTransport> transport_ = make_http_transport();
};

class FrontHost final : public AddressHost {
 public:
  explicit FrontHost(const Ports& ports) : plan_(plan_of(ports)) {
    auto front = HttpFront::open({}, [this] { return std::make_unique<Session>(plan_, record_); });
    if (!front) throw std::runtime_error(front.error().what);
    front_ = std::move(*front);
  }
  AddressTarget invoke() const override { return {front_->url() + kInvoke, {}}; }
  AddressTarget quick() const override { return {front_->url() + kQuick, {}}; }
  void forget(std::size_t) override { record_.forget(); }

 private:
  RoutePlan plan_;
  Record record_;
  std::unique_ptr<HttpFront> front_;  // goes first
};

class EngineAddressHost final : public AddressHost {
 public:
  explicit EngineAddressHost(const Ports& ports) : engine_(ports) {
    engine_.engine().submit(OpenAddress{{.port = 0}});
    const auto now = engine_.host().wait([](const EngineSnapshot& snapshot) {
      if (!snapshot.address) return false;
      if (snapshot.address->error) return true;
      const auto& endpoints = snapshot.address->endpoints;
      return !endpoints.empty() && endpoints.front().status == "InService";
    });
    if (now->address->error) throw std::runtime_error(now->address->error->what);
    url_ = now->address->url;
    invoke_url_ = now->address->endpoints.front().url;
  }
  AddressTarget invoke() const override { return {invoke_url_, {}}; }
  AddressTarget quick() const override {
    return {url_ + "/", "X-Amz-Target: SageMaker.ListEndpoints\r\n"};
  }
  void forget(std::size_t invocations) override {
    engine_.count(invocations);
    engine_.forget();
  }

 private:
  SharedEngine engine_;
  std::string url_;
  std::string invoke_url_;
};

}  // namespace

std::unique_ptr<AddressHost> make_front_host(const Ports& ports) {
  return std::make_unique<FrontHost>(ports);
}

std::unique_ptr<AddressHost> make_engine_address_host(const Ports& ports) {
  return std::make_unique<EngineAddressHost>(ports);
}

}  // namespace bench
