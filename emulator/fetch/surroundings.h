#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace emulator {

// What fetching knows about the machine and the user. A value, so that tests can make one up.
struct FetchSurroundings {
  // A variable of the environment; nothing where it is not set.
  std::function<std::optional<std::string>(const std::string& name)> variable;
  std::filesystem::path home;
  std::filesystem::path cache;  // the folder for all model data: …/hoplens/model-data
  std::chrono::milliseconds patience = std::chrono::seconds{60};  // longest silence of a server
  std::chrono::milliseconds retry_pause =
      std::chrono::milliseconds{400};  // twice that the next time

  // The variable's value, "" where it is not set.
  std::string text(const std::string& name) const { return variable(name).value_or(""); }
  // The file of certificates that the user trusts; empty: the system's.
  std::string trusted_certificates() const {
    const std::string file = text("SSL_CERT_FILE");
    return file.empty() ? text("CURL_CA_BUNDLE") : file;
  }
};

// Those of this process: $XDG_CACHE_HOME/hoplens/model-data, else ~/.cache/hoplens/model-data.
FetchSurroundings fetch_surroundings();

}  // namespace emulator
