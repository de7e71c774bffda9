#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/view_model/diff/message_diff.h"
#include "emulator/engine/snapshot.h"

// What is to be run for one question about many invocations.
namespace app {

using StageOrder = std::vector<emulator::StageId>;

// More runs than that are asked about first.
inline constexpr std::size_t kMostUnaskedRuns = 200;
inline constexpr std::size_t kMostStagesTried = 5;

// The stages that invocations pass, in route order.
StageOrder used_order(const emulator::Pipeline& pipeline);
// All orders of those, the pipeline's own first; empty where there are too many stages or only one.
std::vector<StageOrder> all_orders(const emulator::Pipeline& pipeline);
// The last order that was run with the same stages and is another; nothing where there was none.
std::optional<StageOrder> last_other_order(const emulator::TraceView& trace,
                                           const emulator::Pipeline& pipeline);
// An order of all stages: those that are bypassed stay where they are.
StageOrder whole_order(const emulator::Pipeline& pipeline, const StageOrder& used);
std::string order_names(const emulator::Pipeline& pipeline, const StageOrder& order);

// Of invocations (newest first) those whose requests can be sent again, each different request
// once: its newest. Neither runs of earlier experiments nor stages that ran alone.
std::vector<emulator::InvocationId> distinct_requests(
    const std::vector<emulator::InvocationPtr>& invocations, const FindContent& content);

// Whether two clients asked for the same. Compares bodies that are in memory.
bool same_request(const emulator::InvokeRequest& a, const emulator::InvokeRequest& b);

// What an invocation is compared with, and why that.
struct ComparisonBase {
  emulator::InvocationId id;  // none: there is no other
  std::string why;
};
ComparisonBase comparison_base(const emulator::TraceView& trace,
                               const emulator::Invocation& invocation,
                               emulator::InvocationId marked);
// The 1-based hop of `other` that went to the same stage as hop `hop` of `invocation`; 0: none.
int matching_hop(const emulator::Invocation& invocation, int hop,
                 const emulator::Invocation& other);

}  // namespace app
