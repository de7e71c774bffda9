#include "emulator/engine/recorded_invocations.h"

#include <map>
#include <utility>

#include "emulator/base/overloaded.h"

namespace emulator {

void RecordedInvocations::replace(std::vector<InvocationPtr> invocations) {
  const InvocationId last = invocations.empty() ? InvocationId{} : invocations.back()->id;
  forgotten_ = invoker_.continue_after(last);
  trace_.clear();
  for (InvocationPtr& invocation : invocations) trace_.put(std::move(invocation));
}

void RecordedInvocations::add(std::vector<InvocationPtr> invocations) {
  std::uint64_t next = invoker_.take_ids(invocations.size()).value;
  std::map<InvocationId, InvocationId> ids;
  for (const InvocationPtr& invocation : invocations) {
    Invocation here = *invocation;
    here.id = ids[invocation->id] = {next++};
    const auto origin = ids.find(here.replay_of);
    here.replay_of = origin == ids.end() ? InvocationId{} : origin->second;
    here.experiment = 0;  // numbers of experiments are those of their own session
    trace_.put(std::make_shared<const Invocation>(std::move(here)));
  }
}

bool RecordedInvocations::are_in_place_of(const InvocationEvent& event) const {
  const InvocationId id =
      std::visit(Overloaded{[](const HopFinished& hop) { return hop.invocation; },
                            [](const InvocationNotBegun& news) { return news.invocation; },
                            [](const auto& other) { return other.invocation->id; }},
                 event);
  return id <= forgotten_;
}

}  // namespace emulator
