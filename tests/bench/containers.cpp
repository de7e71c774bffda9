// Stages as containers: launch beside starting containers one after another, and a hop beside the
// same hop to processes. The stage program is the demo's, alone in its image.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "emulator/base/file_text.h"
#include "emulator/base/run_program.h"
#include "emulator/codec/pipeline_file.h"
#include "emulator/docker/docker_api.h"
#include "emulator/docker/docker_endpoints.h"
#include "emulator/docker/small_tar.h"
#include "emulator/runtime/docker/docker_runtime.h"
#include "emulator/runtime/guardian/executable_path.h"
#include "emulator/runtime/ping.h"
#include "emulator/runtime/process_runtime.h"
#include "emulator/serving/http_transport.h"
#include "tests/bench/engine_host.h"
#include "tests/bench/parts.h"
#include "tests/bench/samples.h"

namespace bench {
namespace {

using namespace emulator;

constexpr const char* kImage = "hoplens-bench/stage";
constexpr std::chrono::seconds kPatience{60};
constexpr int kContainerPort = 8080;
constexpr std::size_t kHopStages = 3;

// Ends a part: why it measured nothing.
struct Cannot : std::runtime_error {
  explicit Cannot(const Error& error) : std::runtime_error(error.what) {}
  explicit Cannot(const std::string& what) : std::runtime_error(what) {}
};

template <typename T>
T value_of(Result<T> result) {
  if (!result) throw Cannot(result.error());
  return std::move(*result);
}

// Where the tests' engine is, else where Docker's own programs would look.
DockerSurroundings surroundings() {
  DockerSurroundings around = docker_surroundings();
  const char* const url = std::getenv("HOPLENS_TEST_DOCKER");
  if (url == nullptr || *url == '\0') return around;
  around.environment = [own = around.environment, url = std::string(url)](const std::string& name) {
    return name == "DOCKER_HOST" ? std::optional(url) : own(name);
  };
  return around;
}

// The image with the demo's stage; gone at the end.
class Containers {
 public:
  explicit Containers(std::shared_ptr<const DockerClient> client) : client_(std::move(client)) {
    const auto program = value_of(read_file_text(executable_folder() / "hoplens-demo-stage"));
    std::string tar = small_tar(
        {{"Dockerfile",
          "FROM scratch\nCOPY stage /stage\nENTRYPOINT [\"/stage\"]\nENV DEMO_STAGE_ROLE=echo\n"
          "LABEL com.amazonaws.sagemaker.capabilities.accept-bind-to-port=true\n"},
         {"stage", program, 0755}});
    const auto built = build_image(
        *client_, {.tag = kImage},
        [&tar]() -> Result<std::string> { return std::exchange(tar, ""); }, nullptr);
    if (!built) throw Cannot(built.error());
  }
  ~Containers() {
    remove_all();
    (void)remove_image(*client_, kImage);
  }
  Containers(const Containers&) = delete;
  Containers& operator=(const Containers&) = delete;

  std::string url() const { return client_->endpoint().url(); }
  void start_by_api() {
    started_.push_back(
        value_of(create_container(*client_, {.image = kImage, .command = {"serve"}})));
    if (const auto well = start_container(*client_, started_.back()); !well)
      throw Cannot(well.error());
  }
  void start_by_command() {
    const auto run = value_of(run_program({.program = "docker",
                                           .arguments = {"run", "-d", kImage, "serve"},
                                           .environment = {"DOCKER_HOST=" + url()}}));
    if (!run.well()) throw Cannot("docker run: " + run.err);
    started_.push_back(run.out.substr(0, run.out.find('\n')));
  }
  // Until each of them answers /ping with 200.
  void await_all() const {
    for (const std::string& id : started_) {
      const auto facts = value_of(inspect_container(*client_, id));
      const StageAddress address{.host = facts.ip_address, .port = kContainerPort};
      const auto deadline = Clock::now() + kPatience;
      while (!ping_stage(address, deadline, {}).ok())
        if (Clock::now() > deadline) throw Cannot("a container does not answer at its own address");
    }
  }
  void remove_all() {
    for (const std::string& id : started_) (void)remove_container(*client_, id);
    started_.clear();
  }

 private:
  std::shared_ptr<const DockerClient> client_;
  std::vector<std::string> started_;
};

// Null, and why in `table`, where no engine answers.
std::unique_ptr<Containers> containers_for(Table& table) {
  const auto endpoints = docker_endpoints(surroundings());
  if (!endpoints) {
    table.skipped = endpoints.error().what;
    return nullptr;
  }
  for (const DockerEndpoint& endpoint : *endpoints)
    if (auto client = DockerClient::connect(endpoint))
      return std::make_unique<Containers>(std::move(*client));
  table.skipped = no_docker_engine(*endpoints).what;
  return nullptr;
}

ReadPipeline pipeline_of(RuntimeKind kind, std::size_t stages) {
  ReadPipeline read;
  read.pipeline.model.model_name = "bench";
  for (std::size_t i = 1; i <= stages; ++i) {
    Stage stage{.id = new_stage_id()};
    stage.container.container_hostname = "stage-" + std::to_string(i);
    stage.launch.emplace();
    stage.launch->runtime = kind;
    if (kind == RuntimeKind::Docker)
      stage.launch->image = kImage;
    else
      stage.launch->command = {(executable_folder() / "hoplens-demo-stage").string(), "serve",
                               "--role", "echo"};
    read.pipeline.stages.push_back(std::move(stage));
  }
  return read;
}

EngineOptions engine_options() {
  return {.process = make_process_runtime(value_of(start_guardian())),
          .docker = make_docker_runtime({.surroundings = surroundings(),
                                         .fetching = fetch_surroundings(),
                                         .pause_program = executable_folder() / "hoplens-pause"})};
}

void deploy(EngineHost& host) {
  host.engine().submit(Deploy{});
  const auto now = host.wait([](const EngineSnapshot& s) {
    return s.service == ServiceState::InService || s.service == ServiceState::Failed;
  });
  if (now->service == ServiceState::InService) return;
  for (const StageStatus& status : *now->stages)
    if (status.error) throw Cannot(*status.error);
  throw Cannot("the pipeline does not come into service");
}

template <typename Work>
double milliseconds_of(Work work) {
  const auto begin = Clock::now();
  work();
  return milliseconds(Clock::now() - begin);
}

// Of `count` containers, started by `start` one after another, until all answer.
template <typename Start>
double one_after_another(Containers& containers, int count, Start start) {
  const double time = milliseconds_of([&] {
    for (int i = 0; i < count; ++i) (containers.*start)();
    containers.await_all();
  });
  containers.remove_all();
  return time;
}

double launch_once(int stages) {
  EngineHost host(engine_options());
  host.engine().submit(
      OpenPipeline{pipeline_of(RuntimeKind::Docker, static_cast<std::size_t>(stages))});
  host.wait([](const EngineSnapshot& now) { return !now.pipeline->stages.empty(); });
  return milliseconds_of([&] { deploy(host); });
}

// What is measured in each round, in turn.
struct LaunchSamples {
  Samples alone, by_api, by_command, hoplens;
  Samples to_api, to_command, to_aim;  // per round: Hoplens divided by it
};

LaunchSamples measure_launches(Containers& containers, int stages, int rounds) {
  constexpr double kAimPerStage = 150;  // ms
  const bool command = find_program("docker").has_value();
  LaunchSamples s;
  for (int round = 0; round < rounds; ++round) {
    s.alone.push_back(one_after_another(containers, 1, &Containers::start_by_api));
    s.by_api.push_back(one_after_another(containers, stages, &Containers::start_by_api));
    s.hoplens.push_back(launch_once(stages));
    s.to_api.push_back(s.hoplens.back() / s.by_api.back());
    s.to_aim.push_back(s.hoplens.back() / (s.alone.back() + kAimPerStage * stages));
    if (!command) continue;
    s.by_command.push_back(one_after_another(containers, stages, &Containers::start_by_command));
    s.to_command.push_back(s.hoplens.back() / s.by_command.back());
  }
  return s;
}

void add_launch_row(Table& table, int stages, const char* what, const Samples& samples,
                    const Samples& ratio) {
  if (samples.empty()) return;
  const Cell share = ratio.empty() ? Cell("") : Cell(median(ratio));
  table.rows.push_back({static_cast<double>(stages), what, median(samples), percentile(samples, 1),
                        share, static_cast<double>(samples.size())});
}

Table& guarded(Table& table, const std::function<void(Containers&)>& measure) {
  try {
    if (const auto containers = containers_for(table)) measure(*containers);
  } catch (const Cannot& why) {
    table.cannot = why.what();
  }
  return table;
}

// A pipeline of one kind of stages, invoked and timed.
class Chain {
 public:
  explicit Chain(RuntimeKind kind) : host_(engine_options()) {
    host_.engine().submit(OpenPipeline{pipeline_of(kind, kHopStages)});
    host_.wait([](const EngineSnapshot& now) { return !now.pipeline->stages.empty(); });
    deploy(host_);
    request_.content_type = request_.accept = "text/csv";
  }

  // Microseconds per hop.
  Samples round(std::size_t bytes, int count) {
    request_.body = make_body(std::string(bytes, '7'));
    Samples samples;
    for (int i = 0; i < count; ++i) {
      const auto begin = Clock::now();
      const auto done = host_.engine().invoke(request_, *transport_, stop_.get_token());
      samples.push_back(microseconds(Clock::now() - begin) / kHopStages);
      if (!done || !(*done)->response || (*done)->response->status != 200)
        throw Cannot("a stage did not answer as it should");
    }
    host_.engine().submit(ClearTrace{});
    host_.wait([](const EngineSnapshot& now) {
      return now.running_invocations == 0 && now.trace->empty();
    });
    return samples;
  }

 private:
  EngineHost host_;
  InvokeRequest request_;
  std::unique_ptr<HopTransport> transport_ = make_http_transport();
  std::stop_source stop_;
};

struct HopSize {
  const char* name;
  std::size_t bytes;
  int per_round;
};
constexpr std::array kHopSizes{HopSize{"200 B", 200, 50}, HopSize{"64 KiB", 65'536, 20},
                               HopSize{"1 MiB", 1'048'576, 5}};

void measure_hop(Table& table, Chain& processes, Chain& containers, const HopSize& size,
                 int rounds) {
  Samples to_process, to_container, ratio;
  const auto keep = [](Samples& all, const Samples& round) {
    all.insert(all.end(), round.begin(), round.end());
    return median(round);
  };
  processes.round(size.bytes, size.per_round);
  containers.round(size.bytes, size.per_round);
  for (int round = 0; round < rounds; ++round) {
    const bool swapped = round % 2 == 1;  // so that none always follows the other
    double container =
        swapped ? keep(to_container, containers.round(size.bytes, size.per_round)) : 0;
    const double process = keep(to_process, processes.round(size.bytes, size.per_round));
    if (!swapped) container = keep(to_container, containers.round(size.bytes, size.per_round));
    ratio.push_back(container / process);
  }
  const auto add = [&](const char* kind, const Samples& samples, double to_process_p50) {
    const double best = percentile(samples, 0.1);
    table.rows.push_back({size.name, kind, best, median(samples), percentile(samples, 0.99),
                          best / percentile(to_process, 0.1), to_process_p50,
                          static_cast<double>(samples.size())});
  };
  add("process", to_process, 1);
  add("container", to_container, median(ratio));
}

}  // namespace

Table measure_container_launch(const PartInput& in) {
  Table table{.name = "containers-launch",
              .title =
                  "Launch of containers (demo stage alone in its image), until all answer /ping; "
                  "removing them is in nobody's time",
              .columns = {{"containers", "Containers"},
                          {"how", "How"},
                          {"p50 ms", "P50Milliseconds", 1},
                          {"max ms", "MaxMilliseconds", 1},
                          {"Hoplens / this", "HoplensToThis", 2},
                          {"launches", "Launches"}}};
  return guarded(table, [&](Containers& containers) {
    for (const int stages : {3, 15}) {
      std::fprintf(stderr, "containers: launch of %d\n", stages);
      const int rounds = stages == 3 ? in.times(20, 5, 1) : in.times(8, 3, 1);
      const LaunchSamples s = measure_launches(containers, stages, rounds);
      add_launch_row(table, stages, "one alone", s.alone, {});
      add_launch_row(table, stages, "one after another, by the API", s.by_api, s.to_api);
      add_launch_row(table, stages, "docker run -d, one after another", s.by_command, s.to_command);
      add_launch_row(table, stages, "Hoplens, Deploy to in service", s.hoplens, {});
      Samples aim;
      for (const double alone : s.alone) aim.push_back(alone + 150 * stages);
      add_launch_row(table, stages, "aim: one alone + 150 ms each", aim, s.to_aim);
    }
  });
}

Table measure_container_hops(const PartInput& in) {
  Table table{.name = "containers-hops",
              .title =
                  "A hop to a container beside the same to a process: three echo stages, "
                  "everything recorded, time of the chain / 3",
              .columns = {{"body", "Body"},
                          {"stages as", "StagesAs"},
                          {"p10 µs", "P10Microseconds", 1},
                          {"p50 µs", "P50Microseconds", 1},
                          {"p99 µs", "P99Microseconds", 1},
                          {"p10 x process", "P10ToProcess", 2},
                          {"p50 x process", "ToProcess", 2},
                          {"chains", "Chains"}}};
  return guarded(table, [&](Containers&) {
    Chain processes(RuntimeKind::Process);
    Chain containers(RuntimeKind::Docker);
    for (const HopSize& size : kHopSizes) {
      std::fprintf(stderr, "containers: hops, %s\n", size.name);
      measure_hop(table, processes, containers, size, in.times(200, 40, 2));
    }
  });
}

}  // namespace bench
