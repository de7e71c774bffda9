#pragma once

#include <memory>
#include <string>

#include "emulator/engine/commands.h"
#include "emulator/engine/document.h"
#include "emulator/engine/snapshot.h"

namespace emulator {

// What was exported to files since the pipeline was opened. The engine's thread.
class Exports {
 public:
  // Writes the document in one of the formats; what came of it is the last attempt.
  void write(const Document& document, const ExportTo& wanted);
  // The definition changed: is what was written last still what would be written now?
  void compare(const Document& document);
  void forget();

  const std::shared_ptr<const ExportAttempt>& last() const { return last_; }
  bool outdated() const { return outdated_; }

 private:
  std::shared_ptr<const ExportAttempt> last_;
  std::string format_;  // of the last one that was written; empty: none
  std::string text_;
  bool outdated_ = false;
};

}  // namespace emulator
