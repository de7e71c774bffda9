#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "app/actions/actions.h"
#include "tests/structure/sources.h"

namespace {

namespace fs = std::filesystem;

// Paths that git keeps, from the root; none where this is no checkout, or git is not there.
std::vector<std::string> kept_files() {
  const std::string command = "git -C '" + repository_root().string() + "' ls-files -z 2>/dev/null";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::vector<std::string> paths;
  std::string path;
  for (int c = pipe ? std::fgetc(pipe.get()) : EOF; c != EOF; c = std::fgetc(pipe.get())) {
    if (c != 0) {
      path += static_cast<char>(c);
    } else {
      paths.push_back(std::exchange(path, {}));
    }
  }
  return paths;
}

std::vector<std::string> kept_files_or_skip() {
  std::vector<std::string> paths = kept_files();
  if (paths.empty()) SKIP("this is not a git checkout");
  return paths;
}

// Whether the code names `word` as a whole: std::exit holds exit, exit_code and process.exit do
// not.
bool holds_word(std::string_view code, std::string_view word) {
  const auto is_part = [](char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
  };
  for (std::size_t at = code.find(word); at != code.npos; at = code.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || (!is_part(code[at - 1]) && code[at - 1] != '.');
    const bool ends = word.ends_with('(') || end == code.size() || !is_part(code[end]);
    if (starts && ends) return true;
  }
  return false;
}

// A README speaks for its own folder, and for the folders below that it names.
bool is_described(const fs::path& folder) {
  if (fs::exists(folder / "README.md")) return true;
  for (fs::path at = folder; at != repository_root(); at = at.parent_path()) {
    const fs::path above = at.parent_path();
    if (!fs::exists(above / "README.md")) continue;
    const std::string name = at.filename().string();
    const std::string text = file_text(above / "README.md");
    return text.find("`" + name + "`") != text.npos || text.find("`" + name + "/") != text.npos;
  }
  return false;
}

}  // namespace

TEST_CASE("the top level holds what is promised and nothing else") {
  static constexpr std::array<std::string_view, 8> kPromised{
      "CMakeLists.txt", "CMakePresets.json", "README.md", "app",
      "assets",         "emulator",          "tests",     "third_party"};
  std::set<std::string> top;
  for (const std::string& path : kept_files_or_skip())
    if (!path.starts_with('.')) top.insert(path.substr(0, path.find('/')));
  CHECK(std::ranges::equal(top, kPromised));
}

TEST_CASE("every folder with sources is described by a README") {
  std::set<std::string> folders;
  for (const SourceFile& file : source_files()) folders.insert(folder_of(file.path));
  Offenders offenders;
  for (const std::string& folder : folders)
    if (!is_described(repository_root() / folder)) offenders.add(folder);
  CHECK(offenders == kNone);
}

TEST_CASE("what names its interpreter can be run, and what can be run names it") {
  Offenders offenders;
  for (const std::string& path : kept_files_or_skip()) {
    const fs::path file = repository_root() / path;
    if (!fs::is_regular_file(file)) continue;
    const bool runs = (fs::status(file).permissions() & fs::perms::owner_exec) != fs::perms::none;
    if (runs != file_text(file).starts_with("#!")) offenders.add(path);
  }
  CHECK(offenders == kNone);
}

TEST_CASE("the engine does not print and does not end the program") {
  static constexpr std::array<std::string_view, 11> kBanned{
      "cout",  "cerr",     "clog",    "printf(", "fprintf(", "vprintf(",
      "puts(", "putchar(", "perror(", "exit(",   "abort("};
  Offenders offenders;
  for (const SourceFile& file : source_files()) {
    const bool library =
        file.path.starts_with("emulator/") && !file.path.starts_with("emulator/demo_stage/");
    if (!library) continue;
    for (const std::string_view word : kBanned)
      if (holds_word(file.code, word)) offenders.add(file.path + ": " + std::string(word));
  }
  CHECK(offenders == kNone);
}

TEST_CASE("comments and literals are no code") {
  CHECK(code_of("int a; // exit\n\"abort\" '\"' b /* puts\n */ c") == "int a;  \n    b  \n c");
  CHECK(code_of("R\"x(exit \" )x\" 1'000 'a'") == "R  1'000  ");
}

TEST_CASE("a word of the code is found as a whole") {
  CHECK(holds_word("if (odd) std::exit(1);", "exit("));
  CHECK(holds_word("std::cout << 1;", "cout"));
  CHECK_FALSE(holds_word("on_exit(process.exit(), exit_code)", "exit("));
  CHECK_FALSE(holds_word("std::snprintf(text)", "printf("));
  CHECK_FALSE(holds_word("scout << couth", "cout"));
}

TEST_CASE("every action has a key, or has none on purpose") {
  static constexpr std::array kKeyless{
      app::ActionId::CancelInvocation,     // ends work under way: only where one aims at it
      app::ActionId::UndoHeldEdit,         // beside what is edited
      app::ActionId::EditAndSend,          // on the hop's menu
      app::ActionId::EditAndRerun,         // likewise
      app::ActionId::RunStageAlone,        // on the hop's and the stage's menu
      app::ActionId::MockFromTrace,        // on the stage's menu
      app::ActionId::CannedAnswer,         // likewise
      app::ActionId::ShowFaults,           // likewise
      app::ActionId::BackToRealStage,      // likewise
      app::ActionId::BackToRealPipeline,   // seldom wanted
      app::ActionId::CopyDockerRun,        // on the stage's menu
      app::ActionId::CopyContainer,        // likewise
      app::ActionId::CopyRequestBody,      // beside each message, and in the palette
      app::ActionId::CopyResponseBody,     // likewise
      app::ActionId::SaveRequestBody,      // likewise
      app::ActionId::SaveResponseBody,     // likewise
      app::ActionId::CopyBodyPath,         // on a value's menu
      app::ActionId::ToggleStatistics,     // a chip above tables
      app::ActionId::ClearTrace,           // throws things away: only where one aims at it
      app::ActionId::ClearLogs,            // likewise
      app::ActionId::NewRequest,           // on the request's menu
      app::ActionId::SaveRequestAs,        // likewise
      app::ActionId::RenameRequest,        // likewise
      app::ActionId::DeleteRequest,        // likewise
      app::ActionId::BodyFromFile,         // likewise, and a button under the body
      app::ActionId::RemoveBody,           // likewise, and a button beside the file's name
      app::ActionId::MoreRequestFields,    // likewise
      app::ActionId::ClearFilter,          // on a row's menu; emptying the filter does it, too
      app::ActionId::FilterByStatus,       // a click on the value itself, and the palette
      app::ActionId::FilterByStage,        // on a row's menu, and the palette
      app::ActionId::FilterByType,         // likewise
      app::ActionId::FilterByHeader,       // on a header's menu, and the palette
      app::ActionId::StopBodySearch,       // a button beside the progress
      app::ActionId::ThisInvocationLog,    // a chip above the log
      app::ActionId::LogsSideBySide,       // likewise
      app::ActionId::GoToLineHop,          // a click on the hop beside the line
      app::ActionId::CopyLogLine,          // Ctrl+C while the log has the keyboard
      app::ActionId::CopyLogLines,         // on a line's menu
      app::ActionId::FollowLogs,           // a chip above the log
      app::ActionId::OpenDemo,             // for the first time: a button of the first screen
      app::ActionId::OpenDemoOnDocker,     // likewise
      app::ActionId::ShowDocker,           // seldom: the menu, and a button where it is missing
      app::ActionId::CopyDockerRun,        // seldom: the stage's menu
      app::ActionId::CopyContainer,        // likewise
      app::ActionId::ThemeDark,            // once: the settings
      app::ActionId::ThemeLight,           // likewise
      app::ActionId::ThemeDesktop,         // likewise
      app::ActionId::ShowMessages,         // seldom: the menu
      app::ActionId::CopyPosixLines,       // the list beside the address, and the palette
      app::ActionId::CopyFishLines,        // likewise
      app::ActionId::CopyPowerShellLines,  // likewise
      app::ActionId::CopyBoto3,            // likewise
      app::ActionId::CopyAwsCliCall,       // likewise
      app::ActionId::CopyCurlCall,         // likewise
      app::ActionId::UseNextPort,          // seldom: the banner of a taken port
      app::ActionId::UseAnyPort,           // likewise
      app::ActionId::ForgetMark,       // C on the marked one, and the list of what to compare with
      app::ActionId::CompareMessages,  // likewise the list
      app::ActionId::CompareEdit,      // likewise
      app::ActionId::CopyDifferences,  // a button above them
      app::ActionId::ShowRuns,         // a tab of the drawer
      app::ActionId::CompareOrders,    // seldom: a button above the runs
      app::ActionId::StopRuns,         // ends work under way: only where one aims at it
      app::ActionId::UseOrder,         // a button of the order's row
      app::ActionId::CopyRuns,         // a button above the runs
      app::ActionId::ShowFindings,         // a click on what counts them; Ctrl+J opens the drawer
      app::ActionId::SaveHar,              // choices of the sharing dialog, and the palette
      app::ActionId::SaveOtlp,             // likewise
      app::ActionId::SaveChromeTrace,      // likewise
      app::ActionId::ImportHar,            // seldom: the menu
      app::ActionId::StopSharing,          // ends work under way: only where one aims at it
      app::ActionId::CopyAsCurl,           // a row of the menu that Ctrl+Shift+C opens
      app::ActionId::CopyAsAwsCli,         // likewise
      app::ActionId::CopyAsBoto3,          // likewise
      app::ActionId::CopyExplanation,      // a row of the explanation's menu
      app::ActionId::FollowTimeline,       // a chip above the time axis
      app::ActionId::ShowLatency,          // a tab of the drawer
      app::ActionId::LatencyOfAll,         // a chip of that tab
      app::ActionId::LatencyOfLast100,     // likewise
      app::ActionId::LatencyAsFiltered,    // likewise
      app::ActionId::LatencySinceEdit,     // likewise
      app::ActionId::LatencyMadeUp,        // likewise
      app::ActionId::LatencyCloudWatch,    // likewise
      app::ActionId::CopyLatency,          // a button of that tab
      app::ActionId::PlaybackLength,       // a button of its bar, and the palette
      app::ActionId::PlaybackScale,        // likewise
      app::ActionId::StartTour,            // for the first time: the first screen, and the lessons
      app::ActionId::NextStep,             // a button of the lesson's card, and the palette
      app::ActionId::PreviousStep,         // likewise
      app::ActionId::ShowHint,             // likewise
      app::ActionId::DoForMe,              // likewise
      app::ActionId::NextLesson,           // likewise
      app::ActionId::LeaveLesson,          // likewise
  };
  Offenders offenders;
  for (const app::Action& action : app::actions()) {
    const bool keyless = std::ranges::find(kKeyless, action.id) != kKeyless.end();
    if (keyless != (action.chord == 0)) offenders.add(std::string(action.name));
  }
  CHECK(offenders == kNone);
}
