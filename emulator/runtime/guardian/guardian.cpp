#include "emulator/runtime/guardian/guardian.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <string>

#include <spawn.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/runtime/guardian/executable_path.h"

namespace emulator {
namespace {

constexpr std::chrono::seconds kPatience{10};  // for a guardian or keeper that does not answer

SteadyTime patience_from_now() { return SystemClock{}.now() + kPatience; }

// Starts this program again with `socket` as descriptor kGuardianSocket, in a session of its own
// so that Ctrl+C in the terminal does not reach it. 0, or an errno.
int spawn_guardian(int socket, pid_t& process) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, socket, kGuardianSocket);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  const std::string program = path_to_run_again();
  std::string name = "hoplens";
  std::string marker(kGuardianMarker);
  const std::array<char*, 3> arguments{name.data(), marker.data(), nullptr};
  const int error =
      posix_spawn(&process, program.c_str(), &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

Result<Guardian::Link> start_link() {
  auto sockets = make_socket_pair(SOCK_SEQPACKET);
  if (!sockets) return fail(sockets.error());
  Guardian::Link link{.socket = std::move(sockets->first)};
  if (const int error = spawn_guardian(sockets->second.get(), link.process); error != 0)
    return fail(
        ErrorCode::LaunchFailed,
        "The process that looks after the stages cannot be started: " + system_message(error),
        "Close other programs, or raise the limit on processes (ulimit -u)");
  return link;
}

void reap(pid_t process) {
  while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Error guardian_lost() {
  return {ErrorCode::LaunchFailed, "The process that looks after the stages ended unexpectedly",
          "Start the stage again; if it happens again, look into the system's log for the reason "
          "(out of memory?)"};
}

Error execute_failed(const StageCommand& command, int error_number) {
  const std::string& program = command.program;
  std::error_code ignored;
  if (error_number == ENOENT && std::filesystem::exists(program, ignored))
    return {ErrorCode::LaunchFailed,
            "The interpreter that the first line of " + program + " asks for does not exist",
            "Correct its #! line (line ends must be LF, not CR LF), or install that interpreter"};
  if (error_number == ENOENT)
    return {ErrorCode::NotFound, "There is no program " + program,
            "Correct the first word of Command"};
  if (error_number == EACCES)
    return {ErrorCode::PermissionDenied, program + " is not executable",
            "Make it executable (chmod +x), or name its interpreter first in Command"};
  if (error_number == ENOEXEC)
    return {ErrorCode::LaunchFailed, program + " is not a program that this machine can run",
            "Begin a script with #!/bin/sh or the like; build a binary for this machine"};
  return {ErrorCode::LaunchFailed, program + " cannot be executed: " + system_message(error_number),
          "Try the same Command in a terminal"};
}

Error not_started(const StageCommand& command, const KeeperMessage& message) {
  switch (static_cast<LaunchStep>(message.first)) {
    case LaunchStep::ChangeFolder:
      return {message.second == EACCES ? ErrorCode::PermissionDenied : ErrorCode::NotFound,
              "The working directory " + command.working_directory +
                  " cannot be entered: " + system_message(message.second),
              "Correct WorkingDirectory"};
    case LaunchStep::Execute:
      return execute_failed(command, message.second);
    case LaunchStep::Fork:
      break;
  }
  return {ErrorCode::LaunchFailed, "No more processes: " + system_message(message.second),
          "Close other programs, or raise the limit on processes (ulimit -u)"};
}

// A keeper that hangs must not hang us.
void limit_waiting(int socket) {
  const timeval limit{.tv_sec = kPatience.count(), .tv_usec = 0};
  setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

}  // namespace

StageProcess::~StageProcess() {
  kill();
  wait_gone(patience_from_now());
}

std::optional<StageExit> StageProcess::exited() {
  while (!exit_ && !gone_ && channel_ready(SteadyTime{}, {})) read_event();
  return exit_;
}

bool StageProcess::wait_exit(SteadyTime deadline, const std::stop_token& wake) {
  while (!exited())
    if (!channel_ready(deadline, wake)) return false;
  return true;
}

void StageProcess::terminate() {
  const auto order = KeeperOrder::Terminate;
  write_fully(start_.channel.get(), &order, sizeof order);
}

void StageProcess::kill() {
  const auto order = KeeperOrder::Kill;
  write_fully(start_.channel.get(), &order, sizeof order);
}

bool StageProcess::wait_gone(SteadyTime deadline) {
  while (!gone_) {
    if (!channel_ready(deadline, {})) return false;
    read_event();
  }
  return true;
}

bool StageProcess::channel_ready(SteadyTime deadline, const std::stop_token& wake) {
  const WakePipe pipe(wake);
  std::array<pollfd, 2> links{pollfd{start_.channel.get(), POLLIN, 0},
                              pollfd{pipe.descriptor(), POLLIN, 0}};
  return poll_until(links, deadline) && links[0].revents != 0;
}

// The channel closes when the keeper has seen the last of the stage's processes end.
void StageProcess::read_event() {
  KeeperMessage message;
  if (!read_fully(start_.channel.get(), &message, sizeof message)) {
    gone_ = true;
    if (!exit_) exit_ = StageExit{.code = 0, .signal = SIGKILL};  // and its keeper with it
  } else if (message.event == KeeperEvent::Exited) {
    exit_ = StageExit{.code = message.first, .signal = message.second};
  }
}

Guardian::~Guardian() {
  if (link_.process <= 0) return;
  shutdown(link_.socket.get(), SHUT_WR);  // it kills what is left and exits
  std::array<pollfd, 1> closed{pollfd{link_.socket.get(), POLLIN, 0}};
  if (poll_until(closed, patience_from_now())) reap(link_.process);
}

pid_t Guardian::process() const {
  const std::lock_guard lock(mutex_);
  return link_.process;
}

Result<std::unique_ptr<StageProcess>> Guardian::launch(const StageCommand& command) {
  auto channel = make_socket_pair(SOCK_STREAM);
  auto out = make_pipe();
  auto err = make_pipe();
  for (const auto* part : {&out, &err, &channel})
    if (!*part) return fail(part->error());
  if (!send_launch({channel->second.get(), out->second.get(), err->second.get()}))
    return fail(guardian_lost());
  channel->second.close();
  out->second.close();
  err->second.close();

  const int socket = channel->first.get();
  limit_waiting(socket);
  KeeperMessage message;
  write_command(socket, command);  // where that fails, the other side may have said why
  if (!read_fully(socket, &message, sizeof message)) return fail(guardian_lost());
  if (message.event == KeeperEvent::NotStarted) return fail(not_started(command, message));
  return std::make_unique<StageProcess>(StageProcess::Start{.stage = message.first,
                                                            .keeper = message.second,
                                                            .channel = std::move(channel->first),
                                                            .out = std::move(out->first),
                                                            .err = std::move(err->first)});
}

bool Guardian::send_launch(const std::array<int, kLaunchDescriptors>& descriptors) {
  const std::lock_guard lock(mutex_);
  if (write_launch(link_.socket.get(), descriptors)) return true;
  if (errno != EPIPE && errno != ECONNRESET && errno != EBADF) return false;
  if (link_.process > 0) reap(link_.process);  // it is dead: its end of the socket is closed
  link_ = Link{};
  auto again = start_link();
  if (!again) return false;
  link_ = std::move(*again);
  return write_launch(link_.socket.get(), descriptors);
}

Result<std::shared_ptr<Guardian>> start_guardian() {
  auto link = start_link();
  if (!link) return fail(link.error());
  return std::make_shared<Guardian>(std::move(*link));
}

}  // namespace emulator
