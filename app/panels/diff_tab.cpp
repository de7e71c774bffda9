#include "app/panels/diff_tab.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/errands/compare_errands.h"
#include "app/panels/base_picker.h"
#include "app/panels/diff_rows.h"
#include "app/view_model/run_plan.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/empty_state.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Hop;
using emulator::Invocation;

constexpr float kLine = 28, kSide = 17, kChip = 18, kGap = 4, kButton = 24, kCount = 70, kCopy = 52;
constexpr std::size_t kSmall = 64 * 1024;  // both bodies: compared in the frame that wants it
constexpr std::size_t kMostKept = 8;

// The two messages, or why there are none.
struct Sides {
  DiffKey key;
  ComparedMessage before, after;
  DiffNames names;
  std::string instead;
};

// As the message is called: "response of 126, model".
std::string name_of(DiffSide side, const Invocation& invocation, const std::string& stage) {
  return std::string(side == DiffSide::Request ? "request" : "response") + " of " +
         std::to_string(invocation.id.value) + ", " + stage;
}

const Hop* hop_at(const Invocation& invocation, int hop) {
  const auto at = static_cast<std::size_t>(hop) - 1;
  return hop >= 1 && at < invocation.hops.size() ? invocation.hops[at].get() : nullptr;
}

ComparedMessage message_at(DiffSide side, const Hop& hop) {
  return side == DiffSide::Request ? request_of(hop) : response_of(hop);
}

ComparedMessage client_message(DiffSide side, const Invocation& invocation) {
  return side == DiffSide::Request ? client_request_of(invocation) : client_response_of(invocation);
}

std::string stage_at(const Invocation& invocation, int hop) {
  const auto at = static_cast<std::size_t>(hop) - 1;
  if (const Hop* found = hop_at(invocation, hop)) return found->container_hostname;
  return hop >= 1 && at < invocation.order.size() ? invocation.order[at] : "it";
}

class Chooser {
 public:
  Chooser(const DiffTabInput& in, const CompareState& state, const ComparedWith& with)
      : invocation_(in.invocation), hop_(in.hop), state_(state), with_(with) {
    out_.key.invocation = invocation_.id;
    out_.key.hop = hop_;
    out_.key.against = state.tab.against;
    out_.key.side = state.tab.side;
    out_.key.wish = {state.tab.form, state.tolerance};
  }

  Sides run() {
    if (state_.tab.against == DiffAgainst::Messages) {
      messages();
    } else if (state_.tab.against == DiffAgainst::Edit) {
      edit();
    } else if (state_.tab.client || hop_ == 0) {
      client();
    } else {
      hops();
    }
    for (const ComparedMessage* message : {&out_.before, &out_.after})
      if (out_.instead.empty()) out_.instead = message->missing;
    return std::move(out_);
  }

 private:
  std::string stage() const { return stage_at(invocation_, hop_); }

  const Hop* own_hop() {
    const Hop* hop = hop_at(invocation_, hop_);
    if (!hop) out_.instead = stage() + " was not called in " + std::to_string(invocation_.id.value);
    return hop;
  }

  void messages() {
    const Hop* hop = own_hop();
    if (!hop) return;
    out_.key.side = DiffSide::Response;
    out_.before = request_of(*hop);
    out_.after = response_of(*hop);
    out_.before.status = out_.after.status;  // only one of them has any
    out_.names = {name_of(DiffSide::Request, invocation_, stage()),
                  name_of(DiffSide::Response, invocation_, stage())};
  }

  void edit() {
    const Hop* hop = own_hop();
    if (!hop) return;
    const bool request = state_.tab.side == DiffSide::Request;
    if (request && hop->request_before_edit) {
      out_.before = message_of(*hop->request_before_edit);
    } else if (!request && hop->response_before_edit) {
      out_.before = message_of(*hop->response_before_edit);
    } else {
      out_.instead = std::string("The ") + (request ? "request" : "response") + " was not edited";
      return;
    }
    out_.after = message_at(state_.tab.side, *hop);
    const std::string name = name_of(state_.tab.side, invocation_, stage());
    out_.names = {name + ", before the edit", name + ", as edited"};
  }

  bool has_other() {
    if (!with_.other)
      out_.instead = "There is no other invocation yet: send another request to compare the two";
    return with_.other != nullptr;
  }

  void client() {
    if (!has_other()) return;
    out_.key.other = with_.other->id;
    out_.key.hop = 0;
    out_.before = client_message(state_.tab.side, *with_.other);
    out_.after = client_message(state_.tab.side, invocation_);
    out_.names = {name_of(state_.tab.side, *with_.other, "client"),
                  name_of(state_.tab.side, invocation_, "client")};
  }

  void hops() {
    if (!has_other()) return;
    const Hop* hop = own_hop();
    if (!hop) return;
    out_.key.other = with_.other->id;
    out_.key.other_hop = matching_hop(invocation_, hop_, *with_.other);
    const Hop* other = hop_at(*with_.other, out_.key.other_hop);
    if (!other) {
      out_.instead = stage() + " was not called in " + std::to_string(with_.other->id.value);
      return;
    }
    out_.before = message_at(state_.tab.side, *other);
    out_.after = message_at(state_.tab.side, *hop);
    out_.names = {name_of(state_.tab.side, *with_.other, other->container_hostname),
                  name_of(state_.tab.side, invocation_, hop->container_hostname)};
  }

  const Invocation& invocation_;
  int hop_;
  const CompareState& state_;
  const ComparedWith& with_;
  Sides out_;
};

std::size_t body_size(const ComparedMessage& message) {
  return message.body ? message.body->size() : 0;
}
bool at_hand(const ComparedMessage& message) {
  return body_size(message) == 0 || message.body->in_memory() != nullptr;
}

// The comparison that was made before, or is small enough to make at once; else it is sent for.
KeptDiff& find_diff(const PanelInput& in, const Sides& sides, DiffTabState& state) {
  const auto found = std::ranges::find(state.kept, sides.key, &KeptDiff::key);
  if (found != state.kept.end()) {
    state.kept.splice(state.kept.begin(), state.kept, found);
    return state.kept.front();
  }
  state.kept.push_front({sides.key, nullptr});
  if (state.kept.size() > kMostKept) state.kept.pop_back();
  KeptDiff& kept = state.kept.front();
  const std::size_t size = body_size(sides.before) + body_size(sides.after);
  if (size <= kSmall && at_hand(sides.before) && at_hand(sides.after)) {
    kept.diff = std::make_shared<const MessageDiff>(diff_messages(
        sides.before, sides.after, sides.key.wish, content_finder(in.outside.load_body)));
  } else {
    in.errands.push_back(
        compare_two_messages(sides.key, sides.before, sides.after, in.outside.load_body));
  }
  return kept;
}

// Chips from left to right.
class Line {
 public:
  Line(const Pen& pen, const Rect& row) : pen_(pen), row_(row), x_(row.x) {}
  bool option(const char* name, const std::string& label, bool on) {
    Rect place = rest();
    place.w = chip_width(pen_, label);
    const bool clicked =
        chip_button(pen_, name, place, label, on ? ChipTone::Accent : ChipTone::Neutral);
    end(place);
    return clicked;
  }
  Rect rest() const {
    return {x_, row_.center_y() - pen_.px(kChip / 2), std::max(0.0f, row_.right() - x_),
            pen_.px(kChip)};
  }
  void end(const Rect& place) { x_ = place.right() + pen_.px(kGap); }
  void gap() { x_ += pen_.px(10); }

 private:
  const Pen& pen_;
  Rect row_;
  float x_;
};

// "◂ 2 of 5 ▸  Copy"; returns where they begin.
float draw_walk(const Pen& pen, const MessageDiff* diff, DiffTabState& state, const Rect& row,
                PanelResult& wish) {
  float right = row.right();
  const auto press = [&](const char* label, float width, ActionId id) {
    const Rect place{right - pen.px(width), row.center_y() - pen.px(kButton / 2), pen.px(width),
                     pen.px(kButton)};
    right = place.x - pen.px(2);
    if (button(pen, label, place, ButtonLook::Quiet)) wish = id;
    ImGui::SetItemTooltip("%s", action_tooltip(action(id)).c_str());
  };
  if (!diff) return right;
  press("Copy", kCopy, ActionId::CopyDifferences);
  const std::size_t count = difference_count(*diff);
  if (count == 0) return right;
  press("↓", kButton, ActionId::NextDifference);
  const std::string place = emulator::format_count(std::min(state.chosen, count - 1) + 1) + " of " +
                            emulator::format_count(count);
  const float width = std::max(pen.px(kCount), Pen::width(pen.fonts().body, place) + pen.px(8));
  pen.text_centered(pen.fonts().body, right - width / 2, row.center_y(), Role::TextDim, place);
  right -= width;
  press("↑", kButton, ActionId::PreviousDifference);
  return right;
}

struct Toolbar {
  const DiffTabInput& in;
  const ComparedWith& with;
  const MessageDiff* diff;  // null: not there yet
};

// What is compared, with what; where in it.
PanelResult draw_first_line(const Pen& pen, const Toolbar& bar, CompareState& state,
                            Selection& selection, const Rect& row) {
  DiffTabState& tab = state.tab;
  PanelResult wish;
  const float right = draw_walk(pen, bar.diff, tab, row, wish);
  Line line(pen, {row.x, row.y, right - row.x - pen.px(8), row.h});
  const bool messages = tab.against == DiffAgainst::Messages;
  if (!messages) {
    if (line.option("side request", "Request", tab.side == DiffSide::Request))
      tab.side = DiffSide::Request;
    if (line.option("side response", "Response", tab.side == DiffSide::Response))
      tab.side = DiffSide::Response;
    line.gap();
  }
  if (tab.against == DiffAgainst::Invocation && bar.in.hop > 0) {
    if (line.option("client side", "Client's", tab.client)) tab.client = !tab.client;
    ImGui::SetItemTooltip("What the client sent and got, not this hop");
    line.gap();
  }
  ComparedWith with = bar.with;
  if (tab.against != DiffAgainst::Invocation)
    with = {nullptr, messages ? "request with response" : "with what it was before the edit"};
  Rect place = line.rest();
  if (place.w > pen.px(60))
    wish = either(
        std::move(wish),
        draw_base_picker(pen, bar.in.panel, {bar.in.invocation, with, true}, selection, place));
  return wish;
}

// As what the bodies are compared.
void draw_second_line(const Pen& pen, const MessageDiff* diff, CompareState& state,
                      const Rect& row) {
  Line line(pen, row);
  constexpr std::array kForms = {DiffForm::Auto, DiffForm::Json, DiffForm::Csv, DiffForm::Lines,
                                 DiffForm::Bytes};
  for (const DiffForm form : kForms) {
    std::string label(to_text(form));
    if (form == DiffForm::Auto && diff && diff->body_unknown.empty())
      label += ": " + std::string(to_text(diff->body.form));
    const std::string name = "form " + std::string(to_text(form));
    if (line.option(name.c_str(), label, state.tab.form == form)) state.tab.form = form;
  }
  line.gap();
  Rect place = line.rest();
  draw_tolerance(pen, state, place);
}

void draw_content(const Pen& pen, const PanelInput& in, const Sides& sides, const MessageDiff& diff,
                  CompareState& state) {
  DiffTabState& tab = state.tab;
  if (std::exchange(tab.copy, false))
    in.errands.push_back(copy_text(differences_as_text(diff, sides.names, state.tolerance),
                                   "Copied the differences"));
  const bool another = std::exchange(tab.shown, sides.key) != sides.key;
  if (another) {
    tab.chosen = 0;
    ImGui::SetScrollY(0);
  }
  draw_diff_rows(pen, in, {diff, state.tolerance, sides.names}, tab);
}

}  // namespace

PanelResult draw_diff_tab(const DiffTabInput& in, CompareState& state, Selection& selection,
                          const Rect& area, const Style& style) {
  const Pen pen(style);
  const ComparedWith with = compared_with(in.panel.now, in.invocation, selection, state);
  const Sides sides = Chooser(in, state, with).run();
  const std::shared_ptr<const MessageDiff> diff =
      sides.instead.empty() ? find_diff(in.panel, sides, state.tab).diff : nullptr;
  const float side = pen.px(kSide);
  const Rect first{area.x + side, area.y + pen.px(4), area.w - 2 * side, pen.px(kLine)};
  PanelResult wish = draw_first_line(pen, {in, with, diff.get()}, state, selection, first);
  draw_second_line(pen, diff.get(), state, {first.x, first.bottom(), first.w, pen.px(kLine - 4)});
  const float top = first.bottom() + pen.px(kLine);
  const Rect rest{area.x, top, area.w, area.bottom() - top};
  if (!diff) {
    const std::string size = emulator::format_size(body_size(sides.before)) + " with " +
                             emulator::format_size(body_size(sides.after));
    if (sides.instead.empty()) {
      draw_empty_state(pen, rest, "Comparing…", size);
    } else {
      draw_empty_state(pen, rest, "Nothing to compare", sides.instead);
    }
    return wish;
  }
  ImGui::SetCursorScreenPos({rest.x + side, rest.y});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("differences", {rest.w - side, rest.h}, 0,
                    ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNavInputs);
  draw_content(Pen(style), in.panel, sides, *diff, state);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return wish;
}

}  // namespace app
