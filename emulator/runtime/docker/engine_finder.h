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
#include "emulator/docker/docker_surroundings.h"
#include "emulator/runtime/docker/ownership.h"
#include "emulator/runtime/runtime.h"

namespace emulator {

// An engine that answers, and how its containers are reached. Never changes.
struct ReachedEngine {
  std::shared_ptr<const DockerClient> client;
  EngineFacts facts;
  // At the containers' own addresses; else on ports published on loopback.
  bool by_address = false;
};

// Finds an engine, loses it and finds it again; says so to whoever watches. Thread-safe. Has a
// thread of its own, which at the start also removes what dead hoplens processes left behind.
class EngineFinder {
 public:
  // `published_only`: never at the containers' own addresses.
  EngineFinder(DockerSurroundings surroundings, bool published_only);
  ~EngineFinder();
  EngineFinder(const EngineFinder&) = delete;
  EngineFinder& operator=(const EngineFinder&) = delete;

  // The engine that is in use, or the first that answers.
  [[nodiscard]] Result<std::shared_ptr<const ReachedEngine>> get(const std::stop_token& cancel);
  // `engine` turned out not to answer any more.
  void lost(const std::shared_ptr<const ReachedEngine>& engine, const Error& why);
  void watch(Runtime::ConditionWatch watch);

 private:
  void run(const std::stop_token& stop);
  Result<std::shared_ptr<const ReachedEngine>> connect(const std::stop_token& cancel);
  Result<std::shared_ptr<const ReachedEngine>> connect_and_tell(const std::stop_token& cancel);
  void tell(const RuntimeCondition& condition);

  const DockerSurroundings surroundings_;
  const bool published_only_;
  std::mutex connecting_;  // one attempt at a time

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::shared_ptr<const ReachedEngine> engine_;
  RuntimeCondition condition_;

  std::mutex watch_mutex_;
  Runtime::ConditionWatch watch_;
  std::jthread thread_;  // last: joined before anything above goes
};

}  // namespace emulator
