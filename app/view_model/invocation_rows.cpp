#include "app/view_model/invocation_rows.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "app/view_model/address_words.h"
#include "app/view_model/debug_words.h"
#include "emulator/base/text.h"

namespace app {
namespace {

std::string ago_text(emulator::Nanoseconds passed) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(passed).count();
  if (seconds < 60) return std::to_string(std::max<std::int64_t>(seconds, 0)) + " s ago";
  if (seconds < 3600) return std::to_string(seconds / 60) + " min ago";
  return std::to_string(seconds / 3600) + " h ago";
}

std::string exact_milliseconds(emulator::Nanoseconds length) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.3f ms",
                std::chrono::duration<double, std::milli>(length).count());
  return text.data();
}

}  // namespace

InvocationRow invocation_row(const emulator::Invocation& invocation, emulator::WallTime now) {
  InvocationRow row;
  row.status = invocation_words(invocation);
  row.id = std::to_string(invocation.id.value);
  row.name = invocation.request.name;
  row.duration = invocation.finished ? emulator::format_duration(invocation.duration)
                                     : elapsed_text(now - invocation.started_at);
  row.caller = came_through_address(invocation) ? caller_text(invocation)
               : row.name.empty()               ? "sent from this window"
                                                : row.name;
  for (const std::string& words : {tampering(invocation), provenance(invocation)})
    if (!words.empty()) row.caller = words + ", " + row.caller;
  row.time = emulator::format_time_of_day(invocation.started_at, false);
  return row;
}

std::vector<std::string> invocation_details(const emulator::Invocation& invocation,
                                            emulator::WallTime now) {
  const auto size = [](const emulator::BodyPtr& body) {
    return emulator::format_size(body ? body->size() : 0);
  };
  std::vector<std::string> lines;
  const std::string& name = invocation.request.name;
  lines.push_back("Invocation " + std::to_string(invocation.id.value) +
                  (name.empty() ? "" : ", " + name));
  lines.push_back(ago_text(now - invocation.started_at) + ", " +
                  emulator::format_time_of_day(invocation.started_at, true));
  lines.push_back(invocation.finished
                      ? exact_milliseconds(invocation.duration)
                      : "running since " + elapsed_text(now - invocation.started_at));
  for (std::string words : {tampering(invocation), provenance(invocation)})
    if (!words.empty()) lines.push_back(std::move(words));
  std::string traffic = size(invocation.request.body) + " in";
  if (invocation.response) traffic += ", " + size(invocation.response->body) + " out";
  lines.push_back(traffic);
  if (invocation.order.empty() && invocation.hops.empty()) {
    lines.emplace_back("no container was called");
  } else {
    lines.push_back(std::to_string(invocation.hops.size()) + " of " +
                    counted(invocation.order.size(), "container") + " called");
  }
  if (came_through_address(invocation)) {
    lines.push_back("to " + caller_text(invocation));
    lines.push_back("from " + invocation.client);
  }
  if (!invocation.uuid.empty()) lines.push_back(invocation.uuid);
  return lines;
}

}  // namespace app
