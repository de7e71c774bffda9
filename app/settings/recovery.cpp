#include "app/settings/recovery.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "emulator/base/file_text.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::ErrorCode;
using emulator::Result;
using Json = nlohmann::ordered_json;

// Changes with every start of the machine; empty where the system has none.
std::string boot_id() {
  std::string id;
  std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), id);
  return id;
}

// Where locks do not work (some network folders), the process id decides.
bool owner_lives(const Json& object) {
  if (object.value("BootId", "") != boot_id()) return false;
  const pid_t pid = object.value("Pid", 0);
  return pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM);
}

Json json_of(const UnsavedPipeline& unsaved, emulator::WallTime now) {
  using std::chrono::milliseconds;
  return {{"ModelName", unsaved.model_name},
          {"File", unsaved.file.string()},
          {"Folder", unsaved.folder.string()},
          {"WrittenMilliseconds",
           std::chrono::duration_cast<milliseconds>(now.time_since_epoch()).count()},
          {"Pid", ::getpid()},
          {"BootId", boot_id()},
          {"Pipeline", unsaved.text}};
}

// Nothing where it is no moment that the clock can have.
std::optional<emulator::WallTime> written_in(const Json& object) {
  using std::chrono::milliseconds;
  const auto at = object.find("WrittenMilliseconds");
  if (at == object.end()) return emulator::WallTime();
  constexpr auto kMost =
      std::chrono::duration_cast<milliseconds>(emulator::WallTime::duration::max()).count();
  if (!at->is_number_integer()) return std::nullopt;
  const auto count = at->get<std::int64_t>();
  if (count < 0 || count > kMost) return std::nullopt;
  return emulator::WallTime(milliseconds(count));
}

// Null where the file makes no sense, or its window still lives.
std::shared_ptr<LostEdits> lost_edits(std::shared_ptr<LostFile> file) {
  auto lost = std::make_shared<LostEdits>(file);
  const Result<std::string> text = emulator::read_file_text(file->path());
  const Json object = text ? Json::parse(*text, nullptr, false) : Json();
  if (!object.is_object()) return nullptr;
  try {
    if (!file->is_locked() && owner_lives(object)) return nullptr;
    lost->unsaved = {object.value("ModelName", ""), object.value("File", ""),
                     object.value("Folder", ""), object.at("Pipeline").get<std::string>()};
    const std::optional<emulator::WallTime> written = written_in(object);
    if (!written) return nullptr;
    lost->written = *written;
  } catch (const Json::exception&) {
    return nullptr;  // not one of ours
  }
  return lost;
}

}  // namespace

Result<void> RecoveryFile::write(const UnsavedPipeline& unsaved, emulator::WallTime now) {
  const auto file = file_.path();
  if (!file) return emulator::fail(file.error());
  const auto replace = Json::error_handler_t::replace;
  return emulator::write_text_atomically(json_of(unsaved, now).dump(2, ' ', false, replace), *file);
}

std::vector<std::shared_ptr<LostEdits>> find_lost_edits(const fs::path& folder) {
  std::vector<std::shared_ptr<LostEdits>> found;
  for (auto& file : find_lost_files(folder, ".json"))
    if (auto lost = lost_edits(std::move(file))) found.push_back(std::move(lost));
  std::ranges::sort(found, std::ranges::greater(), [](const auto& lost) { return lost->written; });
  return found;
}

}  // namespace app
