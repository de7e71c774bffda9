#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "emulator/base/descriptor.h"
#include "emulator/docker/docker_api.h"

// Whose a container or network is, and whether that hoplens still lives.
namespace emulator {

// Every container and network that we make carries this label; its value names the hoplens process.
inline constexpr const char* kOwnerLabel = "hoplens.owner";

// Which machine this is and since when it runs.
struct Whereabouts {
  std::string host;  // differs between machines, and between containers on one machine
  std::string boot;  // differs after every start of the machine
};
Whereabouts whereabouts();  // Linux: from /proc and /etc

enum class OwnerState {
  Alive,
  Dead,     // proven: its machine was started anew, or its lock is free
  Unknown,  // another machine, or no lock to be found: hands off
};
OwnerState owner_state(const DockerLabels& labels, const Whereabouts& here);

// This process's claim to what it makes: a file that is locked for as long as the process lives,
// and the labels that lead to it. Thread-safe.
class Ownership {
 public:
  // The file goes to a private folder in `parent`, the system's temporary folder by custom.
  [[nodiscard]] static Result<std::shared_ptr<Ownership>> claim(
      const std::filesystem::path& parent);
  Ownership(std::filesystem::path file, Descriptor lock, std::string owner);
  // Everything that it owned is gone: the file goes, too, unless something had to be left behind.
  ~Ownership();
  Ownership(const Ownership&) = delete;
  Ownership& operator=(const Ownership&) = delete;

  DockerLabels labels() const;
  const std::string& owner() const { return owner_; }
  // The file stays, so that the next hoplens can tell that we are dead.
  void keep_file() { keep_file_ = true; }

 private:
  std::filesystem::path file_;
  Descriptor lock_;
  std::string owner_;
  bool keep_file_ = false;
};

struct Leftovers {
  int removed = 0;
  int failed = 0;
};
// Removes the containers and networks of those who are proven dead. Strangers' and those of a
// living hoplens are never touched.
[[nodiscard]] Result<Leftovers> remove_leftovers(const DockerClient& client,
                                                 const Whereabouts& here, std::stop_token cancel);
// Removes what carries this owner's label. False where something could not be removed.
bool remove_all_of(const DockerClient& client, const std::string& owner);

}  // namespace emulator
