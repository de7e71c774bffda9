#include "app/errands/log_errands.h"

#include <utility>

#include "app/actions/actions.h"
#include "app/view_model/address_words.h"
#include "emulator/base/text.h"

namespace app {
namespace {

struct Gathered {
  std::string text;
  std::size_t lines = 0;
};

Gathered gather(const emulator::LogView& logs, const LogFilter& filter, const LineNames& names) {
  Gathered out;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const emulator::LogLine& line = logs[i];
    if (!filter.matches(line)) continue;
    const std::size_t stage = emulator::index_of(*names.pipeline, line.stage);
    const bool open = stage < names.pipeline->stages.size();
    const std::string name = open ? emulator::container_name(*names.pipeline, stage)
                                  : hosted_name(names.address.get(), line.stage);
    out.text += emulator::format_time_of_day(line.time, true) + " ";
    if (!name.empty()) out.text += name + " ";
    out.text += line.text + "\n";
    ++out.lines;
  }
  return out;
}

}  // namespace

Errand copy_log_lines(std::shared_ptr<const emulator::LogView> logs, LogFilter filter,
                      LineNames names) {
  return {[logs = std::move(logs), filter = std::move(filter),
           names = std::move(names)]() -> AfterErrand {
    const auto out = std::make_shared<const Gathered>(gather(*logs, filter, names));
    return [out](const ActionContext& c) {
      ImGui::SetClipboardText(out->text.c_str());
      c.state.messages.tell("Copied " + counted(out->lines, "line"));
    };
  }};
}

}  // namespace app
