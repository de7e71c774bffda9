#include "tests/emulator/demo_stage/stage_process.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <arpa/inet.h>
#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr auto kPatience = std::chrono::minutes(1);

// Removes the folders when the test program ends.
struct TemporaryFolders {
  std::vector<std::string> paths;
  ~TemporaryFolders() {
    std::error_code ignored;
    for (const std::string& path : paths) std::filesystem::remove_all(path, ignored);
  }
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

StageProcess::StageProcess(const StageSetup& setup)
    : base_folder_(temporary_folder()), port_(free_port()) {
  if (!setup.model_folder.empty()) {
    std::filesystem::create_directory_symlink(setup.model_folder, base_folder_ + "/model");
  }
  std::vector<std::string> arguments = {HOPLENS_BINARY_DIR "/hoplens-demo-stage"};
  arguments.insert(arguments.end(), setup.arguments.begin(), setup.arguments.end());
  std::vector<std::string> environment = {"SAGEMAKER_BIND_TO_PORT=" + std::to_string(port_),
                                          "SAGEMAKER_BASE_DIR=" + base_folder_};
  for (const auto& [name, value] : setup.environment) environment.push_back(name + "=" + value);
  const std::vector<char*> argv = pointers_to(arguments);
  const std::vector<char*> envp = pointers_to(environment);
  int pipe_ends[2];
  REQUIRE(::pipe2(pipe_ends, O_CLOEXEC) == 0);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // nothing is left where the test program dies
    ::dup2(pipe_ends[1], STDOUT_FILENO);
    ::dup2(pipe_ends[1], STDERR_FILENO);
    ::execve(argv.front(), argv.data(), envp.data());
    ::_exit(127);
  }
  ::close(pipe_ends[1]);
  log_ = pipe_ends[0];
  REQUIRE(pid_ > 0);
}

StageProcess::~StageProcess() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(log_);
}

std::string StageProcess::wait_for_log(const std::string& part) {
  std::string seen;
  while (const auto line = next_line()) {
    if (line->find(part) != std::string::npos) return *line;
    seen += *line + '\n';
  }
  FAIL("the log has no line with '" << part << "', but:\n" << seen);
  return {};
}

std::vector<std::string> StageProcess::rest_of_log() {
  std::vector<std::string> lines;
  while (const auto line = next_line()) lines.push_back(*line);
  return lines;
}

void StageProcess::send_signal(int signal) const { REQUIRE(::kill(pid_, signal) == 0); }

int StageProcess::wait_for_end() {
  int status = 0;
  REQUIRE(::waitpid(pid_, &status, 0) == pid_);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::optional<std::string> StageProcess::next_line() {
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (unread_.find('\n') == std::string::npos) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        give_up - std::chrono::steady_clock::now());
    pollfd file{log_, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&file, 1, static_cast<int>(left.count())) == 0) {
      FAIL("the stage was silent for a minute");
    }
    char bytes[4096];
    const ssize_t got = ::read(log_, bytes, sizeof bytes);
    if (got <= 0) return std::nullopt;
    unread_.append(bytes, static_cast<std::size_t>(got));
  }
  const std::size_t end = unread_.find('\n');
  std::string line = unread_.substr(0, end);
  unread_.erase(0, end + 1);
  return line;
}

std::unique_ptr<StageProcess> start_echo(const std::vector<std::string>& faults) {
  StageSetup setup{.arguments = {"serve", "--role", "echo"}};
  for (const std::string& fault : faults) {
    setup.arguments.emplace_back("--fault");
    setup.arguments.push_back(fault);
  }
  auto stage = std::make_unique<StageProcess>(setup);
  stage->wait_for_log("listens on");
  return stage;
}

std::unique_ptr<StageProcess> start_wine(const std::string& name,
                                         std::map<std::string, std::string> environment) {
  auto stage = std::make_unique<StageProcess>(
      StageSetup{.environment = std::move(environment),
                 .model_folder = HOPLENS_SOURCE_DIR "/assets/demo/" + name});
  stage->wait_for_log("listens on");
  return stage;
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE(stream);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

nlohmann::json read_json(const std::string& path) { return nlohmann::json::parse(read_file(path)); }

std::string temporary_folder() {
  static TemporaryFolders folders;
  std::string path = (std::filesystem::temp_directory_path() / "demo_stage_XXXXXX").string();
  REQUIRE(::mkdtemp(path.data()) != nullptr);
  folders.paths.push_back(path);
  return path;
}
