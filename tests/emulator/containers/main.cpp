#include <catch2/catch_session.hpp>

#include "emulator/runtime/process_runtime.h"
#include "tests/emulator/containers/docker_world.h"

int main(int argc, char** argv) {
  if (const auto code = emulator::run_as_guardian(argc, argv)) return *code;
  const int code = Catch::Session().run(argc, argv);
  emulator::test::end_shared_runtimes();
  return code;
}
