#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "emulator/engine/snapshot.h"
#include "emulator/model/invocation.h"

// Which hop a log line was written in: by its stage and its time, since no line says so itself.
namespace app {

// When a stage was busy with a hop, and a moment longer: lines are read after they were written.
struct HopWindow {
  emulator::StageId stage;
  emulator::WallTime from;
  emulator::WallTime to;  // both ends belong to it
  int hop = 0;            // 1-based
  bool holds(const emulator::LogLine& line) const {
    return line.stage == stage && line.time >= from && line.time <= to;
  }
  bool operator==(const HopWindow&) const = default;
};
std::vector<HopWindow> hop_windows(const emulator::Invocation& invocation);

struct LineHop {
  emulator::InvocationId invocation;
  int hop = 0;             // 1-based
  std::size_t others = 0;  // invocations that the stage was busy with at the same time
};
// Of several the one that began last. Looks at few of the invocations, those that began last
// before the line, however many there are: not found where hundreds began since.
std::optional<LineHop> hop_of(const emulator::TraceView& trace, const emulator::LogLine& line);

// "hop 128·3"; "hop 128·3 or 2 more"
std::string hop_text(const LineHop& hop);

}  // namespace app
