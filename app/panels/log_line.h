#pragma once

#include <string>
#include <vector>

#include "app/panels/panel.h"

namespace app {

// Where the columns of the log stand.
struct LogColumns {
  float time, stage, glyph, text, stage_room;
};

// What the lines of one frame share.
struct LogLook {
  const PanelInput& in;
  LogColumns at;
  std::vector<std::string> searched;  // marked where they stand in a line
  emulator::InvocationId invocation;  // the selected one
};

float log_row_height(const Pen& pen);

// Of the open pipeline, or of an endpoint; empty: gone.
std::string log_stage_name(const emulator::EngineSnapshot& now, emulator::StageId id);
// Its bar's colour; nothing for one that is not of the open pipeline.
std::optional<Role> log_stage_color(const emulator::EngineSnapshot& now, emulator::StageId id);

// Paints a line's text from x on, its glyph before it, with what is searched for marked; returns
// where it ends. Only its first kilobytes.
float paint_log_text(const Pen& pen, const LogLook& look, const emulator::LogLine& line,
                     const Rect& place);

// One line as a row that can be chosen, copied from, and whose stage, level and hop can be clicked.
// `position` is that in the view of the log.
PanelResult draw_log_line(const Pen& pen, const LogLook& look, std::size_t position,
                          DrawerState& state);

// The row's item, marks and menu alone, over `row`; paints nothing of the line.
struct LogRow {
  std::uint64_t number = 0;
  Rect row;
  bool tells = false;  // the pointer rests on it
  PanelResult wish;
};
LogRow draw_log_row(const Pen& pen, const LogLook& look, std::size_t position, DrawerState& state);
// What does not fit on the screen, in full up to a few kilobytes.
void draw_whole_line(const Pen& pen, const std::string& text);

}  // namespace app
