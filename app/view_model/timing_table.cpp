#include "app/view_model/timing_table.h"

#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::format_duration;
using emulator::format_size;

std::string size_of(const emulator::BodyPtr& body) { return format_size(body ? body->size() : 0); }

void add_hop(const emulator::Hop& hop, std::vector<TimingRow>& rows) {
  const emulator::HopTiming& t = hop.timing;
  rows.push_back({"Hop " + std::to_string(hop.index) + "   " + hop.container_hostname, "", ""});
  rows.push_back({"Queue", format_duration(t.queue), "from the hop before until this one began"});
  rows.push_back({"Connect", format_duration(t.connect), "zero on a kept connection"});
  rows.push_back({"Send", format_duration(t.send), "until the last byte of the request was sent"});
  rows.push_back({"Wait", format_duration(t.wait), "until the first byte of the answer"});
  rows.push_back({"Receive", format_duration(t.receive), "until its last byte"});
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
    add_hop(*invocation.hops[static_cast<std::size_t>(hop) - 1], rows);
  if (!invocation.finished) return rows;
  rows.push_back({"Invocation " + std::to_string(invocation.id.value), "", ""});
  rows.push_back({"Total", format_duration(invocation.duration), "receipt to answer"});
  rows.push_back({"ModelLatency", format_duration(invocation.container_time()),
                  "the sum over the containers (contract 6.1)"});
  rows.push_back({"OverheadLatency", format_duration(invocation.overhead_time()),
                  "the rest: what the service itself takes"});
  return rows;
}

}  // namespace app
