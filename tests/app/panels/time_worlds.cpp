#include "tests/app/panels/time_worlds.h"

namespace tests {

using namespace std::chrono_literals;

FakeWorld burst_world() {
  FakeWorld world = busy_world();
  world.invocations.clear();
  for (std::uint64_t id = 1; id <= 40; ++id) {
    FakeInvocation fake = abalone_invocation(id);
    if (id % 9 == 0) {
      fake.status = 424;
      fake.hops.resize(2);
      fake.hops[1].status = 500;
      fake.duration_ms = 96;
    }
    auto made = std::make_shared<emulator::Invocation>(*fake_invocation(fake));
    made->started_at = fake_now() - 3s + std::chrono::milliseconds{id * 35};
    world.invocations.push_back(made);
  }
  auto mocked = std::make_shared<emulator::Invocation>(*world.invocations[38]);
  auto hop = std::make_shared<emulator::Hop>(*mocked->hops[1]);
  hop->source = emulator::HopSource::Canned;
  mocked->hops[1] = hop;
  world.invocations[38] = mocked;
  return world;
}

FakeWorld held_world() {
  FakeWorld world = busy_world();
  auto held =
      std::make_shared<emulator::Invocation>(*world.invocations[world.invocations.size() - 2]);
  held->id = emulator::InvocationId{129};
  const auto change = [&](std::size_t at, auto set) {
    auto hop = std::make_shared<emulator::Hop>(*held->hops[at]);
    set(*hop);
    held->hops[at] = hop;
  };
  change(1, [](emulator::Hop& hop) { hop.held = 60ms, hop.start += 60ms; });
  change(2, [](emulator::Hop& hop) {
    hop.start += 60ms;
    hop.source = emulator::HopSource::Recording;
    hop.source_note = "answer of invocation 12, same request";
  });
  held->duration += 60ms;
  world.invocations.push_back(held);
  return world;
}

}  // namespace tests
