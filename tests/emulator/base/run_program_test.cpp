#include "emulator/base/run_program.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <sys/syscall.h>
#include <unistd.h>

#include "emulator/base/line_splitter.h"
#include "emulator/base/text.h"
#include "tests/support/temporary_folder.h"

using namespace emulator;
using namespace std::chrono_literals;
using tests::TemporaryFolder;

namespace {

ProgramCall shell(const std::string& script) {
  return {.program = "sh", .arguments = {"-c", script}};
}

ProgramRun run_well(const ProgramCall& call) {
  const Result<ProgramRun> run = run_program(call);
  REQUIRE(run);
  return *run;
}

Error failure_of(const ProgramCall& call) {
  const Result<ProgramRun> run = run_program(call);
  REQUIRE_FALSE(run);
  return run.error();
}

std::filesystem::path write_script(const TemporaryFolder& folder, const std::string& name,
                                   const std::string& text) {
  const std::filesystem::path file = folder.write(name, text);
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  return file;
}

std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
    ++count;
  return count;
}

// Whether a process is there and has not ended; its parent may not have collected it.
bool lives(const std::string& process) {
  std::ifstream stat("/proc/" + std::string(trim(process)) + "/stat");
  std::string number, name, state;
  return stat >> number >> name >> state && state != "Z";
}
bool ends(const std::string& process) {
  for (int i = 0; i < 1000 && lives(process); ++i) std::this_thread::sleep_for(10ms);
  return !lives(process);
}

// Ends what a test left running in the background.
struct LeftRunning {
  std::string process;
  ~LeftRunning() {
    if (!process.empty()) kill(static_cast<pid_t>(std::stol(process)), SIGKILL);
  }
};

}  // namespace

TEST_CASE("a program's outputs and exit code come back") {
  const ProgramRun run = run_well(shell("echo one; echo two >&2; exit 3"));
  CHECK(run.out == "one\n");
  CHECK(run.err == "two\n");
  CHECK(run.exit_code == 3);
  CHECK_FALSE(run.well());
  CHECK(run_well(shell("true")).well());
}

TEST_CASE("a program gets its arguments as they are") {
  ProgramCall call{.program = "printf", .arguments = {"%s|", "a b", "", "$HOME", "\"'"}};
  CHECK(run_well(call).out == "a b||$HOME|\"'|");
}

TEST_CASE("a program that a signal ended says which") {
  const ProgramRun run = run_well(shell("kill -KILL $$"));
  CHECK(run.signal == SIGKILL);
  CHECK_FALSE(run.well());
}

TEST_CASE("a program reads its input to the end, however long") {
  ProgramCall call{.program = "cat"};
  call.input = std::string(900'000, 'x') + "end";
  CHECK(run_well(call).out == call.input);
  call.input.clear();
  CHECK(run_well(call).out.empty());
}

TEST_CASE("a program need not read its input") {
  ProgramCall call = shell("exec <&-; echo ready");
  call.input = std::string(900'000, 'x');
  const ProgramRun run = run_well(call);
  CHECK(run.well());
  CHECK(run.out == "ready\n");
}

TEST_CASE("of a flood, the beginning of stdout and the end of stderr are kept") {
  ProgramCall call = shell("printf 12345678; printf 12345678 >&2");
  call.kept_bytes = 5;
  const ProgramRun run = run_well(call);
  CHECK(run.out == "12345");
  CHECK(run.err == "45678");
  call = shell("yes | head -c 5000000");
  CHECK(run_well(call).out.size() == call.kept_bytes);
}

TEST_CASE("lines are handed on as they come") {
  std::vector<std::string> lines;
  ProgramCall call = shell("printf 'a\\nb'; printf 'c\\r\\n\\nrest'; echo oops >&2");
  call.line = [&](bool is_stderr, std::string_view line) {
    if (!is_stderr) lines.emplace_back(line);
    if (is_stderr) CHECK(line == "oops");
  };
  run_well(call);
  CHECK(lines == std::vector<std::string>{"a", "bc", "", "rest"});
}

TEST_CASE("a line of output without end comes in pieces") {
  std::size_t longest = 0, all = 0;
  ProgramCall call = shell("yes | tr -d '\\n' | head -c 200000");
  call.line = [&](bool, std::string_view line) {
    longest = std::max(longest, line.size());
    all += line.size();
  };
  run_well(call);
  CHECK(longest == LineSplitter::kLongestLine);
  CHECK(all == 200'000);
}

TEST_CASE("a program is found on the PATH that it gets") {
  const TemporaryFolder folder;
  write_script(folder, "of-the-test", "#!/bin/sh\necho \"$WHO\"\n");
  ProgramCall call{.program = "of-the-test"};
  CHECK(failure_of(call).code == ErrorCode::NotFound);
  call.environment = {"PATH=" + folder.path().string() + ":/usr/bin:/bin", "WHO=me"};
  CHECK(run_well(call).out == "me\n");
  call.program = (folder.path() / "of-the-test").string();
  call.environment = {"WHO=path"};
  CHECK(run_well(call).out == "path\n");
}

TEST_CASE("a variable that is given replaces the one of this process") {
  ProgramCall call = shell("env | grep -c ^HOME=; echo $HOME");
  call.environment = {"HOME=/elsewhere"};
  CHECK(run_well(call).out == "1\n/elsewhere\n");
}

TEST_CASE("find_program finds what is on the PATH and can be executed") {
  const TemporaryFolder folder;
  CHECK(find_program("sh"));
  CHECK_FALSE(find_program("hoplens-no-such-program"));
  CHECK_FALSE(find_program(""));
  CHECK_FALSE(find_program(folder.write("plain", "text").string()));
  CHECK(find_program(write_script(folder, "script", "#!/bin/sh\n").string()));
}

TEST_CASE("what cannot be run says why") {
  const TemporaryFolder folder;
  const auto failure = [](const std::filesystem::path& file) {
    return failure_of({.program = file.string(), .arguments = {"hidden"}, .input = "hidden"});
  };
  const Error missing = failure(folder.path() / "missing");
  CHECK(missing.code == ErrorCode::NotFound);
  CHECK(missing.what.find("missing") != std::string::npos);
  CHECK_FALSE(missing.next_step.empty());
  CHECK(failure(write_script(folder, "lost", "#!/no/such/interpreter\n")).code ==
        ErrorCode::NotFound);
  CHECK(failure(folder.write("plain", "#!/bin/sh\n")).code == ErrorCode::PermissionDenied);
  CHECK(failure(write_script(folder, "odd", "neither script nor program\n")).code ==
        ErrorCode::InvalidInput);
  CHECK(missing.what.find("hidden") == std::string::npos);
}

TEST_CASE("a program whose time is up is ended") {
  ProgramCall call = shell("echo soon; exec sleep 1000");
  call.time_limit = 100ms;
  const ProgramRun run = run_well(call);
  CHECK(run.timed_out);
  CHECK(run.signal == SIGTERM);
  CHECK_FALSE(run.well());
}

TEST_CASE("a program that does not heed SIGTERM is killed") {
  std::stop_source source;
  std::string process;
  ProgramCall call = shell("trap '' TERM; echo $$; while :; do sleep 1000; done");
  call.line = [&](bool, std::string_view line) {
    process = line;
    source.request_stop();
  };
  CHECK_FALSE(run_program(call, source.get_token()));
  CHECK_FALSE(lives(process));
}

TEST_CASE("cancelling ends a program with all its group") {
  std::stop_source source;
  std::string background;
  ProgramCall call = shell("sleep 1000 & echo $!; sleep 1000");
  call.line = [&](bool, std::string_view line) {
    background = line;
    source.request_stop();
  };
  const Result<ProgramRun> run = run_program(call, source.get_token());
  REQUIRE_FALSE(run);
  CHECK(run.error().code == ErrorCode::Cancelled);
  CHECK(ends(background));
}

TEST_CASE("cancelling from another thread ends the wait") {
  std::stop_source source;
  const std::jthread other([&] { source.request_stop(); });
  const Result<ProgramRun> run = run_program(shell("sleep 1000"), source.get_token());
  REQUIRE_FALSE(run);
  CHECK(run.error().code == ErrorCode::Cancelled);
}

TEST_CASE("what was cancelled before is not started") {
  const TemporaryFolder folder;
  std::stop_source source;
  source.request_stop();
  const std::filesystem::path trace = folder.path() / "trace";
  REQUIRE_FALSE(run_program(shell("touch " + trace.string()), source.get_token()));
  CHECK_FALSE(std::filesystem::exists(trace));
}

TEST_CASE("what a program leaves running is neither waited for nor ended") {
  // It holds the outputs open.
  const ProgramRun run = run_well(shell("sleep 1000 & echo $!"));
  CHECK(run.well());
  REQUIRE_FALSE(run.out.empty());
  const LeftRunning background{run.out};
  CHECK(lives(run.out));
}

TEST_CASE("a program that closes its outputs is waited for") {
  const ProgramRun run = run_well(shell("exec >&- 2>&-; sleep 0.05; exit 7"));
  CHECK(run.exit_code == 7);
}

TEST_CASE("a program gets three descriptors and none of ours") {
  const ProgramRun run = run_well({.program = "ls", .arguments = {"/proc/self/fd"}});
  CHECK(run.out == "0\n1\n2\n3\n");  // the last is the folder that ls reads
}

TEST_CASE("no descriptor is left open, whatever became of the program") {
  const std::size_t before = open_descriptors();
  run_well(shell("echo done"));
  failure_of({.program = "hoplens-no-such-program"});
  ProgramCall late = shell("sleep 1000");
  late.time_limit = 10ms;
  run_well(late);
  CHECK(open_descriptors() == before);
}

TEST_CASE("a program starts with no signal blocked or ignored") {
  sigset_t blocked, before;
  sigfillset(&blocked);
  sigdelset(&blocked, SIGSEGV);
  pthread_sigmask(SIG_SETMASK, &blocked, &before);
  const auto pipe_before = std::signal(SIGPIPE, SIG_IGN);
  const ProgramRun run = run_well(
      {.program = "awk", .arguments = {"/^Sig(Blk|Ign):/ {print $2}", "/proc/self/status"}});
  std::signal(SIGPIPE, pipe_before);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  for (const std::string& mask : split(trim(run.out), '\n')) {
    constexpr unsigned long long kOrdinary = 0x7fffffff;  // the C library's own are above
    CHECK((std::stoull(mask, nullptr, 16) & kOrdinary) == 0);
  }
}

TEST_CASE("a program has no terminal to ask on") {
  CHECK_FALSE(run_well(shell(": </dev/tty")).well());
}

TEST_CASE("an exception of the one who listens ends the program") {
  std::string process;
  ProgramCall call = shell("echo $$; exec sleep 1000");
  call.line = [&](bool, std::string_view line) {
    process = line;
    throw std::runtime_error("enough");
  };
  CHECK_THROWS_AS(run_program(call), std::runtime_error);
  CHECK_FALSE(lives(process));
}

TEST_CASE("many programs run side by side") {
  std::vector<std::jthread> threads;
  std::vector<std::string> outs(8);
  for (std::size_t i = 0; i < outs.size(); ++i)
    threads.emplace_back([&outs, i] {
      ProgramCall call{.program = "cat"};
      call.input = std::to_string(i);
      if (const auto run = run_program(call)) outs[i] = run->out;
    });
  threads.clear();
  for (std::size_t i = 0; i < outs.size(); ++i) CHECK(outs[i] == std::to_string(i));
}
