#include "app/errands/log_errands.h"

#include <utility>

#include "app/actions/actions.h"
#include "emulator/base/text.h"

namespace app {
namespace {

struct Gathered {
  std::string text;
  std::size_t lines = 0;
};

Gathered gather(const emulator::LogView& logs, const LogFilter& filter,
                const emulator::Pipeline& pipeline) {
  Gathered out;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const emulator::LogLine& line = logs[i];
    if (!filter.matches(line)) continue;
    const std::size_t stage = emulator::index_of(pipeline, line.stage);
    out.text += emulator::format_time_of_day(line.time, true) + " ";
    if (stage < pipeline.stages.size()) out.text += emulator::container_name(pipeline, stage) + " ";
    out.text += line.text + "\n";
    ++out.lines;
  }
  return out;
}

}  // namespace

Errand copy_log_lines(std::shared_ptr<const emulator::LogView> logs, LogFilter filter,
                      std::shared_ptr<const emulator::Pipeline> pipeline) {
  return {[logs = std::move(logs), filter = std::move(filter),
           pipeline = std::move(pipeline)]() -> AfterErrand {
    const auto out = std::make_shared<const Gathered>(gather(*logs, filter, *pipeline));
    return [out](const ActionContext& c) {
      ImGui::SetClipboardText(out->text.c_str());
      c.state.messages.tell("Copied " + counted(out->lines, "line"));
    };
  }};
}

}  // namespace app
