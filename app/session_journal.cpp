#include "app/session_journal.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/settings/lost_session.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::Result;
using Writer = emulator::SessionWriter;

// A pipeline that was edited is written anew only while that costs little: edits that are not
// saved are kept for themselves as well.
constexpr std::uint64_t kSmall = 8'000'000;

std::uint64_t size_of(const emulator::BodyPtr& body) { return body ? body->size() : 0; }

// About what it takes on the disk.
std::uint64_t size_of(const emulator::Invocation& invocation) {
  std::uint64_t size = 8'000 + size_of(invocation.request.body);
  for (const emulator::HopPtr& hop : invocation.hops)
    if (const emulator::HttpResponse* response = hop->response()) size += size_of(response->body);
  return size;
}

}  // namespace

SessionJournal::SessionJournal(fs::path folder, std::uint64_t most_bytes)
    : most_bytes_(most_bytes), file_(std::move(folder), kJournalEnding) {}

Result<void> SessionJournal::follow(const Recorded& now) {
  const emulator::TraceView& trace = *now.trace;
  if (trace.empty()) return remove(), Result<void>();
  const bool edited = pipeline_ != now.pipeline && writer_ && writer_->written() < kSmall;
  if (!writer_ || edited || writer_->written() > most_bytes_ || lost_some(trace))
    return begin_anew(now);
  for (std::size_t i = 0; i < trace.size(); ++i) {
    const emulator::InvocationPtr& one = trace[i];
    const auto known = notes_.find(one->id);
    if (!one->finished || (known != notes_.end() && known->second == one->note)) continue;
    if (auto added = add(*one, now.load); !added) return added;
  }
  return {};
}

// Cleared, or replaced by another session. What made room for newer ones may stay for a while.
bool SessionJournal::lost_some(const emulator::TraceView& trace) const {
  if (trace.dropped() > 0) return false;
  return std::ranges::any_of(notes_, [&](const auto& row) { return !trace.find(row.first); });
}

// Half of the room, so that beginning anew is seldom.
std::size_t SessionJournal::first_to_keep(const emulator::TraceView& trace) const {
  std::uint64_t size = 0;
  std::size_t first = trace.size();
  while (first > 0 && (size += size_of(*trace[first - 1])) < most_bytes_ / 2) --first;
  return std::min(first, trace.size() - 1);
}

Result<void> SessionJournal::begin_anew(const Recorded& now) {
  const auto file = file_.path();
  if (!file) return emulator::fail(file.error());
  writer_.reset();
  notes_.clear();
  const fs::path fresh = file->string() + ".new";
  auto writer = Writer::begin(fresh, Writer::Kind::Journal);
  if (!writer) return emulator::fail(writer.error());
  writer_ = std::move(*writer);
  pipeline_ = now.pipeline;
  Result<void> written = writer_->pipeline(pipeline_.get(), 0);
  const emulator::TraceView& trace = *now.trace;
  const std::size_t first = first_to_keep(trace);
  for (std::size_t i = 0; written && i < trace.size(); ++i) {
    if (i < first) notes_[trace[i]->id] = trace[i]->note;
    if (i >= first && trace[i]->finished) written = add(*trace[i], now.load);
  }
  std::error_code error;
  if (written) fs::rename(fresh, *file, error);
  if (written && error)
    written = emulator::fail(emulator::ErrorCode::IoFailed,
                             "Cannot keep what is recorded in " + file->string());
  if (!written) writer_.reset();
  return written;
}

Result<void> SessionJournal::add(const emulator::Invocation& invocation,
                                 const emulator::LoadContent& load) {
  notes_[invocation.id] = invocation.note;
  return writer_->add(invocation, load);
}

void SessionJournal::remove() {
  writer_.reset();
  notes_.clear();
  file_.remove();
}

}  // namespace app
