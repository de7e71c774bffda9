#include "emulator/base/run_program.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/line_splitter.h"
#include "emulator/base/spawn_program.h"

namespace emulator {
namespace {

constexpr std::chrono::milliseconds kGrace{500};

void set_nonblocking(const Descriptor& handle) {
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
  void ring_when_ended(Descriptor end) {
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

// Feeds a program and listens to it until it ends.
class Conversation {
 public:
  Conversation(const ProgramCall& call, SpawnedProgram::Pipes pipes, ProgramRun& run)
      : input_(call.input),
        pipes_(std::move(pipes)),
        out_(call, false, run.out),
        err_(call, true, run.err) {
    for (const Descriptor* handle : {&pipes_.input, &pipes_.out, &pipes_.err})
      set_nonblocking(*handle);
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

  void listen(Descriptor& pipe, Output& output) {
    const ssize_t count = ::read(pipe.get(), buffer_.data(), buffer_.size());
    if (count > 0) output.take({buffer_.data(), static_cast<std::size_t>(count)});
    const bool over = count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN);
    if (over) pipe.close();
  }

  std::string_view input_;
  SpawnedProgram::Pipes pipes_;
  Output out_;
  Output err_;
  std::array<char, 16384> buffer_{};
};

// A descriptor that becomes readable when stop is requested.
class CancelBell {
 public:
  CancelBell(const std::stop_token& token, ProgramPipe pipe)
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
  ProgramPipe pipe_;
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

}  // namespace

Result<ProgramRun> run_program(const ProgramCall& call, std::stop_token cancel) {
  const auto cancelled = [&call] {
    return fail(ErrorCode::Cancelled, call.program + " was cancelled");
  };
  if (cancel.stop_requested()) return cancelled();
  Result<ProgramPipe> ended = make_program_pipe();
  if (!ended) return fail(ended.error());
  Result<ProgramPipe> bell_pipe = make_program_pipe();
  if (!bell_pipe) return fail(bell_pipe.error());
  const CancelBell bell(cancel, std::move(*bell_pipe));

  Result<SpawnedProgram> started = spawn_program(call.program, call.arguments, call.environment);
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

}  // namespace emulator
