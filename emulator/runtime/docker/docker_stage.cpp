#include "emulator/runtime/docker/docker_stage.h"

#include <algorithm>
#include <array>
#include <csignal>

#include <arpa/inet.h>
#include <sys/socket.h>

#include "emulator/base/text.h"
#include "emulator/runtime/listening_ports.h"

namespace emulator {
namespace {

constexpr int kContainerPort = 8080;  // contract 2.7: the default of every serving image
constexpr std::chrono::seconds kKillPatience{30};
constexpr std::chrono::milliseconds kRetryPeriod{300};
constexpr std::size_t kShortId = 12;
constexpr std::chrono::milliseconds kLookPeriod{50};
constexpr int kLooks = 4;
// By custom 128 + n is what is left of a process that signal n ended.
constexpr int kSignalBase = 128, kLastSignal = 31;

StageExit exit_of(int code) {
  if (code > kSignalBase && code <= kSignalBase + kLastSignal)
    return {.signal = code - kSignalBase};
  return {.code = code};
}

// Somebody accepts connections there.
bool listens(const std::string& address, int port) {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  if (!socket || inet_pton(AF_INET, address.c_str(), &to.sin_addr) != 1) return false;
  if (connect(socket.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return true;
  std::array<pollfd, 1> writable{pollfd{socket.get(), POLLOUT, 0}};
  if (!poll_until(writable, SystemClock{}.now() + std::chrono::milliseconds{100})) return false;
  int problem = 0;
  socklen_t size = sizeof problem;
  return getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &problem, &size) == 0 && problem == 0;
}

}  // namespace

DockerStage::DockerStage(StageLaunchPlan plan, Parts parts, LogSink log)
    : plan_(std::move(plan)),
      parts_(std::move(parts)),
      log_(std::move(log)),
      watcher_([this](const std::stop_token& stop) { watch(stop); }) {
  parts_.network->join(plan_.stage, plan_.ports.bind_port);
}

DockerStage::~DockerStage() {
  watcher_.request_stop();
  parts_.network->leave(plan_.stage);
  if (!removed_) remove();
  if (watcher_.joinable()) watcher_.join();
}

// Who shares another container's namespace has neither address nor published ports of its own.
StageAddress DockerStage::address_of(int port) const {
  const bool shared = parts_.network->shared();
  const ContainerFacts& facts = shared ? parts_.network->owner() : parts_.facts;
  if (parts_.engine->by_address) return {.host = facts.ip_address, .port = port};
  const auto published = facts.host_ports.find(port);
  return {.port = published == facts.host_ports.end() ? 0 : published->second};
}

// Contract 2.9. In a namespace of its own nobody but this stage can listen on 8080.
std::optional<StageAddress> DockerStage::fallback_address() {
  if (!plan_.in_pipeline || plan_.ports.bind_port == kContainerPort) return std::nullopt;
  if (parts_.network->shared() && !is_culprit_on(kContainerPort)) return std::nullopt;
  const StageAddress address = address_of(kContainerPort);
  return address.port == 0 ? std::nullopt : std::optional(address);
}

// In a shared namespace: is it this stage that listens there? Where its processes may not be looked
// into, it is if every other one listens on the port that it was given.
bool DockerStage::is_culprit_on(int port) const {
  const int pid = parts_.facts.pid;
  if (pid > 0 && may_look_into(pid)) return family_listens_on(pid, port);
  const auto others = parts_.network->ports_of_others(plan_.stage);
  return std::ranges::all_of(others, [this](int other) {
    const StageAddress address = address_of(other);
    return listens(address.host, address.port);
  });
}

std::string DockerStage::describe() const {
  return "container " + parts_.container.substr(0, kShortId);
}

std::optional<StageUsage> DockerStage::usage() {
  const auto sample = sample_usage(client(), parts_.container);
  if (!sample) return std::nullopt;
  const SteadyTime now = SystemClock{}.now();
  StageUsage usage{.memory_bytes = sample->memory_bytes,
                   .memory_limit = plan_.launch.memory_bytes
                                       ? static_cast<std::uint64_t>(*plan_.launch.memory_bytes)
                                       : 0};
  if (last_sample_ && sample->cpu_nanoseconds >= last_sample_->cpu_nanoseconds)
    usage.cpus = static_cast<double>(sample->cpu_nanoseconds - last_sample_->cpu_nanoseconds) /
                 static_cast<double>(Nanoseconds(now - last_sample_at_).count());
  last_sample_ = *sample;
  last_sample_at_ = now;
  return usage;
}

std::string DockerStage::ailment() {
  const auto facts = inspect_container(client(), parts_.container);
  if (!facts) return facts.error().code == ErrorCode::IoFailed ? "Docker does not answer" : "";
  return facts->paused ? "paused" : "";
}

std::optional<StageExit> DockerStage::exited() {
  const std::lock_guard lock(mutex_);
  return exit_;
}

bool DockerStage::wait_exit(SteadyTime deadline, std::stop_token wake) {
  const SteadyTime latest = SystemClock{}.now() + std::chrono::hours{1};
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, wake, std::min(deadline, latest), [this] { return exit_.has_value(); });
  return exit_.has_value();
}

// Waits for its end, through restarts of the engine.
void DockerStage::watch(const std::stop_token& stop) {
  std::string how;
  while (!stop.stop_requested()) {
    const auto code = wait_container(client(), parts_.container, stop);
    if (stop.stop_requested()) return;
    if (code) return ended(*code, how);
    if (code.error().code == ErrorCode::NotFound) return ended(std::nullopt, how);
    parts_.finder->lost(parts_.engine, code.error());
    how = "the Docker Engine was restarted";
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, kRetryPeriod, [] { return false; });
  }
}

// A removal from outside kills first, and takes a moment.
Result<ContainerFacts> DockerStage::facts_after_end(bool may_be_removed) const {
  auto facts = inspect_container(client(), parts_.container);
  for (int i = 0; i < kLooks && may_be_removed && facts && !facts->oom_killed; ++i) {
    std::this_thread::sleep_for(kLookPeriod);
    facts = inspect_container(client(), parts_.container);
  }
  return facts;
}

// `code`: nothing where the container is gone.
void DockerStage::ended(std::optional<int> code, const std::string& how) {
  StageExit exit = exit_of(code.value_or(kSignalBase + SIGKILL));
  exit.note = how;
  const bool by_us = stopping_;
  const auto facts = facts_after_end(exit.signal == SIGKILL && !by_us);
  if (!by_us && !facts && facts.error().code == ErrorCode::NotFound)
    exit.note = "its container was removed";
  if (!facts && facts.error().code == ErrorCode::IoFailed) {
    exit.note = "the Docker Engine was stopped";
    parts_.finder->lost(parts_.engine, facts.error());
  }
  if (facts && facts->oom_killed) {
    exit.note = "out of memory";
    if (plan_.launch.memory_bytes)
      exit.note +=
          " (limit " + format_size(static_cast<std::uint64_t>(*plan_.launch.memory_bytes)) + ")";
  }
  const std::lock_guard lock(mutex_);
  exit_ = exit;
  changed_.notify_all();
}

void DockerStage::stop(Nanoseconds grace, std::stop_token kill_now) {
  stopping_ = true;
  if (!exited()) end_it(grace, kill_now);
  parts_.log->finish();
  remove();
}

void DockerStage::end_it(Nanoseconds grace, const std::stop_token& kill_now) {
  const SystemClock clock;
  const auto facts = inspect_container(client(), parts_.container);
  // A paused one would not hear of anything but SIGKILL.
  if (facts && facts->paused) (void)unpause_container(client(), parts_.container);
  const auto told = signal_container(client(), parts_.container, "SIGTERM");
  if (!told) return say("It could not be stopped: " + told.error().what);
  if (!wait_exit(clock.now() + grace, kill_now))
    (void)signal_container(client(), parts_.container, "SIGKILL");
  if (!wait_exit(clock.now() + kKillPatience, {}))
    say("Not even SIGKILL ends this container: " + parts_.container.substr(0, kShortId));
}

// What cannot be removed now is left to the next hoplens.
void DockerStage::remove() {
  removed_ = remove_container(client(), parts_.container).has_value();
  if (!removed_) parts_.ownership->keep_file();
}

void DockerStage::say(std::string text) {
  if (log_) log_({{plan_.stage, SystemClock{}.wall(), LogStream::Runtime, std::move(text)}});
}

}  // namespace emulator
