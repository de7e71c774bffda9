#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"

// The script of a stage: what it does wrong, and when. One row per fault in fault_table().
namespace demo_stage {

enum class Fault {
  CrashAtStart,
  ListenAfter,
  Port,
  Daemon,
  FloodLog,
  IgnoreTerm,
  PingStatus,
  PingUnready,
  PingHang,
  Delay,
  Hang,
  Crash,
  CrashAfter,
  Status,
  ContentType,
  Charset,
  Empty,
  NoContent,
  Redirect,
  Huge,
  Header,
  HalfBody,
  WrongLength,
  NoLength,
  Chunked,
  Trickle,
  CloseAtOnce,
  Reset,
  NotHttp,
  NoContentType,
  ShowRequest,
};

// Where a fault acts. Those on the wire are more than an HTTP library can express, so the
// program then answers through plain sockets.
enum class Moment { Start, Ping, Request, Answer, Wire };

struct FaultRow {
  Fault fault;
  Moment moment;
  std::string_view name;
  std::string_view value;          // what it is called in the help; empty: takes none
  std::string_view default_value;  // empty: the value must be given
  bool numeric;                    // the value is a whole number
  std::string_view effect;
};

std::span<const FaultRow> fault_table();

// The faults one process was started with. Immutable after parsing, so every thread may read it.
class Script {
 public:
  // Each entry is NAME or NAME=VALUE. Error: an unknown name, a value missing, unwanted or not
  // a number.
  [[nodiscard]] static emulator::Result<Script> parse(const std::vector<std::string>& entries);

  bool has(Fault fault) const { return values_.contains(fault); }
  // The value as written, or the default; none where the fault is not in the script.
  std::optional<std::string> text(Fault fault) const;
  std::optional<std::int64_t> number(Fault fault) const;
  // True where an answer must go over plain sockets.
  bool on_the_wire() const;

 private:
  std::map<Fault, std::string> values_;
};

// The table as lines for --help.
std::string fault_help();

}  // namespace demo_stage
