// From Deploy to a pipeline in service, beside the moment at which the slowest stage could answer.

#include <array>
#include <cstdio>
#include <string>
#include <thread>

#include <poll.h>
#include <unistd.h>

#include "emulator/codec/pipeline_file.h"
#include "emulator/runtime/ports.h"
#include "emulator/runtime/process_runtime.h"
#include "tests/bench/bare_stage.h"
#include "tests/bench/engine_host.h"
#include "tests/bench/parts.h"
#include "tests/bench/samples.h"

namespace bench {
namespace {

using namespace emulator;

constexpr auto kProbePeriod = std::chrono::microseconds{200};
constexpr int kProbePatienceMs = 2000;

// One GET /ping on a connection of its own. Knows nothing of the engine's.
bool answers_200(int port) {
  const int fd = try_connect_bare(port);
  if (fd < 0) return false;
  constexpr std::string_view kPing = "GET /ping HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  std::array<char, 64> answer{};
  pollfd readable{fd, POLLIN, 0};
  const bool well = ::write(fd, kPing.data(), kPing.size()) > 0 &&
                    ::poll(&readable, 1, kProbePatienceMs) == 1 &&
                    ::read(fd, answer.data(), answer.size()) > 0;
  ::close(fd);
  return well && std::string_view(answer.data()).starts_with("HTTP/1.1 200");
}

// When the last of the ports first answered 200.
Clock::time_point slowest_first_200(const Ports& ports, const std::stop_token& stop) {
  Clock::time_point last{};
  for (const int port : ports) {
    while (!stop.stop_requested() && !answers_200(port)) std::this_thread::sleep_for(kProbePeriod);
    // One that could answer while another one was waited for is no later than that one.
    last = Clock::now();
  }
  return last;
}

struct LaunchTimes {
  double first_200_ms = 0;
  double ready_ms = 0;
  double in_engine_ms = 0;  // as the slowest stage's supervisor says
};

Result<LaunchTimes> launch_once(ReadPipeline demo) {
  const auto leases = lease_ports(std::vector<int>(demo.pipeline.stages.size(), 0));
  if (!leases) return fail(leases.error());
  Ports ports;
  for (std::size_t i = 0; i < leases->size(); ++i) {
    demo.pipeline.stages[i].launch->port = (*leases)[i].bind_port;
    ports.push_back((*leases)[i].bind_port);
  }
  auto guardian = start_guardian();
  if (!guardian) return fail(guardian.error());
  EngineHost host({.process = make_process_runtime(std::move(*guardian))});
  host.engine().submit(OpenPipeline{std::move(demo)});

  const auto begin = Clock::now();
  Clock::time_point first_200;
  SnapshotPtr now;
  Clock::time_point ready;
  {
    std::jthread prober(
        [&](const std::stop_token& stop) { first_200 = slowest_first_200(ports, stop); });
    host.engine().submit(Deploy{});
    now = host.wait([](const EngineSnapshot& s) {
      return s.service == ServiceState::InService || s.service == ServiceState::Failed;
    });
    ready = Clock::now();
    if (now->service == ServiceState::InService) prober.join();
  }
  LaunchTimes times{milliseconds(first_200 - begin), milliseconds(ready - begin), 0};
  for (const StageStatus& status : *now->stages) {
    if (status.error) return fail(*status.error);
    times.in_engine_ms = std::max(times.in_engine_ms, milliseconds(status.launch_to_ready));
  }
  return times;
}

void add_row(Table& table, const char* what, const Samples& samples) {
  table.rows.push_back({what, median(samples), percentile(samples, 0.95), percentile(samples, 1),
                        static_cast<double>(samples.size())});
}

}  // namespace

Table measure_launch(const PartInput& in) {
  Table table{.name = "launch",
              .title =
                  "Launch of the demo pipeline as processes, from Deploy (an own prober asks "
                  "each stage every 0.2 ms)",
              .columns = {{"moment", "Moment"},
                          {"p50 ms", "P50Milliseconds", 1},
                          {"p95 ms", "P95Milliseconds", 1},
                          {"max ms", "MaxMilliseconds", 1},
                          {"launches", "Launches"}}};
  std::fprintf(stderr, "launch\n");
  const auto demo = read_pipeline_file(HOPLENS_SOURCE_DIR "/assets/demo/demo.pipeline.json");
  Samples first_200, in_engine, ready, behind;
  for (int i = in.times(40, 10, 1); demo && i > 0; --i) {
    const auto times = launch_once(*demo);
    if (!times) {
      table.cannot = times.error().what + ". " + times.error().next_step;
      return table;
    }
    first_200.push_back(times->first_200_ms);
    in_engine.push_back(times->in_engine_ms);
    ready.push_back(times->ready_ms);
    behind.push_back(times->ready_ms - times->first_200_ms);
  }
  if (!demo) table.cannot = demo.error().what;
  add_row(table, "slowest stage could first answer 200", first_200);
  add_row(table, "slowest supervisor, launch to ready", in_engine);
  add_row(table, "front end sees the pipeline in service", ready);
  add_row(table, "in service behind first 200", behind);
  return table;
}

}  // namespace bench
