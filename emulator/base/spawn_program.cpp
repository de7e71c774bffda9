#include "emulator/base/spawn_program.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include "emulator/base/run_program.h"
#include "emulator/base/text.h"

#ifndef __GLIBC_PREREQ
#define __GLIBC_PREREQ(major, minor) 0
#endif

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace emulator {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUsualPath = "/usr/local/bin:/usr/bin:/bin";

// Above stdin, stdout and stderr, so that none is overwritten while a child gets its own.
Descriptor moved_up(Descriptor low) {
  return low.get() > STDERR_FILENO
             ? std::move(low)
             : Descriptor(::fcntl(low.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

using Variables = std::vector<std::string>;

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

// This process's environment with `changes` over it.
Variables environment_with(const Variables& changes) {
  Variables all;
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    const std::string_view name = name_of(*at);
    const auto changes_it = [name](const std::string& change) { return name_of(change) == name; };
    if (std::ranges::none_of(changes, changes_it)) all.emplace_back(*at);
  }
  all.insert(all.end(), changes.begin(), changes.end());
  return all;
}

std::string_view path_of(const Variables& environment) {
  for (const std::string_view variable : environment)
    if (variable.starts_with("PATH=")) return variable.substr(5);
  return kUsualPath;
}

bool is_program(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored) &&
         ::faccessat(AT_FDCWD, file.c_str(), X_OK, AT_EACCESS) == 0;
}

std::optional<fs::path> find_on(std::string_view search_path, std::string_view name) {
  if (name.empty()) return std::nullopt;
  if (name.find('/') != std::string_view::npos) return fs::path(name);
  for (const std::string& folder : split(search_path, ':')) {
    const fs::path file = fs::path(folder.empty() ? "." : folder) / name;
    if (is_program(file)) return file;
  }
  return std::nullopt;
}

tl::unexpected<Error> not_found(const std::string& name) {
  return fail(ErrorCode::NotFound, "There is no program " + name + " on the PATH",
              "Install it, or add its folder to PATH");
}

// One row per errno that says something about the program, and not about the system.
struct SpawnAdvice {
  int number;
  ErrorCode code;
  std::string_view next_step;
};
constexpr std::array kSpawnAdvice{
    SpawnAdvice{ENOENT, ErrorCode::NotFound,
                "Check that it is there, and the interpreter that its first line names"},
    SpawnAdvice{ENOTDIR, ErrorCode::NotFound, "Check the path: a part of it is not a folder"},
    SpawnAdvice{EACCES, ErrorCode::PermissionDenied, "Make it executable (chmod +x)"},
    SpawnAdvice{EPERM, ErrorCode::PermissionDenied, "Make it executable (chmod +x)"},
    SpawnAdvice{ENOEXEC, ErrorCode::InvalidInput,
                "Install it anew: it is no program for this machine"},
};

tl::unexpected<Error> not_started(const fs::path& program, int number) {
  const std::string what =
      "Cannot run " + program.string() + ": " + std::generic_category().message(number);
  for (const SpawnAdvice& advice : kSpawnAdvice)
    if (advice.number == number) return fail(advice.code, what, std::string(advice.next_step));
  return fail(ErrorCode::IoFailed, what, "Close other programs and try again");
}

std::vector<char*> pointers_to(Variables& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// What posix_spawn() is told: three descriptors, a session of its own, signals as at login.
class SpawnSettings {
 public:
  explicit SpawnSettings(const std::array<int, 3>& descriptors) {
    posix_spawn_file_actions_init(&actions_);
    for (int i = 0; i < 3; ++i)
      posix_spawn_file_actions_adddup2(&actions_, descriptors[static_cast<std::size_t>(i)], i);
#if __GLIBC_PREREQ(2, 34)
    // Whoever started us may have left us something that is not closed on exec.
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
#endif
    posix_spawnattr_init(&attributes_);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
  }
  ~SpawnSettings() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Result<ProgramPipe> make_program_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
    ProgramPipe pipe{moved_up(Descriptor(ends[0])), moved_up(Descriptor(ends[1]))};
    if (pipe.from && pipe.into) return pipe;
  }
  return fail(ErrorCode::IoFailed,
              "No more files can be opened: " + std::generic_category().message(errno),
              "Close other programs, or raise the limit on open files (ulimit -n)");
}

Result<SpawnedProgram> spawn_program(const std::string& name, const Variables& arguments,
                                     const Variables& environment) {
  Variables variables = environment_with(environment);
  const std::optional<fs::path> program = find_on(path_of(variables), name);
  if (!program) return not_found(name);
  Result<ProgramPipe> input = make_program_pipe();
  Result<ProgramPipe> out = make_program_pipe();
  Result<ProgramPipe> err = make_program_pipe();
  for (const Result<ProgramPipe>* pipe : {&input, &out, &err})
    if (!*pipe) return fail(pipe->error());

  Variables words{name};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const SpawnSettings settings({input->from.get(), out->into.get(), err->into.get()});
  SpawnedProgram spawned{-1, {std::move(input->into), std::move(out->from), std::move(err->from)}};
  const int error =
      ::posix_spawn(&spawned.process, program->c_str(), settings.actions(), settings.attributes(),
                    pointers_to(words).data(), pointers_to(variables).data());
  if (error != 0) return not_started(*program, error);
  return spawned;
}

std::optional<fs::path> find_program(std::string_view name) {
  const std::optional<fs::path> file = find_on(path_of(environment_with({})), name);
  return file && is_program(*file) ? file : std::nullopt;
}

}  // namespace emulator
