#include "emulator/codec/recordings/recording_source.h"

namespace emulator {

Result<Content> content_in_memory(const Body& body) {
  if (auto bytes = body.in_memory()) return bytes;
  return fail(ErrorCode::NotFound, "The body is not kept any more");
}

Content content_or_nothing(const BodyPtr& body, const LoadContent& load) {
  static const auto nothing = std::make_shared<const Bytes>();
  if (!body) return nothing;
  const auto content = load ? load(*body) : content_in_memory(*body);
  return content ? *content : nothing;
}

RecordingSource source_of(const std::vector<InvocationPtr>& invocations) {
  return {invocations.size(), [invocations](std::size_t i) { return invocations[i]; },
          content_in_memory, {}};
}

Result<void> go_on(const Progress& progress, std::size_t done) {
  if (!progress || progress(done)) return {};
  return fail(ErrorCode::Cancelled, "It was stopped, and nothing was written");
}

}  // namespace emulator
