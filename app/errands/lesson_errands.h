#pragma once

#include <filesystem>

#include "app/app_state.h"
#include "app/errands/errand.h"

namespace app {

// The lessons of a folder in their order, or what is wrong with the first that cannot be read.
// Waits for the disk.
emulator::Result<std::vector<Lesson>> lessons_in(const std::filesystem::path& folder);

// Reads the lessons that came along; LessonState takes them.
Errand read_lessons(std::filesystem::path folder);

// Opens a lesson's pipeline as a new one, so that nothing is saved over what came along; with
// unsaved edits, a question comes first. The lesson begins once it is open.
Errand open_lesson(const Lesson& lesson, std::size_t position, std::filesystem::path folder);

}  // namespace app
