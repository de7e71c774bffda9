#pragma once

#include <cstdint>
#include <memory>

#include "emulator/model/invocation.h"
#include "emulator/trace/chunked.h"

namespace emulator {

// An immutable view of all invocations kept, oldest first, ids ascending. Chunks are shared
// between views, so publishing 100,000 invocations copies a few hundred pointers.
class TraceView : public ChunkedView<InvocationPtr, 256> {
 public:
  TraceView() = default;
  explicit TraceView(ChunkedView kept) : ChunkedView(std::move(kept)) {}

  // The invocation of that id, or null.
  InvocationPtr find(InvocationId id) const;
};

// The writing side. One thread (the engine's). Drops the oldest beyond `most_invocations`.
class TraceStore {
 public:
  explicit TraceStore(std::size_t most_invocations = 100'000) : kept_(most_invocations) {}

  // Adds, or replaces the one of the same id. Ids may come a little out of order; one that is
  // older than what was dropped already is ignored.
  void put(InvocationPtr invocation);
  void clear() { kept_.clear(); }
  std::shared_ptr<const TraceView> view();  // never null; the same pointer when nothing changed

  // Chunks copied because an invocation that a view may read was replaced.
  std::uint64_t copied_chunks() const { return kept_.copied_chunks(); }

 private:
  void insert(std::size_t at, InvocationPtr invocation);

  ChunkedWriter<InvocationPtr, TraceView::kChunk> kept_;
  std::shared_ptr<const TraceView> view_ = std::make_shared<const TraceView>();
};

}  // namespace emulator
