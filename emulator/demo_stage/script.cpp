#include "emulator/demo_stage/script.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "emulator/base/text.h"

namespace demo_stage {
namespace {

using enum Fault;

constexpr std::array kFaults = {
    FaultRow{CrashAtStart, Moment::Start, "crash-at-start", "CODE", "1", true,
             "ends at once with that exit code"},
    FaultRow{ListenAfter, Moment::Start, "listen-after", "MS", "5000", true,
             "waits before it listens"},
    FaultRow{Port, Moment::Start, "port", "PORT", "8080", true,
             "listens there and ignores SAGEMAKER_BIND_TO_PORT"},
    FaultRow{Daemon, Moment::Start, "daemon", "S", "3600", true,
             "leaves a process in a session of its own, for so many seconds"},
    FaultRow{FloodLog, Moment::Start, "flood-log", "LINES", "1000", true,
             "writes so many lines at start and with each request"},
    FaultRow{IgnoreTerm, Moment::Start, "ignore-term", "", "", false, "goes on after SIGTERM"},
    FaultRow{PingStatus, Moment::Ping, "ping-status", "CODE", "503", true,
             "answers /ping with that status"},
    FaultRow{PingUnready, Moment::Ping, "ping-unready", "N", "3", true,
             "answers the first N /ping with 503"},
    FaultRow{PingHang, Moment::Ping, "ping-hang", "", "", false, "never answers /ping"},
    FaultRow{Delay, Moment::Request, "delay", "MS", "1000", true, "waits before it answers"},
    FaultRow{Hang, Moment::Request, "hang", "", "", false, "never answers"},
    FaultRow{Crash, Moment::Request, "crash", "N", "1", true,
             "dies at request N without an answer (exit code 70)"},
    FaultRow{CrashAfter, Moment::Request, "crash-after", "N", "1", true,
             "dies once N requests are answered (exit code 70)"},
    FaultRow{Status, Moment::Answer, "status", "CODE", "500", true,
             "answers with that status and a JSON error"},
    FaultRow{ContentType, Moment::Answer, "content-type", "TYPE", "", false,
             "says that type whatever the body is"},
    FaultRow{Charset, Moment::Answer, "charset", "", "", false,
             "adds \"; charset=utf-8\" to the type, as Flask does for text"},
    FaultRow{Empty, Moment::Answer, "empty", "", "", false, "answers 200 with no body"},
    FaultRow{NoContent, Moment::Answer, "no-content", "", "", false, "answers 204"},
    FaultRow{Redirect, Moment::Answer, "redirect", "URL", "/invocations/", false,
             "answers 302 to that place"},
    FaultRow{Huge, Moment::Answer, "huge", "BYTES", "6000000", true, "answers a body of that size"},
    FaultRow{Header, Moment::Answer, "header", "NAME:VALUE", "", false,
             "adds that header to the answer"},
    FaultRow{HalfBody, Moment::Wire, "half-body", "", "", false,
             "sends half of the body, then closes"},
    FaultRow{WrongLength, Moment::Wire, "wrong-length", "N", "10", true,
             "Content-Length says N bytes too many (too few where N is negative)"},
    FaultRow{NoLength, Moment::Wire, "no-length", "", "", false,
             "HTTP/1.0, no Content-Length, ends by closing"},
    FaultRow{Chunked, Moment::Wire, "chunked", "BYTES", "1000", true,
             "sends the body in chunks of that size"},
    FaultRow{Trickle, Moment::Wire, "trickle", "MS", "1000", true,
             "sends the answer byte by byte, so many milliseconds apart"},
    FaultRow{CloseAtOnce, Moment::Wire, "close", "", "", false,
             "closes the connection without an answer"},
    FaultRow{Reset, Moment::Wire, "reset", "", "", false,
             "resets the connection without an answer"},
    FaultRow{NotHttp, Moment::Wire, "not-http", "", "", false,
             "answers something that is not HTTP"},
    FaultRow{NoContentType, Moment::Wire, "no-content-type", "", "", false,
             "sends the body without a Content-Type"},
    FaultRow{ShowRequest, Moment::Wire, "show-request", "", "", false,
             "answers the request it got as JSON, headers in order"},
};

constexpr std::string_view title_of(Moment moment) {
  constexpr std::array<std::string_view, 5> kTitles = {"At start", "On GET /ping",
                                                       "On each request", "In the answer",
                                                       "On the wire (plain sockets)"};
  return kTitles.at(static_cast<std::size_t>(moment));
}

const FaultRow& row_of(Fault fault) { return *std::ranges::find(kFaults, fault, &FaultRow::fault); }

std::optional<std::int64_t> to_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

emulator::Result<const FaultRow*> find_row(std::string_view name) {
  const auto row = std::ranges::find(kFaults, name, &FaultRow::name);
  if (row != kFaults.end()) return &*row;
  std::vector<std::string_view> names;
  names.reserve(kFaults.size());
  for (const FaultRow& known : kFaults) names.push_back(known.name);
  const std::string near = emulator::nearest(name, names);
  return emulator::fail(emulator::ErrorCode::InvalidInput,
                        "There is no fault named " + std::string(name),
                        near.empty() ? "--help lists them all" : "Did you mean " + near + "?");
}

}  // namespace

std::span<const FaultRow> fault_table() { return kFaults; }

emulator::Result<Script> Script::parse(const std::vector<std::string>& entries) {
  Script script;
  for (const std::string& entry : entries) {
    const std::size_t equals = std::min(entry.find('='), entry.size());
    const auto row = find_row(emulator::trim(std::string_view(entry).substr(0, equals)));
    if (!row) return emulator::fail(row.error());
    const bool given = equals < entry.size();
    const std::string value = given ? entry.substr(equals + 1) : std::string((*row)->default_value);
    const std::string name((*row)->name);
    if (given && (*row)->value.empty()) {
      return emulator::fail(emulator::ErrorCode::InvalidInput, name + " takes no value");
    }
    if (value.empty() && !(*row)->value.empty()) {
      return emulator::fail(emulator::ErrorCode::InvalidInput, name + " needs a value",
                            "Write " + name + "=" + std::string((*row)->value));
    }
    if ((*row)->numeric && !to_number(value)) {
      return emulator::fail(emulator::ErrorCode::InvalidInput,
                            name + " needs a whole number, not '" + value + "'");
    }
    script.values_[(*row)->fault] = value;
  }
  return script;
}

std::optional<std::string> Script::text(Fault fault) const {
  const auto found = values_.find(fault);
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::int64_t> Script::number(Fault fault) const {
  const auto value = text(fault);
  return value ? to_number(*value) : std::nullopt;
}

bool Script::on_the_wire() const {
  return std::ranges::any_of(
      values_, [](const auto& entry) { return row_of(entry.first).moment == Moment::Wire; });
}

std::string fault_help() {
  std::string help = "FAULTS (--fault NAME[=VALUE], or DEMO_STAGE_FAULTS=NAME=VALUE,NAME)\n";
  std::optional<Moment> moment;
  for (const FaultRow& row : kFaults) {
    if (moment != row.moment) help += "\n" + std::string(title_of(row.moment)) + "\n";
    moment = row.moment;
    std::string usage = "  " + std::string(row.name);
    if (!row.value.empty()) usage += "=" + std::string(row.value);
    usage.resize(std::max<std::size_t>(usage.size() + 1, 26), ' ');
    help += usage + std::string(row.effect);
    if (!row.default_value.empty()) help += " (" + std::string(row.default_value) + ")";
    help += '\n';
  }
  return help;
}

}  // namespace demo_stage
