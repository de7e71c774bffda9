#pragma once

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "emulator/docker/docker_api.h"
#include "emulator/runtime/log_reader.h"

namespace emulator {

// Brings what a container writes to the log sink, through the same reader as a process's output.
// Has two threads of its own.
class ContainerLog {
 public:
  [[nodiscard]] static Result<std::unique_ptr<ContainerLog>> follow(
      std::shared_ptr<const DockerClient> client, std::string container, StageId stage,
      LogSink sink);
  ~ContainerLog();

  // The container has ended: waits a moment for the rest. No line comes afterwards.
  void finish();

 private:
  ContainerLog(std::shared_ptr<const DockerClient> client, std::string container,
               DescriptorPair out, DescriptorPair err, StageId stage, LogSink sink);
  void run(const std::stop_token& stop);
  void take(bool is_stderr, std::string_view bytes);
  void read_rest(const std::stop_token& stop);

  std::shared_ptr<const DockerClient> client_;
  std::string container_;
  Descriptor out_;
  Descriptor err_;
  std::array<std::size_t, 2> taken_{};  // bytes of stdout and stderr; its own thread's
  std::optional<LogReader> reader_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool ended_ = false;
  std::jthread thread_;
};

}  // namespace emulator
