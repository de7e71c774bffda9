#pragma once

#include <string>
#include <string_view>

#include "emulator/docker/docker_api.h"

namespace emulator {

// Takes the two outputs of a container apart: the engine sends them as frames, eight bytes of head
// (1 or 2 for the output, then the size) before each. Pieces are handed on as they come.
class OutputFrames {
 public:
  explicit OutputFrames(TakeOutput take) : take_(std::move(take)) {}
  void feed(std::string_view bytes);

 private:
  TakeOutput take_;
  std::string head_;
  std::size_t left_ = 0;  // of the frame that is under way
  bool is_stderr_ = false;
};

}  // namespace emulator
