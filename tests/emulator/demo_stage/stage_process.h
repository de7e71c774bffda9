#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/types.h>

// The real hoplens-demo-stage as a child of the test.

// How to start one.
struct StageSetup {
  std::vector<std::string> arguments = {"serve"};
  std::map<std::string, std::string> environment;  // beside the port and the base folder
  std::string model_folder;                        // linked as base/model; empty: none
};

class StageProcess {
 public:
  // Starts the program on a free port; does not wait for it.
  explicit StageProcess(const StageSetup& setup);
  StageProcess(const StageProcess&) = delete;
  StageProcess& operator=(const StageProcess&) = delete;
  // Kills it if it still runs.
  ~StageProcess();

  int port() const { return port_; }
  pid_t pid() const { return pid_; }
  // The next lines of its log (standard output and error together) up to one that contains
  // `part`, which is returned; fails the test where the log ends or a minute passes before.
  std::string wait_for_log(const std::string& part);
  // Everything else it logs until it has ended.
  std::vector<std::string> rest_of_log();
  void send_signal(int signal) const;
  // Waits for its end; the exit code, or 128 + signal.
  int wait_for_end();

 private:
  std::optional<std::string> next_line();

  std::string base_folder_;
  int port_ = 0;
  pid_t pid_ = -1;
  int log_ = -1;
  std::string unread_;
};

// A stage of the given role that already listens. `faults` are NAME[=VALUE].
std::unique_ptr<StageProcess> start_echo(const std::vector<std::string>& faults);
// A stage of the wine demo that already listens: "preprocess", "model", "postprocess".
std::unique_ptr<StageProcess> start_wine(const std::string& name,
                                         std::map<std::string, std::string> environment = {});

int free_port();
std::string read_file(const std::string& path);
nlohmann::json read_json(const std::string& path);
// A fresh folder of the test's own, removed when the test program ends.
std::string temporary_folder();
