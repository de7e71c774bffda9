#include <array>
#include <cerrno>
#include <csignal>
#include <set>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/runtime/guardian/keeper.h"
#include "emulator/runtime/guardian/process_tree.h"
#include "emulator/runtime/guardian/wire.h"
#include "emulator/runtime/process_runtime.h"

namespace emulator {
namespace {

void note_signal(int) {}

// Signals meant for hoplens (Ctrl+C, `pkill hoplens`) must not end the one that cleans up after
// it. SIGCHLD is blocked except while waiting.
void prepare_signals() {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) signal(number, SIG_IGN);
  struct sigaction action {};
  action.sa_handler = note_signal;
  sigaction(SIGCHLD, &action, nullptr);
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigprocmask(SIG_BLOCK, &children, nullptr);
}

// Keeps nothing of hoplens open: a pipe that it holds must close when it dies.
void let_go_of_files() {
  close_range(kGuardianSocket + 1, ~0U, 0);
  fcntl(kGuardianSocket, F_SETFD, FD_CLOEXEC);
  const int nothing = open("/dev/null", O_RDWR);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nothing, standard);
  if (nothing > STDERR_FILENO) close(nothing);
}

class GuardianProcess {
 public:
  GuardianProcess(Descriptor socket, DescriptorPair lifeline)
      : socket_(std::move(socket)), lifeline_(std::move(lifeline)) {}

  void run() {
    sigset_t nothing_blocked;
    sigemptyset(&nothing_blocked);
    pollfd request{socket_.get(), POLLIN, 0};
    for (;;) {
      reap_children([this](pid_t child, int status) { reaped(child, status); });
      if (strangers_expected_) kill_strangers();
      if (ppoll(&request, 1, nullptr, &nothing_blocked) <= 0) continue;
      auto launch = read_launch(socket_.get());
      if (!launch) break;  // hoplens is gone, whatever the reason
      start_keeper(*launch);
    }
    kill_all_descendants([](pid_t, int) {});
  }

 private:
  void start_keeper(std::array<Descriptor, kLaunchDescriptors>& launch) {
    const pid_t keeper = fork();
    if (keeper == 0) {
      socket_.close();
      lifeline_.second.close();
      keep_stage({.channel = std::move(launch[0]),
                  .lifeline = std::move(lifeline_.first),
                  .out = std::move(launch[1]),
                  .err = std::move(launch[2])});
    }
    if (keeper > 0) keepers_.insert(keeper);
    if (keeper < 0)
      write_message(launch[0].get(),
                    {KeeperEvent::NotStarted, static_cast<std::int32_t>(LaunchStep::Fork), errno});
  }

  void reaped(pid_t child, int status) {
    if (keepers_.erase(child) > 0 && WIFSIGNALED(status)) strangers_expected_ = true;
  }

  // A keeper was killed, so its stage is our child by now. It must not outlive its keeper.
  void kill_strangers() {
    strangers_expected_ = false;
    for (const pid_t child : children_of(getpid())) {
      if (keepers_.contains(child)) continue;
      strangers_expected_ = true;  // its own children come to us next
      kill(child, SIGKILL);
    }
  }

  Descriptor socket_;
  DescriptorPair lifeline_;  // nothing is ever written: it closes when this process ends
  std::set<pid_t> keepers_;
  bool strangers_expected_ = false;
};

}  // namespace

std::optional<int> run_as_guardian(int argc, char** argv) {
  if (argc != 2 || argv[1] != kGuardianMarker) return std::nullopt;
  prepare_signals();
  let_go_of_files();
  prctl(PR_SET_NAME, "hoplens-guard", 0, 0, 0);
  become_subreaper();
  auto lifeline = make_pipe();
  if (!lifeline) return 1;
  GuardianProcess(Descriptor(kGuardianSocket), std::move(*lifeline)).run();
  return 0;
}

}  // namespace emulator
