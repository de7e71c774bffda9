// hoplens-bench: what Hoplens costs, measured in one run. It prints figures and judges nothing.

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>
#include <sched.h>

#include "emulator/runtime/process_runtime.h"
#include "tests/bench/bare_stage.h"
#include "tests/bench/parts.h"

namespace bench {
namespace {

constexpr std::size_t kStages = 3;

using BareStages = std::array<BareStage, kStages>;

struct Part {
  const char* name;
  Table (*measure)(const PartInput&);
};
constexpr std::array kParts{Part{"hops", measure_hops},
                            Part{"address", measure_address},
                            Part{"address-crowd", measure_address_crowd},
                            Part{"memory", measure_memory},
                            Part{"launch", measure_launch},
                            Part{"frames", measure_frames},
                            Part{"filter", measure_filter},
                            Part{"containers-launch", measure_container_launch},
                            Part{"containers-hops", measure_container_hops}};

std::string after_colon(const char* file, std::string_view name) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(name) && line.find(": ") != line.npos)
      return line.substr(line.find(": ") + 2);
  return "unknown";
}

// Other work on the machine makes all figures worse; so it is said beside them.
double load_now() {
  double load = 0;
  std::ifstream("/proc/loadavg") >> load;
  return load;
}

nlohmann::ordered_json machine() {
  return {{"Processor", after_colon("/proc/cpuinfo", "model name")},
          {"Cores", std::thread::hardware_concurrency()},
          {"LoadBefore", load_now()}};
}

struct Options {
  PartInput input;
  std::string only;
  std::string cores = "free";
  bool as_json = false;
};

// This thread, and the processes and threads that it makes from now on.
void stay_on(std::size_t core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  if (::sched_setaffinity(0, sizeof set, &set) != 0)
    throw std::runtime_error("this process may not run on core " + std::to_string(core));
}

// Forks the stages; no thread exists yet.
std::unique_ptr<BareStages> place_stages(const std::string& cores) {
  if (cores != "free") stay_on(cores == "apart" ? 1 : 0);
  auto stages = std::make_unique<BareStages>();
  if (cores == "apart") stay_on(0);
  return stages;
}

int run(Options options) {
  nlohmann::ordered_json document{{"Machine", machine()}, {"Placement", options.cores}};
  const auto stages_owner = place_stages(options.cores);
  const BareStages& stages = *stages_owner;
  for (const BareStage& stage : stages) options.input.stages.push_back(stage.port());
  if (!options.as_json)
    std::printf("%s, %u cores (placement: %s), load %.1f\n",
                document["Machine"]["Processor"].get<std::string>().c_str(),
                document["Machine"]["Cores"].get<unsigned>(), options.cores.c_str(),
                document["Machine"]["LoadBefore"].get<double>());
  bool complete = true;
  for (const Part& part : kParts) {
    if (!std::string_view(part.name).starts_with(options.only)) continue;
    const Table table = part.measure(options.input);
    complete &= table.cannot.empty();
    document[part.name] = to_json(table);
    if (!options.as_json) print(table);
  }
  if (options.as_json) std::cout << document.dump(2) << '\n';
  return complete ? 0 : 1;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  if (const auto guardian = emulator::run_as_guardian(argc, argv)) return *guardian;
  CLI::App app{
      "What Hoplens costs: a recorded hop beside a bare one, the address, memory, launch, "
      "frames, containers"};
  bench::Options options;
  bool quick = false;
  bool smoke = false;
  app.add_flag("--quick", quick, "Fewer rounds; figures are rougher");
  app.add_flag("--smoke", smoke, "Hardly any rounds: only shows that it runs");
  app.add_flag("--json", options.as_json, "Print one JSON document");
  app.add_option("--only", options.only, "Measure this part alone")
      ->check(CLI::IsMember({"hops", "address", "address-crowd", "memory", "launch", "frames",
                             "filter", "containers", "containers-launch", "containers-hops"}));
  app.add_option("--cores", options.cores,
                 "free: as the system places them; one: all on the first core; apart: the bare "
                 "stages on the second core, all else on the first")
      ->check(CLI::IsMember({"free", "one", "apart"}));
  CLI11_PARSE(app, argc, argv);
  using bench::Effort;
  options.input.effort = smoke ? Effort::Smoke : quick ? Effort::Quick : Effort::Full;
  try {
    return bench::run(std::move(options));
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "hoplens-bench: %s\n", problem.what());
    return 1;
  }
}
