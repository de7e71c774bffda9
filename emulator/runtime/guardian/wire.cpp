#include "emulator/runtime/guardian/wire.h"

#include <cerrno>
#include <cstring>

#include <sys/socket.h>

namespace emulator {
namespace {

constexpr std::size_t kMostWords = 1'000'000;
constexpr std::size_t kMostBytes = 64u << 20;

// Room for the descriptors beside a message, aligned as the system wants it.
union ControlRoom {
  cmsghdr header;
  std::array<char, CMSG_SPACE(sizeof(int) * kLaunchDescriptors)> bytes;
};

bool write_words(int socket, const std::vector<std::string>& words) {
  std::string packed;
  const auto append = [&packed](std::size_t number) {
    const auto value = static_cast<std::uint32_t>(number);
    packed.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  append(words.size());
  for (const std::string& word : words) {
    append(word.size());
    packed += word;
  }
  return write_fully(socket, packed.data(), packed.size());
}

std::optional<std::uint32_t> read_number(int socket) {
  std::uint32_t number = 0;
  if (!read_fully(socket, &number, sizeof number)) return std::nullopt;
  return number;
}

std::optional<std::vector<std::string>> read_words(int socket) {
  const auto count = read_number(socket);
  if (!count || *count > kMostWords) return std::nullopt;
  std::vector<std::string> words(*count);
  for (std::string& word : words) {
    const auto size = read_number(socket);
    if (!size || *size > kMostBytes) return std::nullopt;
    word.resize(*size);
    if (!read_fully(socket, word.data(), word.size())) return std::nullopt;
  }
  return words;
}

}  // namespace

bool write_fully(int socket, const void* bytes, std::size_t size) {
  const char* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t sent = send(socket, at, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    at += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool read_fully(int socket, void* bytes, std::size_t size) {
  char* at = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t got = recv(socket, at, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_command(int socket, const StageCommand& command) {
  return write_words(socket, {command.program, command.working_directory}) &&
         write_words(socket, command.arguments) && write_words(socket, command.environment);
}

std::optional<StageCommand> read_command(int socket) {
  auto where = read_words(socket);
  if (!where || where->size() != 2) return std::nullopt;
  auto arguments = read_words(socket);
  if (!arguments) return std::nullopt;
  auto environment = read_words(socket);
  if (!environment) return std::nullopt;
  return StageCommand{.program = std::move((*where)[0]),
                      .arguments = std::move(*arguments),
                      .environment = std::move(*environment),
                      .working_directory = std::move((*where)[1])};
}

bool write_message(int socket, const KeeperMessage& message) {
  return write_fully(socket, &message, sizeof message);
}

bool write_launch(int socket, const std::array<int, kLaunchDescriptors>& descriptors) {
  char byte = 'L';
  iovec payload{.iov_base = &byte, .iov_len = 1};
  ControlRoom room{};
  msghdr message{};
  message.msg_iov = &payload;
  message.msg_iovlen = 1;
  message.msg_control = room.bytes.data();
  message.msg_controllen = room.bytes.size();
  cmsghdr* const control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof descriptors);
  std::memcpy(CMSG_DATA(control), descriptors.data(), sizeof descriptors);
  ssize_t sent = -1;
  do {
    sent = sendmsg(socket, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == 1;
}

std::optional<std::array<Descriptor, kLaunchDescriptors>> read_launch(int socket) {
  char byte = 0;
  iovec payload{.iov_base = &byte, .iov_len = 1};
  ControlRoom room{};
  msghdr message{};
  message.msg_iov = &payload;
  message.msg_iovlen = 1;
  message.msg_control = room.bytes.data();
  message.msg_controllen = room.bytes.size();
  ssize_t got = -1;
  do {
    got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  const cmsghdr* const control = CMSG_FIRSTHDR(&message);
  std::array<int, kLaunchDescriptors> numbers{};
  if (got != 1 || control == nullptr || control->cmsg_len != CMSG_LEN(sizeof numbers))
    return std::nullopt;
  std::memcpy(numbers.data(), CMSG_DATA(control), sizeof numbers);
  return std::array{Descriptor(numbers[0]), Descriptor(numbers[1]), Descriptor(numbers[2])};
}

}  // namespace emulator
