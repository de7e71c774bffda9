#pragma once

#include <string>

#include "emulator/model/ids.h"

namespace emulator {

enum class Severity { Error, Warning, Info };

// "error", "warning", "info"
std::string_view to_text(Severity severity);

// Something odd about a definition, a launch or an invocation, with the way out.
struct Finding {
  std::string id;  // D01…D34 of contract 7.2, or a word such as "no-content-type"
  Severity severity = Severity::Warning;
  std::string container_hostname;  // empty when it concerns the whole pipeline
  StageId stage;
  std::string message;
  std::string fix;      // what to do; may be empty
  std::string pointer;  // JSON pointer into the user's file, where it applies
  int line = 0;         // of that file; 0 where unknown
  bool operator==(const Finding&) const = default;
};

}  // namespace emulator
