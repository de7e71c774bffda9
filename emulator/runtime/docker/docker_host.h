#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "emulator/docker/docker_api.h"
#include "emulator/runtime/docker/ownership.h"
#include "emulator/runtime/runtime.h"

namespace emulator {

// An engine that answers, and how its containers are reached. Never changes.
struct DockerHost {
  std::shared_ptr<const DockerClient> client;
  EngineFacts facts;
  // At the containers' own addresses; else on ports published on loopback.
  bool by_address = false;
};

// Finds an engine, loses it and finds it again; says so to whoever watches. Thread-safe. Has a
// thread of its own, which at the start also removes what dead hoplens processes left behind.
class DockerHosts {
 public:
  // Where to look, in order; asked anew at each attempt.
  using Endpoints = std::function<Result<std::vector<DockerEndpoint>>()>;
  explicit DockerHosts(Endpoints endpoints);
  ~DockerHosts();
  DockerHosts(const DockerHosts&) = delete;
  DockerHosts& operator=(const DockerHosts&) = delete;

  // The engine that is in use, or the first that answers.
  [[nodiscard]] Result<std::shared_ptr<const DockerHost>> get(const std::stop_token& cancel);
  // `host` turned out not to answer any more.
  void lost(const std::shared_ptr<const DockerHost>& host, const Error& why);
  void watch(Runtime::ConditionWatch watch);

 private:
  void run(const std::stop_token& stop);
  Result<std::shared_ptr<const DockerHost>> connect(const std::stop_token& cancel);
  Result<std::shared_ptr<const DockerHost>> connect_and_tell(const std::stop_token& cancel);
  void tell(RuntimeCondition condition);

  Endpoints endpoints_;
  std::mutex connecting_;  // one attempt at a time

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::shared_ptr<const DockerHost> host_;
  RuntimeCondition condition_;

  std::mutex watch_mutex_;
  Runtime::ConditionWatch watch_;
  std::jthread thread_;  // last: joined before anything above goes
};

}  // namespace emulator
