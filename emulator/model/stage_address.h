#pragma once

#include <string>

namespace emulator {

// Where a stage answers.
struct StageAddress {
  std::string host = "127.0.0.1";
  int port = 0;
  std::string base_path;    // what stands before /ping and /invocations; "" or "/prefix"
  std::string url() const;  // http://127.0.0.1:41001/invocations
  bool operator==(const StageAddress&) const = default;
};

}  // namespace emulator
