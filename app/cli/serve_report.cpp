#include "app/cli/serve_report.h"

#include <algorithm>

#include "app/cli/printable.h"
#include "app/view_model/stage_usage.h"
#include "emulator/base/text.h"

namespace app::cli {
namespace {

using emulator::EndpointView;
using emulator::StageState;

constexpr std::size_t kLastLogLines = 10;
constexpr std::size_t kLongestClient = 32;
constexpr std::size_t kMostLinesAtOnce = 200;  // more are counted: nobody reads them

std::string last_words(const emulator::LogView& logs, emulator::StageId stage, Paint paint) {
  std::vector<std::string> lines;
  for (std::size_t i = logs.size(); i > 0 && lines.size() < kLastLogLines; --i)
    if (logs[i - 1].stage == stage) lines.push_back(logs[i - 1].text);
  std::string out;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    out += paint(Ink::Dim, printable_lines(*line, "    "));
  return out;
}

bool is_ill(const emulator::StageStatus& status) {
  return status.state == StageState::Failed || status.state == StageState::Exited;
}

// "aws-cli/2.9.19" of "127.0.0.1:51002 aws-cli/2.9.19 Python/3.11 …"
std::string client_word(const std::string& client) {
  const auto words = emulator::split(client, ' ');
  return words.size() > 1 ? cut(printable(words[1]), kLongestClient) : printable(client);
}

Ink ink_of(int status) {
  if (status < 300) return Ink::Green;
  return status < 500 && status != 424 ? Ink::Yellow : Ink::Red;
}

std::string hop_words(const emulator::Hop& hop) {
  const auto* response = hop.response();
  const std::string time = emulator::format_duration(hop.timing.container());
  const bool well = !emulator::failed(hop);
  return hop.container_hostname + " " +
         (well       ? ""
          : response ? std::to_string(response->status) + " "
                     : "no answer ") +
         time;
}

}  // namespace

const EndpointView* find(const emulator::AddressView& address, std::string_view name) {
  const auto found = std::ranges::find(address.endpoints, name, &EndpointView::name);
  return found == address.endpoints.end() ? nullptr : &*found;
}

std::string endpoint_failure_text(const EndpointView& endpoint, const emulator::LogView& logs,
                                  Paint paint) {
  std::string out = "Endpoint " + paint(Ink::Bold, printable(endpoint.name)) +
                    " failed: " + printable(endpoint.failure_reason) + "\n";
  for (const auto& variant : endpoint.variants)
    for (const auto& container : variant.report.containers) {
      const auto& status = container.status;
      if (!is_ill(status)) continue;
      out += paint(Ink::Bold, printable(container.name)) + ": " + printable(status.cause) + "\n";
      if (status.error) {
        if (status.error->what != status.cause) out += printable_lines(status.error->what, "  ");
        out += printable_lines(status.error->next_step, "  ");
      }
      out += last_words(logs, status.stage, paint);
    }
  return out;
}

void EndpointProgress::show(const emulator::AddressView& address) {
  std::vector<std::string> starting;
  for (const EndpointView& endpoint : address.endpoints)
    for (const auto& variant : endpoint.variants)
      for (const auto& container : variant.report.containers) {
        const std::string name = printable(endpoint.name + "/" + container.name);
        const auto& status = container.status;
        const std::string busy = printable(doing_of(status));
        if (status.state == StageState::Starting)
          starting.push_back(name + (busy.empty() ? "" : ": " + busy));
        const auto [told, first] = told_.try_emplace(status.stage, StageState::Idle);
        if (told->second == status.state) continue;
        told->second = status.state;
        tell(name, status);
      }
  if (starting.empty()) return terminal_.clear_progress();
  terminal_.progress("Starting " + listed(starting) + " (" +
                     emulator::format_duration(std::chrono::steady_clock::now() - since_) + ")");
}

void EndpointProgress::tell(const std::string& name, const emulator::StageStatus& status) {
  if (quiet_) return;
  const Paint paint = terminal_.err();
  if (status.state == StageState::Ready)
    terminal_.message(paint(Ink::Green, "✓") + " " + name + " ready in " +
                      emulator::format_duration(status.launch_to_ready));
  if (is_ill(status))
    terminal_.message(paint(Ink::Red, "✗") + " " + name + " failed: " + printable(status.cause));
}

std::string invocation_line(const emulator::Invocation& invocation, Paint paint) {
  const int status = invocation.response ? invocation.response->status : 0;
  std::string out = paint(Ink::Dim, emulator::format_time_of_day(invocation.started_at, false)) +
                    " " + printable(invocation.endpoint.endpoint) + " " +
                    paint(ink_of(status), status == 0 ? "cancelled" : std::to_string(status)) +
                    " " + emulator::format_duration(invocation.duration);
  std::string hops;
  for (const auto& hop : invocation.hops) hops += (hops.empty() ? "" : " → ") + hop_words(*hop);
  if (!hops.empty()) out += "  " + printable(hops);
  if (!invocation.client.empty()) out += "  " + paint(Ink::Dim, client_word(invocation.client));
  return out;
}

std::vector<std::string> InvocationLines::news(const emulator::TraceView& trace, Paint paint) {
  std::vector<std::string> lines;
  std::vector<emulator::InvocationId> still_open;
  for (const emulator::InvocationId id : open_) {
    const auto invocation = trace.find(id);
    if (!invocation) continue;
    if (invocation->finished) {
      lines.push_back(invocation_line(*invocation, paint));
    } else {
      still_open.push_back(id);
    }
  }
  std::size_t first = trace.size();
  while (first > 0 && trace[first - 1]->id > told_) --first;
  std::size_t untold = 0;
  for (std::size_t i = first; i < trace.size(); ++i) {
    if (!trace[i]->finished) {
      still_open.push_back(trace[i]->id);
    } else if (lines.size() < kMostLinesAtOnce) {
      lines.push_back(invocation_line(*trace[i], paint));
    } else {
      ++untold;
    }
  }
  if (trace.size() > 0) told_ = std::max(told_, trace[trace.size() - 1]->id);
  if (untold > 0) lines.push_back("… and " + emulator::format_count(untold) + " more");
  open_ = std::move(still_open);
  return lines;
}

EndpointLines::EndpointLines(const emulator::AddressView& known) {
  for (const EndpointView& endpoint : known.endpoints) status_[endpoint.name] = endpoint.status;
}

std::vector<std::string> EndpointLines::news(const emulator::AddressView& address, Paint paint) {
  std::vector<std::string> lines;
  const auto say = [&](const std::string& name, const std::string& words) {
    lines.push_back(paint(Ink::Bold, "Endpoint " + printable(name)) + " " + printable(words));
  };
  std::map<std::string, std::string> now;
  for (const EndpointView& endpoint : address.endpoints) {
    now[endpoint.name] = endpoint.status;
    const auto known = status_.find(endpoint.name);
    if (known != status_.end() && known->second == endpoint.status) continue;
    say(endpoint.name,
        endpoint.status + (endpoint.failure_reason.empty() ? "" : ": " + endpoint.failure_reason));
  }
  for (const auto& [name, status] : status_)
    if (!now.contains(name)) say(name, "deleted");
  status_ = std::move(now);
  return lines;
}

}  // namespace app::cli
