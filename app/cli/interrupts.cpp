#include "app/cli/interrupts.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "app/cli/exit_code.h"

namespace app::cli {
namespace {

// How long the program may still take once its user has asked twice.
constexpr int kLastPatienceMilliseconds = 2000;

// The writing end, for the signal handler: a handler may not touch much more than a number.
std::atomic<int> write_end{-1};
std::array<struct sigaction, 2> previous;
constexpr std::array kSignals = {SIGINT, SIGTERM};

extern "C" void note_signal(int signal) {
  const int saved_errno = errno;
  const auto byte = static_cast<unsigned char>(signal);
  if (write(write_end.load(), &byte, 1) < 0) {
    // A full pipe holds enough signals already.
  }
  errno = saved_errno;
}

void install() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &action, &previous[i]);
}

void restore() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &previous[i], nullptr);
}

}  // namespace

// A pipe and no signalfd: blocked signals would be inherited by every stage, which could then
// not be stopped by SIGTERM; a handler is not.
Interrupts::Interrupts() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return;  // signals keep their default then: they end us
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  read_end_ = ends[0];
  write_end = ends[1];
  install();
  watcher_ = std::jthread([this] { watch(); });
}

Interrupts::~Interrupts() {
  if (read_end_ < 0) return;
  restore();
  const int end = write_end.exchange(-1);
  close(end);  // the watcher reads the end of the pipe
  watcher_.join();
  close(read_end_);
}

void Interrupts::listen(const void* owner, Listener listener) {
  const std::lock_guard lock(mutex_);
  if (listener)
    listeners_[owner] = std::move(listener);
  else
    listeners_.erase(owner);
}

int Interrupts::count() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

int Interrupts::signal() const {
  const std::lock_guard lock(mutex_);
  return first_;
}

int Interrupts::exit_code() const {
  const int first = signal();
  return first == 0 ? 0 : kInterrupted + first;
}

void Interrupts::watch() {
  for (;;) {
    pollfd waiting{.fd = read_end_, .events = POLLIN, .revents = 0};
    const int ready = poll(&waiting, 1, count() >= 2 ? kLastPatienceMilliseconds : -1);
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) std::_Exit(exit_code());
    unsigned char byte = 0;
    const ssize_t got = read(read_end_, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    handle(byte);
  }
}

void Interrupts::handle(int signal) {
  const std::lock_guard lock(mutex_);
  ++count_;
  if (first_ == 0) first_ = signal;
  if (listeners_.empty() || count_ > 2) std::_Exit(kInterrupted + first_);
  for (const auto& [owner, listener] : listeners_) listener(count_);
}

}  // namespace app::cli
