#include "emulator/engine/recordings.h"

#include <algorithm>

namespace emulator {
namespace {

constexpr std::size_t kMostRecordings = 1'000;
constexpr std::uint64_t kMostBytes = 64'000'000;

bool is_its_own(const Hop& hop, StageId stage) {
  return hop.stage == stage && hop.source == HopSource::Container && hop.fault == FaultKind::None &&
         !hop.response_before_edit && hop.response() != nullptr;
}

std::uint64_t bytes_of(const Hop& hop) {
  return (hop.request.body ? hop.request.body->size() : 0) + hop.response()->body->size();
}

}  // namespace

std::vector<RecordedHop> recorded_with(const TraceView& trace, StageId stage) {
  std::vector<RecordedHop> found;
  std::uint64_t bytes = 0;
  for (std::size_t i = trace.size(); i > 0 && found.size() < kMostRecordings; --i)
    for (const HopPtr& hop : trace[i - 1]->hops) {
      if (!is_its_own(*hop, stage)) continue;
      bytes += bytes_of(*hop);
      if (!found.empty() && bytes > kMostBytes) break;
      found.push_back({trace[i - 1]->id, hop});
    }
  std::ranges::reverse(found);
  return found;
}

FromRecordings recordings_of(
    const std::vector<RecordedHop>& hops,
    const std::function<Result<std::shared_ptr<const Bytes>>(const Body&)>& load) {
  FromRecordings out;
  const auto own = [&load](const BodyPtr& body) -> BodyPtr {
    auto content = load(*body);
    return content ? std::make_shared<const Body>(std::move(*content)) : nullptr;
  };
  for (const RecordedHop& recorded : hops) {
    Recording recording{recorded.invocation, recorded.hop->request, *recorded.hop->response()};
    recording.request.body = own(recording.request.body);
    recording.response.body = own(recording.response.body);
    if (recording.request.body && recording.response.body)
      out.recordings.push_back(std::move(recording));
  }
  return out;
}

}  // namespace emulator
