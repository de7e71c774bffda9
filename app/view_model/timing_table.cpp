#include "app/view_model/timing_table.h"

#include <algorithm>

#include "app/view_model/debug_words.h"
#include "app/view_model/waterfall_layout.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::format_duration;
using emulator::format_size;

std::string size_of(const emulator::BodyPtr& body) { return format_size(body ? body->size() : 0); }

// Who answered, where it was not simply the stage.
void add_source(const emulator::Hop& hop, std::vector<TimingRow>& rows) {
  const std::string word = hop_mark(hop);
  if (word.empty()) return;
  const std::string note = hop.source_note.empty() ? "" : hop.source_note + "; ";
  rows.push_back({"Source", word, note + "not counted as the container's latency"});
}

void add_held(const emulator::Invocation& invocation, std::size_t at,
              std::vector<TimingRow>& rows) {
  const emulator::Nanoseconds held = invocation.hops[at]->held;
  if (held <= emulator::Nanoseconds{0}) return;
  const HeldTimes times = held_times(invocation)[at];
  std::string note = "by you, part of no latency: " + format_duration(times.before) +
                     " before it was asked, " + format_duration(times.after) + " after it answered";
  rows.push_back({"Held", format_duration(held), std::move(note)});
}

void add_hop(const emulator::Invocation& invocation, std::size_t at, std::vector<TimingRow>& rows) {
  const emulator::Hop& hop = *invocation.hops[at];
  const emulator::HopTiming& t = hop.timing;
  rows.push_back({"Hop " + std::to_string(hop.index) + "   " + hop.container_hostname, "", ""});
  add_source(hop, rows);
  rows.push_back({"Queue", format_duration(t.queue), "from the hop before until this one began"});
  rows.push_back({"Connect", format_duration(t.connect), "zero on a kept connection"});
  rows.push_back({"Send", format_duration(t.send), "until the last byte of the request was sent"});
  rows.push_back({"Wait", format_duration(t.wait), "until the first byte of the answer"});
  rows.push_back({"Receive", format_duration(t.receive), "until its last byte"});
  add_held(invocation, at, rows);
  rows.push_back({"ContainerLatency", format_duration(t.container()),
                  "connect to receive, as AWS counts it (contract 6.2)"});
  rows.push_back({"Request body", size_of(hop.request.body), ""});
  if (const emulator::HttpResponse* response = hop.response())
    rows.push_back({"Response body", size_of(response->body), ""});
}

}  // namespace

std::vector<TimingRow> timing_table(const emulator::Invocation& invocation, int hop) {
  std::vector<TimingRow> rows;
  if (hop >= 1 && static_cast<std::size_t>(hop) <= invocation.hops.size())
    add_hop(invocation, static_cast<std::size_t>(hop) - 1, rows);
  if (!invocation.finished) return rows;
  emulator::Nanoseconds held{0};
  for (const emulator::HopPtr& reached : invocation.hops) held += reached->held;
  rows.push_back({"Invocation " + std::to_string(invocation.id.value), "", ""});
  rows.push_back({"Total", format_duration(invocation.duration), "receipt to answer"});
  if (held > emulator::Nanoseconds{0})
    rows.push_back({"Held", format_duration(held), "by you, in no latency that AWS would count"});
  rows.push_back({"ModelLatency", format_duration(invocation.container_time()),
                  "the sum over the containers (contract 6.1)"});
  rows.push_back({"OverheadLatency",
                  format_duration(std::max(invocation.overhead_time(), emulator::Nanoseconds{0})),
                  "the rest: what the service itself takes (contract 6.1); here Hoplens, not AWS"});
  return rows;
}

}  // namespace app
