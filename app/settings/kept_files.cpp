#include "app/settings/kept_files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <system_error>

#include <nlohmann/json.hpp>

#include "app/view_model/setting_text.h"
#include "emulator/base/file_text.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::Error;
using emulator::ErrorCode;
using emulator::Result;
using Json = nlohmann::ordered_json;

constexpr float kLeastZoom = 0.75f, kMostZoom = 3.0f;
constexpr float kLeastSplit = 40, kMostSplit = 4000;
constexpr int kLeastWidth = 320, kLeastHeight = 240, kMostSize = 32'000;
constexpr std::size_t kMostRecent = 20;
constexpr std::size_t kLongestHost = 253;
constexpr int kMostPort = 65'535;

constexpr std::array<std::string_view, 3> kThemes = {"desktop", "dark", "light"};
constexpr std::array<std::string_view, 3> kOnChange = {"ask", "reload", "leave"};

// An object, or what is wrong with the file. A file that is not there is an empty object.
Kept<Json> read_object(const fs::path& file) {
  const Result<std::string> text = emulator::read_file_text(file);
  if (!text && text.error().code == ErrorCode::NotFound) return {Json::object(), {}};
  if (!text) return {Json::object(), text.error()};
  Json read = Json::parse(*text, nullptr, false);
  if (read.is_object()) return {std::move(read), {}};
  fs::path aside = file;
  aside += ".broken";
  std::error_code error;
  fs::rename(file, aside, error);
  return {Json::object(),
          Error{ErrorCode::InvalidInput, file.filename().string() + " was not readable",
                error ? "The usual settings are used"
                      : "The usual settings are used; it is kept as " + aside.string()}};
}

// Each takes a member where it makes sense, and else leaves what is there.
void take(const Json& object, const char* key, bool& value) {
  if (const auto at = object.find(key); at != object.end() && at->is_boolean())
    value = at->get<bool>();
}
void take(const Json& object, const char* key, float& value, std::pair<float, float> range) {
  if (const auto at = object.find(key); at != object.end() && at->is_number())
    value = std::clamp(at->get<float>(), range.first, range.second);
}
template <typename Choice>
void take(const Json& object, const char* key, Choice& value,
          const std::array<std::string_view, 3>& words) {
  const auto at = object.find(key);
  if (at == object.end() || !at->is_string()) return;
  const auto word = std::ranges::find(words, at->get<std::string>());
  if (word != words.end()) value = static_cast<Choice>(word - words.begin());
}
std::optional<int> whole_number(const Json& object, const char* key, int least,
                                int most = kMostSize) {
  const auto at = object.find(key);
  if (at == object.end() || !at->is_number_integer()) return std::nullopt;
  const auto value = at->get<std::int64_t>();
  if (value < least || value > most) return std::nullopt;
  return static_cast<int>(value);
}
const Json& member(const Json& object, const char* key) {
  static const Json kNothing = Json::object();
  const auto at = object.find(key);
  return at != object.end() && at->is_object() ? *at : kNothing;
}

// Zoom as a number that people would write: 1.25, not 1.2500000476837158.
double rounded(float value) { return std::round(static_cast<double>(value) * 1000) / 1000; }

Result<void> write(const Json& object, const fs::path& file) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error)
    return emulator::fail(ErrorCode::IoFailed,
                          "Cannot make the folder " + file.parent_path().string(),
                          "Change its permissions");
  const auto replace = Json::error_handler_t::replace;
  return emulator::write_text_atomically(object.dump(2, ' ', false, replace) + "\n", file);
}

WindowPlacement place_of(const Json& object) {
  WindowPlacement place;
  const auto width = whole_number(object, "Width", kLeastWidth);
  const auto height = whole_number(object, "Height", kLeastHeight);
  if (width && height) place.width = *width, place.height = *height;
  const auto x = whole_number(object, "X", -kMostSize);
  const auto y = whole_number(object, "Y", -kMostSize);
  if (x && y) place.position = {.x = *x, .y = *y};
  take(object, "Maximised", place.maximised);
  return place;
}

Json json_of(const WindowPlacement& place) {
  Json object{{"Width", place.width}, {"Height", place.height}};
  if (place.position) object["X"] = place.position->x, object["Y"] = place.position->y;
  object["Maximised"] = place.maximised;
  return object;
}

std::vector<fs::path> recent_of(const Json& object) {
  std::vector<fs::path> recent;
  const auto at = object.find("RecentFiles");
  if (at == object.end() || !at->is_array()) return recent;
  for (const Json& file : *at)
    if (file.is_string() && fs::path(file.get<std::string>()).is_absolute() &&
        recent.size() < kMostRecent)
      recent.emplace_back(file.get<std::string>());
  return recent;
}

}  // namespace

Kept<Settings> read_settings(const fs::path& file) {
  const Kept<Json> read = read_object(file);
  Settings settings;
  take(read.value, "Theme", settings.theme, kThemes);
  take(read.value, "WhenFilesChange", settings.on_change, kOnChange);
  take(read.value, "Zoom", settings.zoom, {kLeastZoom, kMostZoom});
  take(read.value, "ReducedMotion", settings.reduced_motion);
  const Json& address = member(read.value, "Address");
  if (const auto at = address.find("Host"); at != address.end() && at->is_string()) {
    const auto host = at->get<std::string>();
    if (host.size() <= kLongestHost && host_problem(host).empty()) settings.address_host = host;
  }
  settings.address_port =
      whole_number(address, "Port", 0, kMostPort).value_or(settings.address_port);
  return {settings, read.problem};
}

Kept<WindowMemory> read_window_memory(const fs::path& file) {
  const Kept<Json> read = read_object(file);
  WindowMemory memory;
  memory.place = place_of(member(read.value, "Window"));
  const Json& splits = member(read.value, "Splits");
  const std::pair range{kLeastSplit, kMostSplit};
  take(splits, "Left", memory.splits.left, range);
  take(splits, "Composer", memory.splits.composer, range);
  take(splits, "Waterfall", memory.splits.waterfall, range);
  take(splits, "Drawer", memory.splits.drawer, range);
  take(read.value, "LeftShown", memory.left_shown);
  take(read.value, "DrawerShown", memory.drawer_shown);
  memory.recent = recent_of(read.value);
  return {memory, read.problem};
}

Result<void> write_settings(const Settings& settings, const fs::path& file) {
  const Json address{{"Host", settings.address_host}, {"Port", settings.address_port}};
  return write(Json{{"Theme", kThemes[static_cast<std::size_t>(settings.theme)]},
                    {"Zoom", rounded(settings.zoom)},
                    {"ReducedMotion", settings.reduced_motion},
                    {"WhenFilesChange", kOnChange[static_cast<std::size_t>(settings.on_change)]},
                    {"Address", address}},
               file);
}

Result<void> write_window_memory(const WindowMemory& memory, const fs::path& file) {
  Json recent = Json::array();
  for (const fs::path& path : memory.recent) recent.push_back(path.string());
  const Json splits{{"Left", rounded(memory.splits.left)},
                    {"Composer", rounded(memory.splits.composer)},
                    {"Waterfall", rounded(memory.splits.waterfall)},
                    {"Drawer", rounded(memory.splits.drawer)}};
  return write(Json{{"Window", json_of(memory.place)},
                    {"Splits", splits},
                    {"LeftShown", memory.left_shown},
                    {"DrawerShown", memory.drawer_shown},
                    {"RecentFiles", recent}},
               file);
}

}  // namespace app
