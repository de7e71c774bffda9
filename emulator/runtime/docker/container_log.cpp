#include "emulator/runtime/docker/container_log.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace emulator {
namespace {

constexpr std::chrono::seconds kLastWordsPatience{2};
constexpr std::chrono::milliseconds kRetryPeriod{300};
constexpr std::size_t kReadAgain = 256 * 1024;

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
  LogPart part = LogPart::FromStart;
  while (!stop.stop_requested()) {
    const auto followed = read_logs(
        *client_, container_, part,
        [this](bool is_stderr, std::string_view bytes) { take(is_stderr, bytes); }, stop);
    const bool broke_off = !followed && followed.error().code == ErrorCode::IoFailed;
    if (!broke_off) break;
    part = LogPart::OnlyNew;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, kRetryPeriod, [] { return false; });
  }
  if (part == LogPart::FromStart) read_rest(stop);
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

void ContainerLog::take(bool is_stderr, std::string_view bytes) {
  taken_[is_stderr ? 1 : 0] += bytes.size();
  write_all(is_stderr ? err_.get() : out_.get(), bytes);
}

// Engines end the stream a moment early now and then, and the last words are the ones that count: a
// log that is not long is read once more, and what is new in it taken.
void ContainerLog::read_rest(const std::stop_token& stop) {
  if (stop.stop_requested() || taken_[0] + taken_[1] > kReadAgain) return;
  std::array<std::size_t, 2> known = taken_;
  const auto take_new = [this, &known](bool is_stderr, std::string_view bytes) {
    std::size_t& left = known[is_stderr ? 1 : 0];
    const std::size_t skipped = std::min(left, bytes.size());
    left -= skipped;
    if (bytes.size() > skipped) take(is_stderr, bytes.substr(skipped));
  };
  (void)read_logs(*client_, container_, LogPart::SoFar, take_new, stop);
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
