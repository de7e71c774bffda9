#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "emulator/runtime/docker/engine_finder.h"
#include "emulator/runtime/docker/ownership.h"

namespace emulator {

// A network or a namespace that several stages of one pipeline are in; removed with the last of
// them. Thread-safe.
class StageNetwork {
 public:
  struct Parts {
    std::shared_ptr<const ReachedEngine> engine;
    std::shared_ptr<Ownership> ownership;
    std::string network;  // its id, where it is ours; "" where it is the engine's default
    std::string pause;    // id of the container that owns the shared namespace; "" where none
    ContainerFacts pause_facts;
  };
  explicit StageNetwork(Parts parts) : parts_(std::move(parts)) {}
  ~StageNetwork();
  StageNetwork(const StageNetwork&) = delete;
  StageNetwork& operator=(const StageNetwork&) = delete;

  bool shared() const { return !parts_.pause.empty(); }
  // What a container's NetworkMode must say.
  std::string mode() const { return shared() ? "container:" + parts_.pause : parts_.network; }
  // Of the container that owns the shared namespace.
  const ContainerFacts& owner() const { return parts_.pause_facts; }

  // Who shares the namespace, by the port that each was given.
  void join(StageId stage, int bind_port);
  void leave(StageId stage);
  std::vector<int> ports_of_others(StageId stage) const;

 private:
  Parts parts_;
  mutable std::mutex mutex_;
  std::map<StageId, int> members_;
};

// Makes the networks that stages ask for, one for each group of stages. Thread-safe.
class StageNetworks {
 public:
  explicit StageNetworks(std::filesystem::path pause_program)
      : pause_program_(std::move(pause_program)) {}

  // Contract 2.9, 2.27: lenient stages have a namespace each, on the default network or on one that
  // leads nowhere; strict ones share the namespace of a pause container there.
  [[nodiscard]] Result<std::shared_ptr<StageNetwork>> get(
      const StageLaunchPlan& plan, const std::shared_ptr<const ReachedEngine>& engine,
      const std::shared_ptr<Ownership>& ownership);

 private:
  struct Key {
    std::uint64_t group;
    bool isolated;
    bool strict;
    // clang-tidy 14 sees a null pointer in what the compiler writes here.
    auto operator<=>(const Key&) const = default;  // NOLINT
  };
  std::filesystem::path pause_program_;
  std::mutex mutex_;
  int made_ = 0;  // so that a name is never one that is just being removed
  std::map<Key, std::weak_ptr<StageNetwork>> networks_;
};

}  // namespace emulator
