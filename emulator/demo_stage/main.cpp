#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/demo_stage/fronts.h"
#include "emulator/demo_stage/log.h"
#include "emulator/demo_stage/options.h"

namespace demo_stage {
namespace {

constexpr int kCannotServe = 1;

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// A process with another parent and a session of its own, that holds on to the log's pipe: what
// a supervisor that only knows its child and its process group misses.
void leave_daemon(std::int64_t seconds) {
  const pid_t child = ::fork();
  if (child > 0) ::waitpid(child, nullptr, 0);
  if (child != 0) return;
  ::setsid();
  const pid_t daemon = ::fork();
  if (daemon == 0) {
    ::alarm(static_cast<unsigned>(seconds));
    while (true) ::pause();
  }
  log_line("fault daemon: process " + std::to_string(daemon) + " lives on");
  ::_exit(0);
}

// Called while there is one thread.
void apply_start_faults(const Script& script) {
  if (const auto code = script.number(Fault::CrashAtStart)) {
    crash("fault crash-at-start: ends with " + std::to_string(*code), static_cast<int>(*code));
  }
  if (const auto seconds = script.number(Fault::Daemon)) leave_daemon(*seconds);
  flood_log(script);
}

// Waits for SIGTERM or SIGINT, which are blocked in every thread, then ends the serving. With
// the fault ignore-term SIGTERM is only logged.
void wait_for_signal(const Script& script, StopSignal& stop) {
  const sigset_t signals = stop_signals();
  while (true) {
    int signal = 0;
    if (::sigwait(&signals, &signal) != 0) continue;
    log_line(std::string("got ") + (signal == SIGTERM ? "SIGTERM" : "SIGINT"));
    if (signal == SIGTERM && script.has(Fault::IgnoreTerm)) continue;
    stop.raise();
    return;
  }
}

int serve(const Options& options, Stage stage) {
  StopSignal stop;
  const std::string role = stage.role;
  Service service(std::move(stage), options.script, options.default_accept, stop);
  const std::unique_ptr<Front> front =
      options.script.on_the_wire() ? make_socket_front(service) : make_library_front(service);

  std::jthread signals([&] { wait_for_signal(options.script, stop); });
  const auto pause =
      std::chrono::milliseconds(options.script.number(Fault::ListenAfter).value_or(0));
  if (pause.count() > 0 && stop.wait_for(pause)) return 0;
  const std::string address = options.host + ":" + std::to_string(options.port);
  if (!front->bind(options.host, options.port)) {
    crash("hoplens-demo-stage: cannot listen on " + address + ": " + std::strerror(errno),
          kCannotServe);
  }
  log_line(role + " listens on " + address + ", model data from " + options.model_folder.string());
  std::jthread stopper([&] {
    stop.wait();
    front->stop();
  });
  front->run();
  if (!stop.raised()) crash("hoplens-demo-stage: the socket it listens on broke", kCannotServe);
  log_line(role + " has stopped");
  return 0;
}

}  // namespace
}  // namespace demo_stage

int main(int argc, char** argv) {
  using namespace demo_stage;
  const auto read = read_options(argc, argv);
  if (const int* exit_code = std::get_if<int>(&read)) return *exit_code;
  const auto& options = *std::get_if<Options>(&read);

  std::signal(SIGPIPE, SIG_IGN);
  const sigset_t signals = stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  apply_start_faults(options.script);
  auto stage = load_stage(options.role, options.model_folder);
  if (!stage)
    crash("hoplens-demo-stage: " + stage.error().what + ". " + stage.error().next_step, 2);
  return serve(options, std::move(*stage));
}
