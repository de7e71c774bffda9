#include <array>

#include <nlohmann/json.hpp>

#include "emulator/api/control/control_state.h"
#include "emulator/api/control/operations.h"
#include "emulator/api/control/state_text.h"
#include "tests/fuzz/support/fuzz.h"

// Calls to the control plane, a line each: the first byte chooses the operation, 'A' being the
// first of the table, and the rest is its JSON.
namespace fuzz {
namespace {

using emulator::ServiceState;

// What is not in the table of operations.
constexpr std::array<std::string_view, 2> kOthers{"CreateTrainingJob", "BoilWater"};

// In service at once; with three containers it has failed, with four it never comes up.
class CannedPipeline final : public emulator::HostedPipeline {
 public:
  explicit CannedPipeline(std::shared_ptr<const emulator::Pipeline> pipeline)
      : pipeline_(std::move(pipeline)) {}
  std::shared_ptr<const emulator::Pipeline> pipeline() const override { return pipeline_; }
  emulator::HostedReport report() const override {
    const std::size_t count = pipeline_->stages.size();
    emulator::HostedReport out;
    out.state = count == 3   ? ServiceState::Failed
                : count == 4 ? ServiceState::Creating
                             : ServiceState::InService;
    for (std::size_t i = 0; i < count; ++i) {
      emulator::HostedContainer& container = out.containers.emplace_back();
      container.name = emulator::container_name(*pipeline_, i);
      container.status.state =
          count == 3 ? emulator::StageState::Failed : emulator::StageState::Ready;
      if (count == 3)
        container.status.error = emulator::Error{emulator::ErrorCode::NotFound, "It fell over", ""};
    }
    return out;
  }
  emulator::Result<emulator::InvocationPtr> invoke(emulator::InvokeCall, emulator::HopTransport&,
                                                   std::stop_token) override {
    return emulator::fail(emulator::ErrorCode::Unsupported, "not here");
  }

 private:
  std::shared_ptr<const emulator::Pipeline> pipeline_;
};

class CannedHosting final : public emulator::Hosting {
 public:
  emulator::HostedPipelinePtr host(std::shared_ptr<const emulator::Pipeline> pipeline,
                                   std::function<void()>) override {
    return std::make_shared<CannedPipeline>(std::move(pipeline));
  }
  void record(emulator::InvokeCall, emulator::HttpResponse) override {}
};

class StillClock final : public emulator::Clock {
 public:
  emulator::SteadyTime now() const override { return {}; }
  emulator::WallTime wall() const override {
    return emulator::WallTime(std::chrono::hours(472'222));
  }
};

std::string_view operation_of(char letter) {
  const auto known = emulator::operations();
  const std::size_t index =
      static_cast<unsigned char>(letter - 'A') % (known.size() + kOthers.size());
  return index < known.size() ? known[index].name : kOthers[index - known.size()];
}

void check_answer(const emulator::HttpResponse& answer) {
  const std::string_view body = answer.body->in_memory()->view();
  promise(answer.status == 200 || answer.status == 400, "an answer is 200 or 400");
  promise(body.find('\0') == body.npos, "an answer has no NUL");
  promise(body.empty() || nlohmann::json::accept(body), "an answer is JSON or empty");
  promise(answer.status == 200 || (body.starts_with("{\"__type\":") && !body.empty()),
          "an error says its type");
}

}  // namespace

void try_input(std::string_view input) {
  const emulator::AddressOptions options;
  const emulator::CallScope scope{"eu-west-1", "123456789012"};
  CannedHosting hosting;
  const StillClock clock;
  emulator::ControlPlane plane(options, hosting, clock, {});
  // The same behind the wire's answers, where what would be kept can be seen.
  const auto state =
      std::make_shared<emulator::ControlState>(options, hosting, clock, std::function<void()>());
  while (!input.empty()) {
    const std::string_view line = input.substr(0, input.find('\n'));
    input.remove_prefix(std::min(input.size(), line.size() + 1));
    if (line.empty()) continue;
    const std::string_view operation = operation_of(line.front());
    const std::string_view json = line.substr(1);
    const emulator::HttpResponse answer = plane.call(operation, json, scope);
    check_answer(answer);
    promise(answer.status == 400 || json.find('\0') == json.npos, "a NUL is not the end of JSON");
    const auto same = emulator::run_operation(*state, operation, json, scope);
    promise(same.has_value() == (answer.status == 200), "a call does what it did");
  }
  promise(plane.models().size() <= 4096 && plane.endpoints().size() <= 4096, "views can be had");

  const emulator::ControlState::Access access(*state);
  const std::string text = emulator::state_text(access.records);
  emulator::Records again;
  promise(emulator::read_state(text, "state", again).has_value(), "what is kept can be read");
  promise(emulator::state_text(again) == text, "and is the same");
}

}  // namespace fuzz
