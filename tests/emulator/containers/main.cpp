#include <catch2/catch_session.hpp>

#include "emulator/runtime/process_runtime.h"

int main(int argc, char** argv) {
  if (const auto code = emulator::run_as_guardian(argc, argv)) return *code;
  return Catch::Session().run(argc, argv);
}
