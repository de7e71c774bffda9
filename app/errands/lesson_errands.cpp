#include "app/errands/lesson_errands.h"

#include <algorithm>
#include <utility>

#include "app/actions/actions.h"
#include "emulator/base/file_text.h"
#include "emulator/codec/pipeline_file.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::Result;

Result<Lesson> lesson_in(const fs::path& file) {
  const auto text = emulator::read_file_text(file);
  if (!text) return emulator::fail(text.error());
  return read_lesson(*text, file.filename().string());
}

void take_lessons(const ActionContext& c, const Result<std::vector<Lesson>>& read) {
  if (!read) return c.commands.emplace_back(emulator::Notify{read.error()}), void();
  c.state.lesson.all = std::make_shared<const std::vector<Lesson>>(*read);
}

}  // namespace

Result<std::vector<Lesson>> lessons_in(const fs::path& folder) {
  std::vector<Lesson> lessons;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!entry.path().string().ends_with(".lesson.txt")) continue;
    auto read = lesson_in(entry.path());
    if (!read) return emulator::fail(read.error());
    lessons.push_back(std::move(*read));
  }
  if (error)
    return emulator::fail(emulator::ErrorCode::IoFailed,
                          "Cannot read the lessons: " + error.message(), folder.string());
  std::ranges::sort(lessons, {}, [](const Lesson& one) { return std::pair(one.order, one.id); });
  return lessons;
}

Errand read_lessons(fs::path folder) {
  return {[folder = std::move(folder)]() -> AfterErrand {
    return [read = lessons_in(folder)](const ActionContext& c) { take_lessons(c, read); };
  }};
}

Errand open_lesson(const Lesson& lesson, std::size_t position, fs::path folder) {
  const fs::path file = (folder / lesson.pipeline).lexically_normal();
  return {[file, position]() -> AfterErrand {
    auto read = emulator::read_pipeline_file(file);
    if (!read)
      return [error = read.error()](const ActionContext& c) {
        c.commands.emplace_back(emulator::Notify{error});
      };
    read->pipeline.file.clear();
    auto open = std::make_shared<emulator::OpenPipeline>();
    open->pipeline = std::move(*read);
    return [open, position](const ActionContext& c) {
      const emulator::Pipeline& pipeline = open->pipeline.pipeline;
      c.state.lesson.opening = LessonState::Opening{position, pipeline.folder,
                                                    pipeline.model.model_name, c.now.openings};
      leave(c.now, c.state.leave, open);
    };
  }};
}

}  // namespace app
