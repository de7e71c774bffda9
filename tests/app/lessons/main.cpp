#include <cstdlib>
#include <string>

#include <catch2/catch_session.hpp>

#include "emulator/runtime/process_runtime.h"

int main(int argc, char** argv) {
  if (const auto code = emulator::run_as_guardian(argc, argv)) return *code;
  // The lessons' stages are looked up there.
  const char* path = std::getenv("PATH");
  const std::string with_stage = std::string(HOPLENS_BINARY_DIR ":") + (path ? path : "");
  setenv("PATH", with_stage.c_str(), 1);
  return Catch::Session().run(argc, argv);
}
