#include "app/view_model/file_rows.h"

#include <catch2/catch_test_macros.hpp>

#include "app/view_model/file_dialog_layout.h"
#include "app/view_model/welcome_layout.h"

using namespace app;

namespace {

FolderEntry file(std::string name, std::uint64_t bytes = 0, int minute = 0) {
  return {std::move(name), false, bytes, emulator::WallTime(std::chrono::minutes(minute))};
}
FolderEntry folder(std::string name) { return {std::move(name), true, 0, {}}; }

FolderListing models() {
  return {"/models",
          {file("wine-10.json", 5, 1), file("Wine-2.json", 50, 3), folder("zoo"), folder("Apes"),
           file("notes.txt", 7, 2), file(".secret.json"), folder(".git")},
          {}};
}

std::vector<std::string> names(const FolderListing& listing, const FileRowsInput& input) {
  std::vector<std::string> out;
  for (const std::size_t row : file_rows(listing, input)) out.push_back(listing.entries[row].name);
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("folders stand first, numbers count, capitals do not matter") {
  CHECK(names(models(), {}) == Names{"Apes", "zoo", "notes.txt", "Wine-2.json", "wine-10.json"});
}

TEST_CASE("hidden files and other endings are shown when they are wanted") {
  CHECK(names(models(), {.endings = {".json"}}) ==
        Names{"Apes", "zoo", "Wine-2.json", "wine-10.json"});
  CHECK(names(models(), {.endings = {".json"}, .hidden = true}) ==
        Names{".git", "Apes", "zoo", ".secret.json", "Wine-2.json", "wine-10.json"});
  CHECK(names(models(), {.typed = ".s"}) == Names{".secret.json"});
  CHECK(names(models(), {.folders_only = true}) == Names{"Apes", "zoo"});
}

TEST_CASE("rows can be ordered by size and time, both ways") {
  CHECK(names(models(), {.endings = {".json", ".txt"}, .order = FileOrder::Size}) ==
        Names{"Apes", "zoo", "wine-10.json", "notes.txt", "Wine-2.json"});
  CHECK(names(models(), {.order = FileOrder::Time, .backwards = true}) ==
        Names{"zoo", "Apes", "Wine-2.json", "notes.txt", "wine-10.json"});
}

TEST_CASE("letters that were typed stand at the beginning first, then anywhere") {
  CHECK(names(models(), {.typed = "o"}) ==
        Names{"zoo", "notes.txt", "Wine-2.json", "wine-10.json"});
  CHECK(names(models(), {.typed = "n"}) == Names{"notes.txt", "Wine-2.json", "wine-10.json"});
  CHECK(names(models(), {.typed = "nothing"}).empty());
}

TEST_CASE("Tab completes as far as the names agree") {
  const FolderListing listing = models();
  const auto rows = file_rows(listing, {});
  CHECK(completed_name(listing, rows, "wi") == "Wine-");
  CHECK(completed_name(listing, rows, "ap") == "Apes/");
  CHECK(completed_name(listing, rows, "no") == "notes.txt");
  CHECK(completed_name(listing, rows, "x") == "x");
}

TEST_CASE("folders that were typed lead somewhere") {
  CHECK(typed_folder("sub/", "/a/b", "/home/ada") == "/a/b/sub");
  CHECK(typed_folder("../", "/a/b", "/home/ada") == "/a");
  CHECK(typed_folder("../../../", "/a/b", "/home/ada") == "/");
  CHECK(typed_folder("~/", "/a/b", "/home/ada") == "/home/ada");
  CHECK(typed_folder("~/x/y/", "/a/b", "/home/ada") == "/home/ada/x/y");
  CHECK(typed_folder("/", "/a/b", "/home/ada") == "/");
  CHECK(typed_folder("/etc//./", "/a/b", "") == "/etc");
}

TEST_CASE("the way to a folder starts at home where it can") {
  const auto words = [](const std::vector<PathCrumb>& crumbs) {
    std::string out;
    for (const PathCrumb& crumb : crumbs) out += crumb.name + "|";
    return out;
  };
  CHECK(words(path_crumbs("/home/ada/models", "/home/ada")) == "~|models|");
  CHECK(words(path_crumbs("/home", "/home/ada")) == "/|home|");
  CHECK(words(path_crumbs("/home/adam", "/home/ada")) == "/|home|adam|");
  CHECK(path_crumbs("/home/ada/models", "/home/ada").back().folder == "/home/ada/models");
}

TEST_CASE("times are as short as they can be") {
  const auto at = [](int year, int month, int day, int hour) {
    std::tm local{};
    local.tm_year = year - 1900;
    local.tm_mon = month - 1;
    local.tm_mday = day;
    local.tm_hour = hour;
    local.tm_isdst = -1;
    return std::chrono::system_clock::from_time_t(std::mktime(&local));
  };
  const auto now = at(2026, 11, 25, 22);
  CHECK(file_time_text(at(2026, 11, 25, 7), now) == "07:00");
  CHECK(file_time_text(at(2026, 3, 4, 7), now) == "4 Mar 07:00");
  CHECK(file_time_text(at(2025, 11, 25, 7), now) == "25 Nov 2025");
}

TEST_CASE("a name gets the first ending, unless it has one") {
  CHECK(with_ending("wine", {".pipeline.json", ".json"}) == "wine.pipeline.json");
  CHECK(with_ending("wine.json", {".pipeline.json", ".json"}) == "wine.json");
  CHECK(with_ending("wine.txt", {".pipeline.json"}) == "wine.txt");
  CHECK(with_ending("wine", {}) == "wine");
  CHECK(with_ending("", {".json"}).empty());
}

TEST_CASE("the file dialog's parts stand inside it at every size") {
  for (const auto& [width, height, scale] : {std::tuple{1440.f, 900.f, 1.f},
                                             {960.f, 600.f, 1.f},
                                             {960.f, 600.f, 2.f},
                                             {1920.f, 1200.f, 3.f}}) {
    CAPTURE(width, scale);
    const FileDialogLayout at = file_dialog_layout(width, height, scale);
    CHECK(at.dialog.x >= 0);
    CHECK(at.dialog.bottom() <= height);
    CHECK(at.rows.y >= at.heads.bottom());
    CHECK(at.rows.bottom() <= at.status.y);
    CHECK(at.buttons.bottom() <= at.dialog.bottom());
    CHECK(at.rows.h >= kFileRow * scale);
    CHECK(file_columns(at.rows, scale).name_end > at.rows.x + 40 * scale);
  }
}

TEST_CASE("the first screen gives up its picture before its recent pipelines") {
  const auto at = [](float height) { return welcome_layout({960, height, 1, 9, {200, 120, 80}}); };
  CHECK(at(800).recent.size() == 5);
  CHECK(at(800).keys.h > 0);
  CHECK(at(460).chain.h > 0);
  CHECK(at(460).keys.h == 0);
  CHECK(at(360).chain.h == 0);
  CHECK(at(360).recent.size() == 5);
  CHECK(at(260).recent.size() < 5);
  for (const float height : {800.f, 460.f, 360.f, 260.f, 180.f})
    for (const Rect& button : at(height).buttons) CHECK(button.bottom() <= height);
}
