#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/cli/terminal.h"
#include "emulator/engine/snapshot.h"

// What `hoplens serve` says about its endpoints and who calls them. Text only, but for progress.
namespace app::cli {

// The endpoint of that name, or null.
const emulator::EndpointView* find(const emulator::AddressView& address, std::string_view name);

// Why an endpoint failed: its FailureReason, and for each container what happened, what to do and
// its last log lines.
std::string endpoint_failure_text(const emulator::EndpointView& endpoint,
                                  const emulator::LogView& logs, Paint paint);

// Tells on standard error how the endpoints' stages come up.
class EndpointProgress {
 public:
  EndpointProgress(Terminal& terminal, bool quiet) : terminal_(terminal), quiet_(quiet) {}
  void show(const emulator::AddressView& address);

 private:
  void tell(const std::string& name, const emulator::StageStatus& status);

  Terminal& terminal_;
  bool quiet_;
  std::map<emulator::StageId, emulator::StageState> told_;
  emulator::SteadyTime since_ = std::chrono::steady_clock::now();
};

// "22:07:31 wine-pipeline 200 5.31 ms  preprocess 1.70 ms → model 3.20 ms  aws-cli/2.9.19"
std::string invocation_line(const emulator::Invocation& invocation, Paint paint);

// A line for each invocation that is over, each once.
class InvocationLines {
 public:
  std::vector<std::string> news(const emulator::TraceView& trace, Paint paint);

 private:
  emulator::InvocationId told_;               // all up to this one
  std::vector<emulator::InvocationId> open_;  // … but these, which were not over
};

// A line for each endpoint that came, went or changed its status, each once.
class EndpointLines {
 public:
  explicit EndpointLines(const emulator::AddressView& known);
  std::vector<std::string> news(const emulator::AddressView& address, Paint paint);

 private:
  std::map<std::string, std::string> status_;
};

}  // namespace app::cli
