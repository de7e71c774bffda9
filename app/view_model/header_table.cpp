#include "app/view_model/header_table.h"

#include <algorithm>
#include <array>

#include "app/view_model/hover_words.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::HeaderFlow;
using emulator::HeaderNote;

struct FlowWords {
  HeaderFlow flow;
  std::string_view chip;
  ChipTone tone;
  std::string_view explanation;
};
constexpr std::array kFlows = {
    FlowWords{HeaderFlow::FromClient, "client", ChipTone::Accent, "Sent by the client"},
    FlowWords{HeaderFlow::InheritedFromHop, "hop", ChipTone::Accent,
              "Taken over from the response of the hop before"},
    FlowWords{HeaderFlow::Added, "added", ChipTone::Neutral, "Added, because SageMaker sends it"},
    FlowWords{HeaderFlow::PassedOn, "passed on", ChipTone::Accent, "Travels on with the response"},
    FlowWords{HeaderFlow::Stripped, "stripped", ChipTone::Caution,
              "Ends here: SageMaker does not hand it on"},
    FlowWords{HeaderFlow::Edited, "edited", ChipTone::Caution, "Typed by hand before it was sent"},
};

void describe(HeaderRow& row, const HeaderNote& note) {
  const auto words = std::ranges::find(kFlows, note.flow, &FlowWords::flow);
  row.chip = words->chip;
  if (note.flow == HeaderFlow::InheritedFromHop) row.chip += " " + std::to_string(note.from_hop);
  row.tone = words->tone;
  row.explanation = words->explanation;
  if (!note.fact.empty()) row.explanation += " (contract " + std::string(note.fact) + ")";
}

}  // namespace

std::vector<HeaderRow> header_table(const emulator::Headers& headers,
                                    const std::vector<HeaderNote>& notes) {
  std::vector<HeaderRow> rows;
  std::vector<bool> used(notes.size(), false);
  for (const emulator::Header& header : headers) {
    HeaderRow row{header.name, header.value, "", ChipTone::Neutral, "", header_words(header.name)};
    const HeaderNote* found = nullptr;
    for (std::size_t i = 0; i < notes.size(); ++i) {
      if (!emulator::equals_ignoring_case(notes[i].name, header.name)) continue;
      found = &notes[i];  // the last one of that name stands for all further repeats
      if (used[i]) continue;
      used[i] = true;
      break;
    }
    if (found) describe(row, *found);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace app
