#include "emulator/base/run_program.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/line_splitter.h"
#include "emulator/base/text.h"

#ifndef __GLIBC_PREREQ
#define __GLIBC_PREREQ(major, minor) 0
#endif

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace emulator {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kGrace{500};
constexpr std::string_view kUsualPath = "/usr/local/bin:/usr/bin:/bin";

// Owns one file descriptor.
class Handle {
 public:
  Handle() = default;
  explicit Handle(int number) : number_(number) {}
  Handle(Handle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Handle() { close(); }

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_ = -1;
};

struct Pipe {
  Handle from;
  Handle into;
};

// Above stdin, stdout and stderr, so that none is overwritten while a child gets its own.
Handle moved_up(Handle low) {
  return low.get() > STDERR_FILENO ? std::move(low)
                                   : Handle(::fcntl(low.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
    Pipe pipe{moved_up(Handle(ends[0])), moved_up(Handle(ends[1]))};
    if (pipe.from && pipe.into) return pipe;
  }
  return fail(ErrorCode::IoFailed,
              "No more files can be opened: " + std::generic_category().message(errno),
              "Close other programs, or raise the limit on open files (ulimit -n)");
}

void set_nonblocking(const Handle& handle) {
  ::fcntl(handle.get(), F_SETFL, ::fcntl(handle.get(), F_GETFL) | O_NONBLOCK);
}

// While it lives, writing where nobody reads is an error and not a signal.
class NoPipeSignal {
 public:
  NoPipeSignal() {
    sigemptyset(&only_);
    sigaddset(&only_, SIGPIPE);
    was_pending_ = is_pending();
    pthread_sigmask(SIG_BLOCK, &only_, &before_);
  }
  ~NoPipeSignal() {
    int number = 0;
    if (!was_pending_ && is_pending()) sigwait(&only_, &number);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoPipeSignal(const NoPipeSignal&) = delete;
  NoPipeSignal& operator=(const NoPipeSignal&) = delete;

 private:
  static bool is_pending() {
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGPIPE) == 1;
  }
  sigset_t only_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

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

// A program that runs. Nothing of it is left when this goes. Its number stays its own until it is
// collected, so a signal never meets a stranger.
class Child {
 public:
  explicit Child(pid_t process) : process_(process) {}
  ~Child() {
    if (collected_) return;
    end_group(SIGKILL);
    collect();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Closes `end` when the program has ended.
  void ring_when_ended(Handle end) {
    waiter_ = std::thread([process = process_, end = std::move(end)] {
      siginfo_t ignored;
      while (::waitid(P_PID, static_cast<id_t>(process), &ignored, WEXITED | WNOWAIT) != 0 &&
             errno == EINTR) {
      }
    });
  }
  void end_group(int signal) const { ::kill(-process_, signal); }
  // Waits for its end: what waitpid() says of it.
  int collect() {
    if (waiter_.joinable()) waiter_.join();
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    collected_ = true;
    return status;
  }

 private:
  pid_t process_;
  std::thread waiter_;
  bool collected_ = false;
};

// Hands one output on as lines and keeps some of it.
class Output {
 public:
  Output(const ProgramCall& call, bool is_stderr, std::string& kept)
      : call_(call), is_stderr_(is_stderr), kept_(kept) {}

  void take(std::string_view bytes) {
    keep(bytes);
    if (call_.line) lines_.feed(bytes, [this](const std::string& line) { tell(line); });
  }
  void finish() {
    lines_.finish([this](const std::string& line) { tell(line); });
  }

 private:
  void keep(std::string_view bytes) {
    if (!is_stderr_) {
      kept_ += bytes.substr(0, call_.kept_bytes - kept_.size());
      return;
    }
    kept_ += bytes;
    if (kept_.size() > call_.kept_bytes) kept_.erase(0, kept_.size() - call_.kept_bytes);
  }
  void tell(std::string_view line) const { call_.line(is_stderr_, line); }

  const ProgramCall& call_;
  bool is_stderr_;
  std::string& kept_;
  LineSplitter lines_;
};

// Our ends of a program's three pipes.
struct Pipes {
  Handle input;
  Handle out;
  Handle err;
};

// Feeds a program and listens to it until it ends.
class Conversation {
 public:
  Conversation(const ProgramCall& call, Pipes pipes, ProgramRun& run)
      : input_(call.input),
        pipes_(std::move(pipes)),
        out_(call, false, run.out),
        err_(call, true, run.err) {
    for (const Handle* handle : {&pipes_.input, &pipes_.out, &pipes_.err}) set_nonblocking(*handle);
    if (input_.empty()) pipes_.input.close();
  }

  enum class Until { Ended, Cancelled, Late };

  // `ended` and `cancelled` become readable when that is so; a negative one never does.
  Until go_on(int ended, int cancelled, SteadyTime deadline) {
    for (;;) {
      std::array<pollfd, 5> watched{{{ended, POLLIN, 0},
                                     {cancelled, POLLIN, 0},
                                     {pipes_.input.get(), POLLOUT, 0},
                                     {pipes_.out.get(), POLLIN, 0},
                                     {pipes_.err.get(), POLLIN, 0}}};
      const int ready = ::poll(watched.data(), watched.size(), milliseconds_until(deadline));
      if (ready < 0) continue;  // a signal came between
      if (watched[1].revents != 0) return Until::Cancelled;
      if (SystemClock{}.now() >= deadline) return Until::Late;
      if (watched[2].revents != 0) feed();
      if (watched[3].revents != 0) listen(pipes_.out, out_);
      if (watched[4].revents != 0) listen(pipes_.err, err_);
      if (watched[0].revents != 0) return Until::Ended;
    }
  }

  // What it said last. Somebody in the background may hold its pipes and say more and more: no
  // more than a pipe holds is from before its end.
  void hear_out() {
    for (int i = 0; i < kPiecesInPipe && pipes_.out; ++i) listen(pipes_.out, out_);
    for (int i = 0; i < kPiecesInPipe && pipes_.err; ++i) listen(pipes_.err, err_);
    out_.finish();
    err_.finish();
  }

 private:
  static constexpr int kPiecesInPipe = 32;

  static int milliseconds_until(SteadyTime deadline) {
    if (deadline == SteadyTime::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SystemClock{}.now());
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 3'600'000));
  }

  void feed() {
    const NoPipeSignal quiet;
    const ssize_t count = ::write(pipes_.input.get(), input_.data(), input_.size());
    if (count >= 0) input_.remove_prefix(static_cast<std::size_t>(count));
    const bool refused = count < 0 && errno != EINTR && errno != EAGAIN;
    if (input_.empty() || refused) pipes_.input.close();  // it need not read all
  }

  void listen(Handle& pipe, Output& output) {
    const ssize_t count = ::read(pipe.get(), buffer_.data(), buffer_.size());
    if (count > 0) output.take({buffer_.data(), static_cast<std::size_t>(count)});
    const bool over = count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN);
    if (over) pipe.close();
  }

  std::string_view input_;
  Pipes pipes_;
  Output out_;
  Output err_;
  std::array<char, 16384> buffer_{};
};

// A descriptor that becomes readable when stop is requested.
class CancelBell {
 public:
  CancelBell(const std::stop_token& token, Pipe pipe)
      : pipe_(std::move(pipe)), callback_(token, Ring{pipe_.into.get()}) {}
  int descriptor() const { return pipe_.from.get(); }

 private:
  struct Ring {
    int descriptor;
    void operator()() const noexcept {
      // The pipe is empty and its other end is open: this cannot fail.
      if (::write(descriptor, "", 1) < 0) return;
    }
  };
  Pipe pipe_;
  std::stop_callback<Ring> callback_;
};

// Sees a started program through. True unless it was cancelled.
bool see_through(const ProgramCall& call, const Child& child, Conversation& talk, int ended,
                 int cancelled, ProgramRun& run) {
  using Until = Conversation::Until;
  const SteadyTime start = SystemClock{}.now();
  const Until until = talk.go_on(
      ended, cancelled, call.time_limit.count() > 0 ? start + call.time_limit : SteadyTime::max());
  if (until != Until::Ended) {
    child.end_group(SIGTERM);
    talk.go_on(ended, -1, SystemClock{}.now() + kGrace);
    child.end_group(SIGKILL);
  }
  run.timed_out = until == Until::Late;
  return until != Until::Cancelled;
}

void note_status(int status, ProgramRun& run) {
  if (WIFSIGNALED(status)) run.signal = WTERMSIG(status);
  if (WIFEXITED(status)) run.exit_code = WEXITSTATUS(status);
}

struct Started {
  pid_t process = -1;
  Pipes pipes;
};

Result<Started> start(const ProgramCall& call) {
  Variables environment = environment_with(call.environment);
  const std::optional<fs::path> program = find_on(path_of(environment), call.program);
  if (!program) return not_found(call.program);
  Result<Pipe> input = make_pipe();
  Result<Pipe> out = make_pipe();
  Result<Pipe> err = make_pipe();
  for (const Result<Pipe>* pipe : {&input, &out, &err})
    if (!*pipe) return fail(pipe->error());

  Variables arguments{call.program};
  arguments.insert(arguments.end(), call.arguments.begin(), call.arguments.end());
  const SpawnSettings settings({input->from.get(), out->into.get(), err->into.get()});
  Started started{-1, {std::move(input->into), std::move(out->from), std::move(err->from)}};
  const int error =
      ::posix_spawn(&started.process, program->c_str(), settings.actions(), settings.attributes(),
                    pointers_to(arguments).data(), pointers_to(environment).data());
  if (error != 0) return not_started(*program, error);
  return started;
}

}  // namespace

Result<ProgramRun> run_program(const ProgramCall& call, std::stop_token cancel) {
  const auto cancelled = [&call] {
    return fail(ErrorCode::Cancelled, call.program + " was cancelled");
  };
  if (cancel.stop_requested()) return cancelled();
  Result<Pipe> ended = make_pipe();
  if (!ended) return fail(ended.error());
  Result<Pipe> bell_pipe = make_pipe();
  if (!bell_pipe) return fail(bell_pipe.error());
  const CancelBell bell(cancel, std::move(*bell_pipe));

  Result<Started> started = start(call);
  if (!started) return fail(started.error());
  ProgramRun run;
  Child child(started->process);
  child.ring_when_ended(std::move(ended->into));
  Conversation talk(call, std::move(started->pipes), run);
  const bool whole = see_through(call, child, talk, ended->from.get(), bell.descriptor(), run);
  note_status(child.collect(), run);
  if (!whole) return cancelled();
  talk.hear_out();
  return run;
}

std::optional<fs::path> find_program(std::string_view name) {
  const std::optional<fs::path> file = find_on(path_of(environment_with({})), name);
  return file && is_program(*file) ? file : std::nullopt;
}

}  // namespace emulator
