// What App does for learning and showing: lessons and presenter mode.

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/app.h"
#include "app/item_registry.h"
#include "app/panels/lesson_card.h"
#include "app/panels/presenter.h"
#include "app/view_model/humanise.h"
#include "app/view_model/lessons/lesson_condition.h"
#include "app/view_model/lessons/lesson_member.h"

namespace app {
namespace {

using emulator::EngineSnapshot;

emulator::InvocationId newest_in(const EngineSnapshot& now) {
  const std::size_t count = now.trace->size();
  return count == 0 ? emulator::InvocationId{} : (*now.trace)[count - 1]->id;
}

// The container of the hop that was picked by hand; "": none was.
std::string selected_hop(const EngineSnapshot& now, const Selection& selection) {
  const auto invocation = selected_invocation(now, selection);
  const auto at = static_cast<std::size_t>(selection.hop) - 1;
  if (!invocation || selection.hop < 1 || at >= invocation->order.size()) return "";
  return invocation->order[at];
}

// Requests go out once everything that was edited runs anew.
bool can_do(const EngineSnapshot& now, const Action& row, const AppState& state) {
  if (row.id == ActionId::Send &&
      (now.service != emulator::ServiceState::InService || !redeploy_text(*now.stages).empty()))
    return false;
  return row.enabled(now, state);
}

}  // namespace

// The lesson that was asked for begins once its pipeline is open; it ends when another one is.
void App::follow_lesson(const EngineSnapshot& now) {
  LessonState& lesson = state_.lesson;
  if (lesson.opening && lesson.opening->before != now.openings) begin_lesson(now);
  if (lesson.taken && lesson.openings != now.openings)
    run_action(ActionId::LeaveLesson, context(now));
  if (!lesson.taken) return;
  record_items();
  notice_progress(now);
  do_lesson_deeds(now);
}

void App::begin_lesson(const EngineSnapshot& now) {
  LessonState& lesson = state_.lesson;
  const LessonState::Opening asked = *lesson.opening;
  LessonState begun;
  begun.all = lesson.all;
  begun.chosen = asked.lesson;
  const emulator::Pipeline& pipeline = *now.pipeline;
  if (pipeline.folder == asked.folder && pipeline.model.model_name == asked.model_name) {
    begun.taken = asked.lesson;
    begun.openings = now.openings;
    begun.since = newest_in(now);
  }
  lesson = std::move(begun);
}

void App::notice_progress(const EngineSnapshot& now) {
  LessonState& lesson = state_.lesson;
  const Lesson& taken = *lesson.lesson();
  const LessonWorld world{now, lesson.since, lesson.actions, selected_hop(now, state_.selection)};
  if (const LessonStep* step = lesson.shown_step())
    lesson.met = lesson.met || all_hold(step->go_on, world);
  lesson.solved = lesson.solved || all_hold(taken.success, world);
  auto& completed = state_.settings.completed_lessons;
  if (lesson.solved && std::ranges::find(completed, taken.id) == completed.end())
    completed.push_back(taken.id);
}

void App::do_lesson_deeds(const EngineSnapshot& now) {
  LessonState& lesson = state_.lesson;
  while (!lesson.deeds.empty()) {
    const LessonDeed deed = lesson.deeds.front();
    const auto row = std::ranges::find(actions(), deed.action, &Action::name);
    if (row != actions().end() && row->id == ActionId::Send && !can_do(now, *row, state_)) return;
    lesson.deeds.erase(lesson.deeds.begin());
    if (row != actions().end()) {
      run_action(row->id, context(now));
      return;  // what comes of it is in a later snapshot
    }
    if (auto edit = member_edit(*now.pipeline, deed.pointer, deed.value))
      commands_.emplace_back(emulator::ApplyEdit{std::move(*edit)});
  }
}

void App::draw_learning(const PanelInput& in, const Style& style) {
  constexpr std::chrono::milliseconds kCaption{3500};
  constexpr float kCloseIn = 0.2f, kLongestStep = 1.0f / 30;  // seconds
  LessonState& lesson = state_.lesson;
  if (lesson.lesson() != nullptr) {
    take(in.now, draw_lesson_card(in, lesson, style));
    const float step = std::min(ImGui::GetIO().DeltaTime, kLongestStep) / kCloseIn;
    lesson.closed_in = std::min(1.0f, lesson.closed_in + step);
  }
  PresenterState& presenter = state_.presenter;
  if (!presenter.on) return caption_until_.reset();
  record_items();
  follow_clicks(presenter);
  const emulator::SteadyTime time = ports_.clock->now();
  if (std::exchange(captions_seen_, presenter.told) != presenter.told)
    caption_until_ = time + kCaption;
  if (caption_until_ && time >= *caption_until_) caption_until_.reset();
  paint_presenter(presenter, caption_until_.has_value(), style);
}

}  // namespace app
