#pragma once

#include <string>

#include "emulator/base/clock.h"
#include "emulator/model/ids.h"

namespace emulator {

enum class LogStream { Out, Err, Runtime };  // Runtime: what hoplens itself says about the stage

struct LogLine {
  StageId stage;
  WallTime time;
  LogStream stream = LogStream::Out;
  std::string text;  // without line end; may hold any bytes
};

}  // namespace emulator
