#include "emulator/runtime/guardian/keeper.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/runtime/guardian/process_tree.h"
#include "emulator/runtime/guardian/wire.h"

namespace emulator {
namespace {

struct LaunchFailure {
  LaunchStep step = LaunchStep::Fork;
  std::int32_t error_number = 0;
};

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

void reset_signals() {
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

// Between fork and exec, in the stage's own process. `report` closes when the program starts.
[[noreturn]] void become_stage(StageCommand& command, const KeeperLinks& links, int report) {
  // Out of the way of 0, 1 and 2 before those are overwritten.
  constexpr int kHigh = 10;
  const int out = fcntl(links.out.get(), F_DUPFD_CLOEXEC, kHigh);
  const int err = fcntl(links.err.get(), F_DUPFD_CLOEXEC, kHigh);
  const int failure_report = fcntl(report, F_DUPFD_CLOEXEC, kHigh);
  const auto give_up = [failure_report](LaunchStep step) {
    const LaunchFailure failure{step, errno};
    if (write(failure_report, &failure, sizeof failure) < 0) _exit(126);
    _exit(127);
  };
  setsid();
  dup2(out, STDOUT_FILENO);  // stdin is /dev/null already, from the guardian
  dup2(err, STDERR_FILENO);
  // Whatever else is open in a keeper is none of the stage's business.
  close_range(STDERR_FILENO + 1, static_cast<unsigned>(failure_report) - 1, 0);
  close_range(static_cast<unsigned>(failure_report) + 1, ~0U, 0);
  reset_signals();
  if (chdir(command.working_directory.c_str()) != 0) give_up(LaunchStep::ChangeFolder);
  const auto arguments = pointers_to(command.arguments);
  const auto environment = pointers_to(command.environment);
  execve(command.program.c_str(), arguments.data(), environment.data());
  give_up(LaunchStep::Execute);
  _exit(127);
}

class Keeper {
 public:
  explicit Keeper(KeeperLinks links) : links_(std::move(links)) {}

  void run() {
    if (auto command = read_command(links_.channel.get())) {
      if (start(*command)) watch();
      kill_all_descendants([this](pid_t child, int status) { reaped(child, status); });
    }
  }

 private:
  bool start(StageCommand& command) {
    auto report = make_pipe();
    if (!report) return not_started({LaunchStep::Fork, EMFILE});
    stage_ = fork();
    if (stage_ < 0) return not_started({LaunchStep::Fork, errno});
    if (stage_ == 0) become_stage(command, links_, report->second.get());
    report->second.close();
    links_.out.close();
    links_.err.close();
    LaunchFailure failure;
    ssize_t got = -1;
    do {
      got = read(report->first.get(), &failure, sizeof failure);
    } while (got < 0 && errno == EINTR);
    if (got == sizeof failure) return not_started(failure);
    return write_message(links_.channel.get(), {KeeperEvent::Started, stage_, getpid()});
  }

  bool not_started(const LaunchFailure& failure) {
    exit_reported_ = true;
    write_message(
        links_.channel.get(),
        {KeeperEvent::NotStarted, static_cast<std::int32_t>(failure.step), failure.error_number});
    return false;
  }

  // Until the stage has exited, an order says kill, or one of the two others is gone.
  void watch() {
    sigset_t nothing_blocked;
    sigemptyset(&nothing_blocked);
    std::array<pollfd, 2> links{pollfd{links_.channel.get(), POLLIN, 0},
                                pollfd{links_.lifeline.get(), POLLIN, 0}};
    for (;;) {
      const auto note = [this](pid_t child, int status) { reaped(child, status); };
      if (!reap_children(note) || exit_reported_) return;
      // SIGCHLD is blocked but here, so an exit between the two lines is not missed.
      if (ppoll(links.data(), links.size(), nullptr, &nothing_blocked) <= 0) continue;
      if (links[1].revents != 0) return;
      if (links[0].revents != 0 && !obey()) return;
    }
  }

  bool obey() {
    char order = 0;
    if (recv(links_.channel.get(), &order, 1, 0) != 1) return false;
    if (order != static_cast<char>(KeeperOrder::Terminate)) return false;
    kill(stage_, SIGTERM);  // to the main process alone, as a container's stop does
    return true;
  }

  void reaped(pid_t child, int status) {
    if (child != stage_ || exit_reported_) return;
    exit_reported_ = true;
    write_message(links_.channel.get(),
                  {KeeperEvent::Exited, WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                   WIFSIGNALED(status) ? WTERMSIG(status) : 0});
  }

  KeeperLinks links_;
  pid_t stage_ = -1;
  bool exit_reported_ = false;
};

}  // namespace

void keep_stage(KeeperLinks links) {
  prctl(PR_SET_NAME, "hoplens-keeper", 0, 0, 0);
  become_subreaper();
  Keeper(std::move(links)).run();
  _exit(0);
}

}  // namespace emulator
