#include <string_view>

#include <catch2/catch_session.hpp>
#include <unistd.h>

#include "emulator/runtime/process_runtime.h"
#include "tests/emulator/runtime/hoplens_like.h"
#include "tests/emulator/runtime/world.h"

int main(int argc, char** argv) {
  if (const auto code = emulator::run_as_guardian(argc, argv)) return *code;
  if (argc == 2 && argv[1] == emulator::test::kHoplensLike) return emulator::test::hoplens_like();
  return Catch::Session().run(argc, argv);
}
