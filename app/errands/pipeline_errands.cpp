#include "app/errands/pipeline_errands.h"

#include <algorithm>
#include <array>
#include <functional>
#include <system_error>
#include <utility>

#include "app/actions/actions.h"
#include "app/errands/demo_image.h"
#include "app/errands/request_errands.h"
#include "emulator/base/file_text.h"
#include "emulator/codec/pipeline_file.h"
#include "emulator/model/demo_containers.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::Error;
using emulator::ErrorCode;
using emulator::Result;

constexpr std::uintmax_t kLargestPipeline = 64'000'000;

Result<emulator::ReadPipeline> read_pipeline(const fs::path& file) {
  std::error_code error;
  const auto size = fs::is_regular_file(file, error) ? fs::file_size(file, error) : 1;
  if (!error && size == 0)
    return emulator::fail(ErrorCode::InvalidInput, file.filename().string() + " is empty",
                          "Choose another file, or make a new pipeline with Ctrl+N");
  if (!error && size > kLargestPipeline)
    return emulator::fail(ErrorCode::InvalidInput,
                          file.filename().string() + " is too large for a pipeline",
                          "Choose a *.pipeline.json, or a CreateModel request");
  const Result<std::string> text = emulator::read_file_text(file);
  if (!text) return emulator::fail(text.error());
  if (text->find('\0') != std::string::npos)
    return emulator::fail(ErrorCode::InvalidInput, file.filename().string() + " is not a text file",
                          "Choose a *.pipeline.json, or a CreateModel request");
  // The name alone: what is wrong must not be pushed out of the banner by a long path.
  auto read = emulator::read_pipeline_text(*text, file.filename().string(), file.parent_path());
  if (read) read->pipeline.file = file.lexically_normal();
  return read;
}

Result<emulator::ReadPipeline> read_in_containers(const fs::path& file, const Places& places) {
  auto read = read_pipeline(file);
  if (!read || std::ranges::none_of(read->pipeline.stages, emulator::is_demo_stage)) return read;
  const Result<fs::path> folder = prepare_demo_image(places.demo_program, places.cache);
  if (!folder)
    return emulator::fail(ErrorCode::LaunchFailed, folder.error().what, folder.error().next_step);
  read->pipeline = emulator::demo_in_containers(std::move(read->pipeline), *folder);
  read->pipeline.file.clear();
  return read;
}

void open_read(const ActionContext& c, const emulator::ReadPipeline& read) {
  leave(c.now, c.state.leave,
        std::make_shared<const emulator::OpenPipeline>(emulator::OpenPipeline{read, false}));
}

void refuse(const ActionContext& c, const fs::path& file, const Error& error) {
  c.commands.emplace_back(emulator::Notify{error});
  if (error.code != ErrorCode::NotFound) return;
  for (RecentFile& recent : c.state.recent) recent.missing |= recent.file == file;
}

AfterErrand open_or_refuse(const fs::path& file, Result<emulator::ReadPipeline> outcome) {
  auto read = std::make_shared<const Result<emulator::ReadPipeline>>(std::move(outcome));
  return [file, read](const ActionContext& c) {
    if (*read) return open_read(c, **read);
    refuse(c, file, read->error());
  };
}

// Sessions and HARs are read by others.
std::optional<ShareWish> recording_wish(const fs::path& file) {
  const std::string name = file.filename().string();
  if (name.ends_with(".hoplens-session")) return OpenSessionWish{file, nullptr};
  if (name.ends_with(".har")) return ImportHarWish{file};
  return std::nullopt;
}

bool looks_like_pipeline(const fs::path& file) {
  const std::string name = file.filename().string();
  if (name.ends_with(".pipeline.json")) return true;
  if (!name.ends_with(".json")) return false;
  std::error_code error;
  if (fs::file_size(file, error) > kLargestPipeline || error) return false;
  const Result<std::string> text = emulator::read_file_text(file);
  if (!text) return false;
  return std::ranges::any_of(
      std::array{"\"CreateModel\"", "\"Containers\"", "\"PrimaryContainer\""},
      [&](const char* key) { return text->find(key) != std::string::npos; });
}

// Nothing where the file is not there.
std::optional<FileStamp> stamp_of(const fs::path& file, const std::optional<FileStamp>& known,
                                  std::string& text) {
  std::error_code error;
  FileStamp stamp;
  stamp.bytes = fs::file_size(file, error);
  if (error) return std::nullopt;
  stamp.time = fs::last_write_time(file, error).time_since_epoch().count();
  if (known && known->bytes == stamp.bytes && known->time == stamp.time) return known;
  auto read = emulator::read_file_text(file);
  if (!read) return std::nullopt;
  text = std::move(*read);
  stamp.hash = std::hash<std::string>{}(text);
  return stamp;
}

struct DiskLook {
  std::optional<FileStamp> stamp;  // none: the file is not there
  bool changed = false;            // by somebody else
};

DiskLook look(const DiskQuestion& question) {
  std::string text;
  DiskLook out{stamp_of(question.file, question.known, text), false};
  if (!out.stamp || !question.known || out.stamp->hash == question.known->hash) return out;
  out.changed = text != emulator::write_pipeline_text(*question.pipeline);
  return out;
}

// True where the outcome is about what is open.
bool take_look(DiskState& disk, const DiskQuestion& question, const DiskLook& found) {
  if (disk.key != question.key) return false;
  disk.looking = false;
  if (!found.stamp) return true;
  if (!found.changed) {
    disk.known = found.stamp;
    disk.changed = false;
  } else if (!disk.kept || disk.kept->hash != found.stamp->hash) {
    disk.kept.reset();
    disk.others = found.stamp;
    disk.changed = true;
  }
  return true;
}

}  // namespace

Errand open_pipeline(fs::path file) {
  return {[file = std::move(file)]() -> AfterErrand {
    if (auto wish = recording_wish(file))
      return [wish](const ActionContext& c) { c.state.share.wishes.push_back(*wish); };
    return open_or_refuse(file, read_pipeline(file));
  }};
}

Errand open_in_containers(fs::path file, Places places) {
  return {[file = std::move(file), places = std::move(places)]() -> AfterErrand {
    return open_or_refuse(file, read_in_containers(file, places));
  }};
}

Errand reload_pipeline(fs::path file) {
  return {[file = std::move(file)]() -> AfterErrand {
    auto read = std::make_shared<const Result<emulator::ReadPipeline>>(read_pipeline(file));
    return [file, read](const ActionContext& c) {
      if (!*read) return refuse(c, file, read->error());
      c.commands.emplace_back(emulator::OpenPipeline{**read});
      c.commands.emplace_back(emulator::Deploy{});
      c.state.messages.tell("Reloaded " + file.filename().string());
    };
  }};
}

Errand open_dropped(fs::path file, bool anything_open) {
  return {[file = std::move(file), anything_open]() -> AfterErrand {
    if (!anything_open || recording_wish(file) || looks_like_pipeline(file))
      return open_pipeline(file).work();
    return read_body_file(file).work();
  }};
}

Errand look_for_recent(std::vector<RecentFile> recent) {
  return {[recent = std::move(recent)]() -> AfterErrand {
    std::vector<RecentFile> looked = recent;
    std::error_code ignored;
    for (RecentFile& file : looked) file.missing = !fs::exists(file.file, ignored);
    return [looked](const ActionContext& c) {
      for (RecentFile& file : c.state.recent) {
        const auto found = std::ranges::find(looked, file.file, &RecentFile::file);
        if (found != looked.end()) file.missing = found->missing;
      }
    };
  }};
}

Errand look_at_disk(DiskQuestion question) {
  return {[question = std::move(question)]() -> AfterErrand {
    return [question, found = look(question)](const ActionContext& c) {
      take_look(c.state.disk, question, found);
    };
  }};
}

Errand save_unless_changed(DiskQuestion question) {
  return {[question = std::move(question)]() -> AfterErrand {
    return [question, found = look(question)](const ActionContext& c) {
      if (!take_look(c.state.disk, question, found)) return;
      if (!c.state.disk.changed) {
        c.commands.emplace_back(emulator::Save{});
        return;
      }
      c.state.leave.dialog = c.state.leave.step == LeaveState::Step::Asking;
      c.state.dialogs.show(Dialog::SaveOver);
    };
  }};
}

}  // namespace app
