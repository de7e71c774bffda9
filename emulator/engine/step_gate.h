#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/engine/commands.h"
#include "emulator/model/breakpoint.h"
#include "emulator/serving/hop_gate.h"

namespace emulator {

// Who passes a gate.
struct GatedInvocation {
  InvocationId id;
  std::string client;  // as Invocation::client
  bool step = false;   // is held before its first hop
  // Whether its client has given up; asked now and then while it is held. May be null.
  std::function<bool()> client_gone;
  // Told when it is held and when it goes on, on its own thread. May be null.
  std::function<void(bool held)> held;
};

// Where invocations are held: by breakpoints, and step by step. Safe from any thread; nothing is
// called while it is locked.
class StepGate {
 public:
  // `changed` is called after each change of held() and breakpoints(), from any thread.
  explicit StepGate(std::function<void()> changed);
  ~StepGate();
  StepGate(const StepGate&) = delete;
  StepGate& operator=(const StepGate&) = delete;

  // All of them, or none where a condition cannot be read.
  Result<void> set_breakpoints(std::vector<Breakpoint> breakpoints);
  std::vector<Breakpoint> breakpoints() const;
  std::vector<HeldHop> held() const;  // the one held longest first

  // False where that invocation is not held.
  bool resume(const Resume& order);
  // Ends one that is held, or all of them.
  void end(InvocationId invocation);
  void end_all();

  // One invocation's way through it. Belongs to the thread that walks the invocation.
  class Pass final : public HopGate {
   public:
    Pass(StepGate& gate, GatedInvocation who);

    bool idle() const override;
    GateVerdict before(const Hop& prepared, HttpRequest& request, std::stop_token stop) override;
    GateVerdict after(const Hop& hop, HttpResponse& response, std::stop_token stop) override;

    // Where the user ended it: what the trace says about it; nullopt otherwise.
    const std::optional<Finding>& ending() const { return ending_; }
    bool client_gave_up() const { return client_gone_; }

   private:
    friend class StepGate;
    std::optional<Resume> hold(HeldHop what, const std::stop_token& stop);
    GateVerdict end_here(const Hop& hop, HoldMoment moment);

    StepGate& gate_;
    const GatedInvocation who_;
    bool step_;
    bool client_gone_ = false;
    std::optional<Finding> ending_;
  };

 private:
  struct State;
  const std::unique_ptr<State> state_;
};

}  // namespace emulator
