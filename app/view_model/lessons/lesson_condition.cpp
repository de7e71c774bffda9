#include "app/view_model/lessons/lesson_condition.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "app/view_model/lessons/lesson_member.h"
#include "emulator/base/overloaded.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::fail;
using emulator::Result;
using emulator::ServiceState;
using emulator::trim;

struct ServiceWord {
  std::string_view word;
  ServiceState state;
  std::string_view wish;
};
constexpr std::array kServices = {
    ServiceWord{"in-service", ServiceState::InService, "Wait until every stage is ready"},
    ServiceWord{"failed", ServiceState::Failed, "Wait until the launch has failed"},
};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (text = trim(text); !text.empty(); text = trim(text)) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

using Read = std::optional<LessonCondition>;

// "status=424 under=1000ms"
Read read_answered(const std::vector<std::string_view>& words) {
  constexpr std::string_view kStatus = "status=", kUnder = "under=", kUnit = "ms";
  Answered answered;
  bool status = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    std::string_view word = words[i];
    if (word.starts_with(kStatus)) {
      const auto number = number_of(word.substr(kStatus.size()));
      if (!number) return std::nullopt;
      answered.status = *number;
      status = true;
    } else if (word.starts_with(kUnder) && word.ends_with(kUnit)) {
      word.remove_prefix(kUnder.size());
      word.remove_suffix(kUnit.size());
      const auto number = number_of(word);
      if (!number) return std::nullopt;
      answered.under = std::chrono::milliseconds{*number};
    } else {
      return std::nullopt;
    }
  }
  return status ? Read(answered) : std::nullopt;
}

// "/Local/Stages/model/Command=hoplens-demo-stage serve"
Read read_member(std::string_view text) {
  text = trim(text.substr(std::min(text.size(), std::string_view("edit").size())));
  const std::size_t equals = text.find('=');
  if (!text.starts_with('/') || equals == std::string_view::npos) return std::nullopt;
  return MemberIs{std::string(trim(text.substr(0, equals))),
                  std::string(trim(text.substr(equals + 1)))};
}

Read read_service(std::string_view word) {
  const auto row = std::ranges::find(kServices, word, &ServiceWord::word);
  if (row == kServices.end()) return std::nullopt;
  return ServiceIs{row->state};
}

Read read_condition(std::string_view text) {
  constexpr std::string_view kAction = "action:";
  const auto words = words_of(text);
  if (words.empty()) return std::nullopt;
  if (words.front() == "invocation") return read_answered(words);
  if (words.front() == "edit") return read_member(trim(text));
  if (words.size() == 1 && words[0] == "next") return PressNext{};
  if (words.size() == 2 && words[0] == "finding") return FindingSeen{std::string(words[1])};
  if (words.size() == 2 && words[0] == "service") return read_service(words[1]);
  if (words.size() == 3 && words[0] == "hop" && words[2] == "selected")
    return HopSelected{std::string(words[1])};
  if (words.size() == 2 && words[0].starts_with(kAction) && words[1] == "done")
    return ActionDone{std::string(words[0].substr(kAction.size()))};
  return std::nullopt;
}

bool answers(const emulator::Invocation& invocation, const Answered& wanted) {
  if (!invocation.finished || !invocation.response) return false;
  if (invocation.response->status != wanted.status) return false;
  return !wanted.under || invocation.duration < *wanted.under;
}

// Ids grow with the position.
template <typename Predicate>
bool any_since(const LessonWorld& world, Predicate holds) {
  const emulator::TraceView& trace = *world.now.trace;
  for (std::size_t i = trace.size(); i > 0 && world.since < trace[i - 1]->id; --i)
    if (holds(*trace[i - 1])) return true;
  return false;
}

bool has(const std::vector<emulator::Finding>& findings, std::string_view id) {
  return std::ranges::find(findings, id, &emulator::Finding::id) != findings.end();
}

}  // namespace

Result<LessonConditions> read_conditions(std::string_view text) {
  constexpr std::string_view kAnd = " and ";
  LessonConditions conditions;
  while (true) {
    const std::size_t end = std::min(text.find(kAnd), text.size());
    auto read = read_condition(text.substr(0, end));
    if (!read)
      return fail(emulator::ErrorCode::InvalidInput,
                  "\"" + std::string(trim(text.substr(0, end))) + "\" is no condition",
                  "Write next, action:NAME done, invocation status=N, finding ID, "
                  "edit /POINTER=VALUE, service in-service, hop NAME selected");
    conditions.push_back(std::move(*read));
    if (end == text.size()) return conditions;
    text.remove_prefix(end + kAnd.size());
  }
}

bool holds(const LessonCondition& condition, const LessonWorld& world) {
  const auto& now = world.now;
  return std::visit(
      emulator::Overloaded{
          [](const PressNext&) { return false; },
          [&](const ActionDone& wanted) { return world.actions.contains(wanted.action); },
          [&](const Answered& wanted) {
            return any_since(world, [&](const auto& one) { return answers(one, wanted); });
          },
          [&](const FindingSeen& wanted) {
            return has(*now.findings, wanted.id) ||
                   any_since(world, [&](const auto& one) { return has(one.findings, wanted.id); });
          },
          [&](const MemberIs& wanted) {
            return member_of(*now.pipeline, wanted.pointer) == wanted.value;
          },
          [&](const ServiceIs& wanted) { return now.service == wanted.state; },
          [&](const HopSelected& wanted) { return world.selected_hop == wanted.container; }},
      condition);
}

bool all_hold(const LessonConditions& conditions, const LessonWorld& world) {
  return std::ranges::all_of(conditions,
                             [&](const LessonCondition& one) { return holds(one, world); });
}

bool waits_for_next(const LessonConditions& conditions) {
  return std::ranges::all_of(conditions, [](const LessonCondition& one) {
    return std::holds_alternative<PressNext>(one);
  });
}

std::string condition_words(const LessonCondition& condition) {
  return std::visit(
      emulator::Overloaded{
          [](const PressNext&) { return std::string("Read, then press Next"); },
          [](const ActionDone& wanted) { return "Do it: " + wanted.action; },
          [](const Answered& wanted) {
            return "Send a request that is answered " + std::to_string(wanted.status) +
                   (wanted.under ? " in less than " + emulator::format_duration(*wanted.under)
                                 : std::string());
          },
          [](const FindingSeen& wanted) { return "Wait for finding " + wanted.id; },
          [](const MemberIs& wanted) { return "Set " + last_step_of(wanted.pointer); },
          [](const ServiceIs& wanted) {
            return std::string(
                std::ranges::find(kServices, wanted.state, &ServiceWord::state)->wish);
          },
          [](const HopSelected& wanted) { return "Click the hop of " + wanted.container; }},
      condition);
}

}  // namespace app
