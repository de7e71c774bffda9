#include <array>

#include "app/actions/rows.h"
#include "app/errands/lesson_errands.h"
#include "app/view_model/lessons/lesson_condition.h"

// Lessons, and showing things to an audience.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;

bool has_lessons(const EngineSnapshot&, const AppState& state) {
  return state.lesson.all && !state.lesson.all->empty();
}
void show_lessons(const ActionContext& c) {
  LessonState& lesson = c.state.lesson;
  if (lesson.taken) lesson.chosen = *lesson.taken;
  c.state.dialogs.show(Dialog::Lessons);
}

void open_at(const ActionContext& c, std::size_t position) {
  c.errands.push_back(
      open_lesson((*c.state.lesson.all)[position], position, c.state.places.lessons));
}
void start_tour(const ActionContext& c) { open_at(c, 0); }

bool has_next_lesson(const EngineSnapshot&, const AppState& state) {
  return state.lesson.lesson() != nullptr && *state.lesson.taken + 1 < state.lesson.all->size();
}
void next_lesson(const ActionContext& c) { open_at(c, *c.state.lesson.taken + 1); }

bool takes_lesson(const EngineSnapshot&, const AppState& state) {
  return state.lesson.lesson() != nullptr;
}
void leave_lesson(const ActionContext& c) {
  LessonState& lesson = c.state.lesson;
  LessonState left;
  left.all = lesson.all;
  left.chosen = lesson.chosen;
  lesson = std::move(left);
}

bool has_step(const EngineSnapshot&, const AppState& state) {
  return state.lesson.shown_step() != nullptr;
}
void go_to_step(LessonState& lesson, std::size_t step) {
  lesson.step = step;
  lesson.met = false;
  lesson.hints = 0;
  lesson.deeds.clear();
}
// Behind the last step of a lesson that nothing but reading solves, it is solved.
void next_step(const ActionContext& c) {
  LessonState& lesson = c.state.lesson;
  const Lesson& taken = *lesson.lesson();
  if (lesson.step + 1 < taken.steps.size()) return go_to_step(lesson, lesson.step + 1);
  if (lesson.rereading) {
    lesson.rereading = false;
  } else if (waits_for_next(taken.success)) {
    lesson.solved = true;
  }
}
bool has_earlier_step(const EngineSnapshot&, const AppState& state) {
  const LessonState& lesson = state.lesson;
  return lesson.lesson() != nullptr && (lesson.shown_step() == nullptr || lesson.step > 0);
}
void previous_step(const ActionContext& c) {
  LessonState& lesson = c.state.lesson;
  if (lesson.shown_step() == nullptr) {
    lesson.rereading = true;
    return;
  }
  go_to_step(lesson, lesson.step - 1);
}

bool has_hint(const EngineSnapshot&, const AppState& state) {
  const LessonStep* step = state.lesson.shown_step();
  return step != nullptr && state.lesson.hints < step->hints.size();
}
void show_hint(const ActionContext& c) { ++c.state.lesson.hints; }

bool has_deed(const EngineSnapshot&, const AppState& state) {
  const LessonStep* step = state.lesson.shown_step();
  return step != nullptr && !step->deeds.empty() && state.lesson.hints >= step->hints.size();
}
void do_for_me(const ActionContext& c) {
  c.state.lesson.deeds = c.state.lesson.shown_step()->deeds;
}

void present(const ActionContext& c) {
  PresenterState& presenter = c.state.presenter;
  presenter.on = !presenter.on;
  presenter.keys.clear();
  presenter.what.clear();
  if (presenter.on) {
    presenter.drawer_before = c.state.drawer_shown;
    c.state.drawer_shown = false;
  } else {
    c.state.drawer_shown = presenter.drawer_before;
  }
}

constexpr std::array kRows = {
    Action{Id::ShowLessons, "lessons", "Lessons…", kShift | ImGuiKey_F1, 0, kTyping, kOnce,
           has_lessons, show_lessons},
    Action{Id::StartTour, "tour", "3-minute tour", 0, 0, kNotTyping, kOnce, has_lessons,
           start_tour},
    Action{Id::NextStep, "lesson-next", "Next step of the lesson", 0, 0, kNotTyping, kOnce,
           has_step, next_step},
    Action{Id::PreviousStep, "lesson-back", "Previous step of the lesson", 0, 0, kNotTyping, kOnce,
           has_earlier_step, previous_step},
    Action{Id::ShowHint, "lesson-hint", "Show a hint of the lesson", 0, 0, kNotTyping, kOnce,
           has_hint, show_hint},
    Action{Id::DoForMe, "lesson-do", "Let the lesson do it", 0, 0, kNotTyping, kOnce, has_deed,
           do_for_me},
    Action{Id::NextLesson, "next-lesson", "Next lesson", 0, 0, kNotTyping, kOnce, has_next_lesson,
           next_lesson},
    Action{Id::LeaveLesson, "leave-lesson", "Leave the lesson", 0, 0, kNotTyping, kOnce,
           takes_lesson, leave_lesson},
    Action{Id::Present, "present", "Presenter mode on or off", kShift | ImGuiKey_F11, 0, kTyping, kOnce,
           always, present},
};

}  // namespace

std::span<const Action> lesson_actions() { return kRows; }

}  // namespace app
