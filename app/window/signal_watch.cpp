#include "app/window/signal_watch.h"

#include <csignal>
#include <utility>

#include <unistd.h>

namespace app {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM};

// All that a signal handler may touch.
std::atomic<int> g_pipe_end = -1;
std::atomic<int> g_signals_seen = 0;
static_assert(std::atomic<int>::is_always_lock_free, "atomics in a signal handler");
std::array<struct sigaction, kSignals.size()> g_before;

extern "C" void on_termination_signal(int number) {
  if (g_signals_seen.fetch_add(1) > 0) {
    // Somebody is impatient: end as the system does by default, which the guardian notices.
    std::signal(number, SIG_DFL);
    std::raise(number);
    return;
  }
  const auto byte = static_cast<unsigned char>(number);
  [[maybe_unused]] const ssize_t written = write(g_pipe_end.load(), &byte, 1);
}

void install_handlers() {
  struct sigaction action {};
  action.sa_handler = on_termination_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &action, &g_before[i]);
}

}  // namespace

SignalWatch::SignalWatch(std::function<void()> on_signal) : on_signal_(std::move(on_signal)) {
  if (pipe(pipe_.data()) != 0) return;  // out of descriptors: signals keep their default effect
  g_pipe_end = pipe_[1];
  g_signals_seen = 0;
  thread_ = std::jthread([this] { watch(); });
  install_handlers();
}

SignalWatch::~SignalWatch() {
  if (pipe_[0] < 0) return;
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &g_before[i], nullptr);
  g_pipe_end = -1;
  close(pipe_[1]);  // the watching thread reads the end and returns
  thread_.join();
  close(pipe_[0]);
}

void SignalWatch::watch() {
  unsigned char byte = 0;
  while (read(pipe_[0], &byte, 1) == 1) {
    signal_ = byte;
    on_signal_();
  }
}

}  // namespace app
