#pragma once

#include <string>
#include <vector>

#include "app/cli/terminal.h"
#include "emulator/model/invocation.h"

namespace app::cli {

// What fills one cell of a waterfall bar.
enum class Phase { None, Queue, Send, Wait, Receive };  // Send holds the connecting, too

// One hop's bar: `cells` cells across the whole invocation, each with the phase that fills most
// of it. A hop too short for a cell still gets one.
std::vector<Phase> bar_cells(const emulator::Hop& hop, emulator::Nanoseconds total, int cells);

// The invocation for people: a headline, one row per hop with bar, status, time, types and
// sizes, one for each stage that was not reached, and a legend. `width` in columns.
std::string hop_report(const emulator::Invocation& invocation, Paint paint, int width);

// Why it failed, in words: which stage, what it did, what the client is told. "" when it did not.
std::string failure_text(const emulator::Invocation& invocation, Paint paint);

// True where the client got a 2xx answer.
bool answered_well(const emulator::Invocation& invocation);

}  // namespace app::cli
