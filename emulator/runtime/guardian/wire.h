#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/base/descriptor.h"

// What hoplens, the guardian and the keepers say to each other.
//
//   hoplens ──(socket: "launch", 3 descriptors)──► guardian ──fork──► keeper ──fork, exec──► stage
//      └───────(channel, one per stage: StageCommand, orders ► ◄ messages)────┘
//
// The three descriptors: the keeper's end of the channel, the stage's stdout, its stderr.
namespace emulator {

inline constexpr std::string_view kGuardianMarker = "--hoplens-guardian";
inline constexpr int kGuardianSocket = 3;  // the descriptor that the guardian finds it at
inline constexpr int kLaunchDescriptors = 3;

// What to execute, completely: nothing is inherited.
struct StageCommand {
  std::string program;                   // a path
  std::vector<std::string> arguments;    // with argv[0]
  std::vector<std::string> environment;  // NAME=value
  std::string working_directory;
};

enum class KeeperOrder : char { Terminate = 'T', Kill = 'K' };

enum class KeeperEvent : std::uint32_t {
  Started = 1,     // first: pid of the stage, second: pid of the keeper
  NotStarted = 2,  // first: LaunchStep, second: errno
  Exited = 3,      // first: exit code, second: signal
};

enum class LaunchStep : std::int32_t { Fork = 0, ChangeFolder = 1, Execute = 2 };

struct KeeperMessage {
  KeeperEvent event = KeeperEvent::Started;
  std::int32_t first = 0;
  std::int32_t second = 0;
};

bool write_fully(int socket, const void* bytes, std::size_t size);
bool read_fully(int socket, void* bytes, std::size_t size);

bool write_command(int socket, const StageCommand& command);
std::optional<StageCommand> read_command(int socket);

bool write_message(int socket, const KeeperMessage& message);

bool write_launch(int socket, const std::array<int, kLaunchDescriptors>& descriptors);
// Waits for the next launch. Nothing when the other side has closed.
std::optional<std::array<Descriptor, kLaunchDescriptors>> read_launch(int socket);

}  // namespace emulator
