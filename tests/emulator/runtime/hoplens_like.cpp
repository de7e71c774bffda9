#include "tests/emulator/runtime/hoplens_like.h"

#include <cstdio>

#include <unistd.h>

#include "emulator/runtime/guardian/guardian.h"
#include "tests/emulator/runtime/world.h"

namespace emulator::test {

int hoplens_like() {
  const LogSink print = [](std::vector<LogLine> lines) {
    for (const LogLine& line : lines) std::printf("%s\n", line.text.c_str());
    std::fflush(stdout);
  };
  std::vector<std::unique_ptr<RunningStage>> stages;
  for (int i = 0; i < 2; ++i) {
    auto stage = shared_process_runtime()->start(
        test_stage_plan({"--ignore-term", "--daemon", "serve"}), print, {});
    if (!stage) return 1;
    std::printf("%s\n", (*stage)->describe().c_str());
    stages.push_back(std::move(*stage));
  }
  std::printf("guardian %d\n", static_cast<int>(shared_guardian()->process()));
  std::fflush(stdout);
  for (;;) pause();
}

}  // namespace emulator::test
