// hoplens-bench: what Hoplens costs, measured in one run. It prints figures and judges nothing.

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>

#include "emulator/runtime/process_runtime.h"
#include "tests/bench/bare_stage.h"
#include "tests/bench/parts.h"

namespace bench {
namespace {

constexpr std::size_t kStages = 3;

struct Part {
  const char* name;
  Table (*measure)(const PartInput&);
};
constexpr std::array kParts{Part{"hops", measure_hops}, Part{"memory", measure_memory},
                            Part{"launch", measure_launch}, Part{"frames", measure_frames}};

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
  bool as_json = false;
};

int run(Options options) {
  std::array<BareStage, kStages> stages;  // forks: no thread exists yet
  for (const BareStage& stage : stages) options.input.stages.push_back(stage.port());
  nlohmann::ordered_json document{{"Machine", machine()}};
  if (!options.as_json)
    std::printf("%s, %u cores, load %.1f\n",
                document["Machine"]["Processor"].get<std::string>().c_str(),
                std::thread::hardware_concurrency(), load_now());
  bool complete = true;
  for (const Part& part : kParts) {
    if (!options.only.empty() && options.only != part.name) continue;
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
  CLI::App app{"What Hoplens costs: a recorded hop beside a bare one, memory, launch, frames"};
  bench::Options options;
  bool quick = false;
  bool smoke = false;
  app.add_flag("--quick", quick, "Fewer rounds; figures are rougher");
  app.add_flag("--smoke", smoke, "Hardly any rounds: only shows that it runs");
  app.add_flag("--json", options.as_json, "Print one JSON document");
  app.add_option("--only", options.only, "Measure this part alone")
      ->check(CLI::IsMember({"hops", "memory", "launch", "frames"}));
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
