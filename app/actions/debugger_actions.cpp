#include <algorithm>
#include <array>
#include <utility>

#include "app/actions/rows.h"

// Invocations that are held, and what is run again.
namespace app {
namespace {

using emulator::EngineSnapshot;
using emulator::HeldHop;
using emulator::HoldMoment;
using emulator::Resume;
using Id = ActionId;

const HeldHop* held(const EngineSnapshot& now, const AppState& state) {
  return held_in_view(*now.debug, state.selection.invocation);
}
bool has_held(const EngineSnapshot& now, const AppState& state) {
  return held(now, state) != nullptr;
}

void look_at(const ActionContext& c, const HeldHop& hop) {
  c.state.selection.invocation = hop.invocation;
  c.state.selection.hop = 0;
  c.state.selection.stage = hop.stage;
  c.state.list.reveal = true;
}

void forget_edits(const ActionContext& c, const HeldHop& hop) {
  std::erase_if(c.state.debugger.edits,
                [&](const HeldEdit& edit) { return edit.invocation == hop.invocation; });
}

// With what was written for it.
void resume(const ActionContext& c, Resume::How how) {
  const HeldHop& hop = *held(c.now, c.state);
  Resume order{.invocation = hop.invocation, .how = how};
  if (const HeldEdit* edit = edit_of(c.state.debugger, hop)) {
    order.request = edit->request;
    order.response = edit->response;
  }
  look_at(c, hop);
  forget_edits(c, hop);
  c.commands.emplace_back(std::move(order));
}

bool can_step(const EngineSnapshot& now, const AppState& state) {
  if (has_held(now, state)) return true;
  return now.open && !now.pipeline->stages.empty() && !state.composer.problem;
}
void step(const ActionContext& c) {
  if (has_held(c.now, c.state)) return resume(c, Resume::How::NextHop);
  c.commands.emplace_back(
      emulator::Invoke{.request = drafted_request(c.state.composer), .step = true});
}
void go_on(const ActionContext& c) { resume(c, Resume::How::Continue); }
void end_held(const ActionContext& c) { resume(c, Resume::How::Stop); }

void show_held(const ActionContext& c) {
  const auto& all = c.now.debug->held;
  const auto found = std::ranges::find(all, c.state.selection.invocation, &HeldHop::invocation);
  look_at(c, found == all.end() || found + 1 == all.end() ? all.front() : *(found + 1));
}

void write(const ActionContext& c, MessageWriting writing) {
  if (writing.draft == MessageDraft{})
    writing.draft = writing.purpose == WritingPurpose::HeldResponse ||
                            writing.purpose == WritingPurpose::HandAnswer
                        ? draft_of(writing.response)
                        : draft_of(writing.request);
  writing.before = writing.draft;
  c.state.debugger.writing = std::move(writing);
  c.state.dialogs.show(Dialog::Writing);
}

MessageWriting about(const HeldHop& hop) {
  MessageWriting writing;
  writing.invocation = hop.invocation;
  writing.hop = hop.hop;
  writing.stage = hop.stage;
  writing.stage_name = hop.container_hostname;
  return writing;
}

void edit_held(const ActionContext& c) {
  const HeldHop& hop = *held(c.now, c.state);
  look_at(c, hop);
  MessageWriting writing = about(hop);
  const HeldEdit* edit = edit_of(c.state.debugger, hop);
  const bool after = hop.moment == HoldMoment::AfterResponse;
  writing.purpose = after ? WritingPurpose::HeldResponse : WritingPurpose::HeldRequest;
  writing.request = hop.request;
  writing.response = hop.response;
  const MessageDraft original = after ? draft_of(hop.response) : draft_of(hop.request);
  if (edit != nullptr && edit->request) writing.draft = draft_of(*edit->request);
  if (edit != nullptr && edit->response) writing.draft = draft_of(*edit->response);
  write(c, std::move(writing));
  c.state.debugger.writing.before = original;
}

bool has_edit(const EngineSnapshot& now, const AppState& state) {
  const HeldHop* hop = held(now, state);
  return hop != nullptr && edit_of(state.debugger, *hop) != nullptr;
}
void undo_edit(const ActionContext& c) { forget_edits(c, *held(c.now, c.state)); }

bool can_answer(const EngineSnapshot& now, const AppState& state) {
  const HeldHop* hop = held(now, state);
  return hop != nullptr && hop->moment == HoldMoment::BeforeRequest;
}

// What the stage answered last when it did well, as something to begin with.
emulator::HttpResponse usual_answer(const EngineSnapshot& now, emulator::StageId stage) {
  constexpr std::size_t kMostLookedAt = 200;
  const emulator::TraceView& trace = *now.trace;
  const std::size_t least = trace.size() > kMostLookedAt ? trace.size() - kMostLookedAt : 0;
  for (std::size_t i = trace.size(); i > least; --i)
    for (const emulator::HopPtr& hop : trace[i - 1]->hops)
      if (hop->stage == stage && !emulator::failed(*hop) && hop->response()->body &&
          hop->response()->body->in_memory())
        return *hop->response();
  emulator::HttpResponse answer{.status = 200};
  answer.headers.add("Content-Type", "application/json");
  answer.body = emulator::make_body("{}");
  return answer;
}

void answer_by_hand(const ActionContext& c) {
  const HeldHop& hop = *held(c.now, c.state);
  look_at(c, hop);
  MessageWriting writing = about(hop);
  writing.purpose = WritingPurpose::HandAnswer;
  writing.response = usual_answer(c.now, hop.stage);
  write(c, std::move(writing));
}

// The hop that the inspector shows; null where there is none.
emulator::HopPtr hop_in_view(const EngineSnapshot& now, const AppState& state) {
  const auto invocation = selected_invocation(now, state.selection);
  if (!invocation) return nullptr;
  const auto at = static_cast<std::size_t>(shown_hop(*invocation, state.selection)) - 1;
  return at < invocation->hops.size() ? invocation->hops[at] : nullptr;
}
bool has_hop(const EngineSnapshot& now, const AppState& state) {
  return hop_in_view(now, state) != nullptr;
}

void edit_and_send(const ActionContext& c) {
  const emulator::InvokeRequest& request = selected_invocation(c.now, c.state.selection)->request;
  ComposerState draft;
  draft.content_type = request.content_type.value_or("");
  draft.accept = request.accept.value_or("");
  draft.custom_attributes = request.custom_attributes.value_or("");
  draft.inference_id = request.inference_id.value_or("");
  const auto content = request.body ? request.body->in_memory() : nullptr;
  if (content && is_editable(content->view()))
    draft.body = content->view();
  else
    draft.fixed_body = request.body;
  c.state.composer = std::move(draft);
  c.state.left_shown = true;
  c.state.region.wanted = Region::Request;
  c.state.messages.tell("The request stands in the composer: change it and send it");
}

void rerun(const ActionContext& c) {
  const auto hop = hop_in_view(c.now, c.state);
  c.commands.emplace_back(
      emulator::ReplayFrom{.invocation = c.state.selection.invocation, .hop = hop->index});
}

MessageWriting about(const ActionContext& c, const emulator::Hop& hop, WritingPurpose purpose) {
  MessageWriting writing;
  writing.purpose = purpose;
  writing.invocation = c.state.selection.invocation;
  writing.hop = hop.index;
  writing.stage = hop.stage;
  writing.stage_name = hop.container_hostname;
  writing.request = hop.request;
  return writing;
}
void edit_and_rerun(const ActionContext& c) {
  write(c, about(c, *hop_in_view(c.now, c.state), WritingPurpose::Rerun));
}

bool can_run_alone(const EngineSnapshot& now, const AppState& state) {
  return has_hop(now, state) || (has_stage(now, state) && !state.composer.problem);
}
// With the input of the hop, or what stands in the composer.
void run_alone(const ActionContext& c) {
  if (const auto hop = hop_in_view(c.now, c.state);
      hop && (hop->stage == c.state.selection.stage || !has_stage(c.now, c.state)))
    return write(c, about(c, *hop, WritingPurpose::StageAlone));
  const std::size_t at = stage_at(c.now, c.state);
  if (at >= c.now.pipeline->stages.size()) return;
  const emulator::InvokeRequest typed = drafted_request(c.state.composer);
  MessageWriting writing;
  writing.purpose = WritingPurpose::StageAlone;
  writing.stage = c.state.selection.stage;
  writing.stage_name = emulator::container_name(*c.now.pipeline, at);
  if (typed.content_type) writing.request.headers.add("Content-Type", *typed.content_type);
  writing.request.headers.add("Accept", typed.accept.value_or("*/*"));
  writing.request.body = typed.body ? typed.body : emulator::make_body(std::string_view{});
  write(c, std::move(writing));
}

constexpr std::array kRows = {
    Action{Id::Step, "step", "Step", ImGuiKey_F10, 0, kTyping, kOnce, can_step, step},
    Action{Id::ContinueHeld, "continue-held", "Continue", ImGuiKey_F8, 0, kTyping, kOnce, has_held,
           go_on},
    Action{Id::EditHeld, "edit-held", "Edit what is held…", kShift | ImGuiKey_F10, 0, kTyping,
           kOnce, has_held, edit_held},
    Action{Id::UndoHeldEdit, "undo-held-edit", "Undo the edit of what is held", 0, 0, kNotTyping,
           kOnce, has_edit, undo_edit},
    Action{Id::AnswerByHand, "answer-by-hand", "Answer by hand…", kCtrl | ImGuiKey_F10, 0, kTyping,
           kOnce, can_answer, answer_by_hand},
    Action{Id::EndHeld, "end-held", "Stop invocation", kShift | ImGuiKey_F8, 0, kTyping, kOnce,
           has_held, end_held},
    Action{Id::ShowHeld, "show-held", "Show the next held invocation", kCtrl | ImGuiKey_F8, 0,
           kTyping, kOnce, has_held, show_held},
    Action{Id::EditAndSend, "edit-and-send", "Edit and send", 0, 0, kNotTyping, kOnce,
           has_invocation, edit_and_send},
    Action{Id::RerunFromHop, "rerun-from-hop", "Re-run from this hop", kShift | ImGuiKey_R, 0,
           kNotTyping, kOnce, has_hop, rerun},
    Action{Id::EditAndRerun, "edit-and-rerun", "Edit and re-run from this hop…", 0, 0, kNotTyping,
           kOnce, has_hop, edit_and_rerun},
    Action{Id::RunStageAlone, "run-stage-alone", "Run this stage alone…", 0, 0, kNotTyping, kOnce,
           can_run_alone, run_alone},
};

}  // namespace

std::span<const Action> debugger_actions() { return kRows; }

}  // namespace app
