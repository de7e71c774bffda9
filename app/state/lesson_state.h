#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/view_model/lessons/lesson.h"
#include "emulator/model/ids.h"

namespace app {

// The lesson that is being taken.
struct LessonState {
  // One that was asked for: it begins once its pipeline is the one that is open.
  struct Opening {
    std::size_t lesson = 0;
    std::filesystem::path folder;
    std::string model_name;
    std::uint64_t before = 0;  // EngineSnapshot::openings when it was asked for
  };

  std::shared_ptr<const std::vector<Lesson>> all;  // in their order; null: none came along
  std::size_t chosen = 0;                          // row of the list
  std::optional<Opening> opening;
  std::optional<std::size_t> taken;  // position in `all`
  std::uint64_t openings = 0;        // the opening that it is about
  std::size_t step = 0;
  bool met = false;                            // what the step waits for has come
  std::size_t hints = 0;                       // shown of the step's
  bool solved = false;                         // what solves the lesson was noticed
  bool rereading = false;                      // and the steps are looked at again
  emulator::InvocationId since;                // the newest invocation when it began
  std::set<std::string, std::less<>> actions;  // done since then
  std::vector<LessonDeed> deeds;               // asked for with "Do it for me" and not done yet

  std::string spot;        // path of the item that is pointed at
  float closed_in = 1;     // how far the frame around it has closed in on it
  std::size_t corner = 0;  // where the card stands

  const Lesson* lesson() const { return taken && all ? &(*all)[*taken] : nullptr; }
  const LessonStep* shown_step() const {
    const Lesson* it = lesson();
    return it == nullptr || (solved && !rereading) ? nullptr : &it->steps[step];
  }
};

}  // namespace app
