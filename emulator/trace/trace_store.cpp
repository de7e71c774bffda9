#include "emulator/trace/trace_store.h"

namespace emulator {
namespace {

// The first position in `row` whose id is not below `id`; its size when all are.
template <typename Row>
std::size_t position_of(const Row& row, InvocationId id) {
  std::size_t low = 0;
  std::size_t high = row.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (row[middle]->id < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

}  // namespace

InvocationPtr TraceView::find(InvocationId id) const {
  const std::size_t at = position_of(*this, id);
  return at < size() && (*this)[at]->id == id ? (*this)[at] : nullptr;
}

void TraceStore::put(InvocationPtr invocation) {
  if (!invocation) return;
  const std::size_t at = position_of(kept_, invocation->id);
  if (at == kept_.size())
    kept_.push(std::move(invocation));
  else if (kept_[at]->id == invocation->id)
    kept_.replace(at, std::move(invocation));
  else if (at > 0 || !kept_.full())
    insert(at, std::move(invocation));
}

std::shared_ptr<const TraceView> TraceStore::view() {
  if (kept_.take_changed()) view_ = std::make_shared<const TraceView>(kept_.share());
  return view_;
}

// Shifts the newer ones up by one. They are few: ids are given in order and reported almost so.
void TraceStore::insert(std::size_t at, InvocationPtr invocation) {
  if (kept_.full()) --at;  // the oldest makes room, so all move down by one
  kept_.push(kept_[kept_.size() - 1]);
  for (std::size_t i = kept_.size() - 1; i > at; --i) kept_.replace(i, kept_[i - 1]);
  kept_.replace(at, std::move(invocation));
}

}  // namespace emulator
