#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/model/service_state.h"

// A guided lesson as a value, and the text file it is written in.
namespace app {

// What a step waits for.
struct PressNext {  // next
  bool operator==(const PressNext&) const = default;
};
struct ActionDone {  // action:deploy done
  std::string action;
  bool operator==(const ActionDone&) const = default;
};
struct Answered {  // invocation status=424; … under=1000ms
  int status = 200;
  std::optional<std::chrono::milliseconds> under;
  bool operator==(const Answered&) const = default;
};
struct FindingSeen {  // finding D03
  std::string id;
  bool operator==(const FindingSeen&) const = default;
};
struct MemberIs {  // edit /Local/Stages/model/ModelData=../../demo/model
  std::string pointer;
  std::string value;
  bool operator==(const MemberIs&) const = default;
};
struct ServiceIs {  // service in-service
  emulator::ServiceState state = emulator::ServiceState::InService;
  bool operator==(const ServiceIs&) const = default;
};
struct HopSelected {  // hop model selected
  std::string container;
  bool operator==(const HopSelected&) const = default;
};
using LessonCondition =
    std::variant<PressNext, ActionDone, Answered, FindingSeen, MemberIs, ServiceIs, HopSelected>;
// All of them: "A and B".
using LessonConditions = std::vector<LessonCondition>;

// What "Do it for me" does: an action of the table, or a member of the pipeline file set.
struct LessonDeed {
  std::string action;  // its name; empty: the member
  std::string pointer;
  std::string value;
  bool operator==(const LessonDeed&) const = default;
};

struct LessonStep {
  std::string title;
  std::vector<std::string> text;   // paragraphs
  std::vector<std::string> spots;  // items to point at; the last one that is on the screen is
  std::vector<std::string> hints;  // from a nudge to the answer
  std::vector<LessonDeed> deeds;   // the last rung; empty: nothing can be done mechanically
  LessonConditions go_on;
};

struct Lesson {
  std::string id;  // the file's name without ".lesson.txt"
  std::string title;
  std::string goal;
  std::string pipeline;  // its file, from the lessons' folder
  std::string contract;  // facts it rests on: "3.3, 8.3"
  int order = 0;         // in the list; 0 is the tour
  int minutes = 3;
  std::vector<LessonStep> steps;
  LessonConditions success;  // noticed at any step
  std::string done;          // what was learned
};

// Reads a lesson strictly: what is unknown, missing or said twice is an error that names the line.
// `file` is its name. The format is told in assets/lessons/README.md.
[[nodiscard]] emulator::Result<Lesson> read_lesson(std::string_view text, std::string_view file);

// One condition or several with " and " between; the error says what is wrong.
[[nodiscard]] emulator::Result<LessonConditions> read_conditions(std::string_view text);

// In words, for the card: "Send a request that is answered 424".
std::string condition_words(const LessonCondition& condition);

}  // namespace app
