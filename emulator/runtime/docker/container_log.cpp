#include "emulator/runtime/docker/container_log.h"

#include <cerrno>

#include <unistd.h>

namespace emulator {
namespace {

constexpr std::chrono::seconds kLastWordsPatience{2};
constexpr std::chrono::milliseconds kRetryPeriod{300};

void write_all(int pipe, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(pipe, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

Result<std::unique_ptr<ContainerLog>> ContainerLog::follow(
    std::shared_ptr<const DockerClient> client, std::string container, StageId stage,
    LogSink sink) {
  auto out = make_pipe();
  if (!out) return fail(out.error());
  auto err = make_pipe();
  if (!err) return fail(err.error());
  return std::unique_ptr<ContainerLog>(new ContainerLog(std::move(client), std::move(container),
                                                        std::move(*out), std::move(*err), stage,
                                                        std::move(sink)));
}

ContainerLog::ContainerLog(std::shared_ptr<const DockerClient> client, std::string container,
                           DescriptorPair out, DescriptorPair err, StageId stage, LogSink sink)
    : client_(std::move(client)),
      container_(std::move(container)),
      out_(std::move(out.second)),
      err_(std::move(err.second)),
      reader_(std::in_place,
              LogReader::Source{
                  .stage = stage, .out = std::move(out.first), .err = std::move(err.first)},
              std::move(sink)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

ContainerLog::~ContainerLog() = default;

// The engine ends the stream when the container has ended. One that breaks off, because the engine
// was restarted, is taken up again for as long as the container is there.
void ContainerLog::run(const std::stop_token& stop) {
  const auto take = [this](bool is_stderr, std::string_view bytes) {
    write_all(is_stderr ? err_.get() : out_.get(), bytes);
  };
  for (bool from_start = true; !stop.stop_requested(); from_start = false) {
    const auto followed = follow_logs(*client_, container_, from_start, take, stop);
    const bool broke_off = !followed && followed.error().code == ErrorCode::IoFailed;
    if (!broke_off) break;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, kRetryPeriod, [] { return false; });
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

void ContainerLog::finish() {
  {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kLastWordsPatience, [this] { return ended_; });
  }
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  out_.close();
  err_.close();
  reader_->finish();
}

}  // namespace emulator
