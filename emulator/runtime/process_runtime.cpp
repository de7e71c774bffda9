#include "emulator/runtime/process_runtime.h"

#include <mutex>
#include <string>

#include <unistd.h>

#include "emulator/base/text.h"
#include "emulator/runtime/guardian/executable_path.h"
#include "emulator/runtime/guardian/guardian.h"
#include "emulator/runtime/listening_ports.h"
#include "emulator/runtime/log_reader.h"
#include "emulator/runtime/model_archive.h"
#include "emulator/runtime/model_layout.h"
#include "emulator/runtime/model_shelf.h"
#include "emulator/runtime/process_usage.h"
#include "emulator/runtime/stage_environment.h"
#include "emulator/runtime/stage_folder.h"
#include "emulator/runtime/stage_paths.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

constexpr int kContainerPort = 8080;  // contract 2.7: the default of every serving image
constexpr std::chrono::seconds kKillPatience{30};

std::string replace_all(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

fs::path working_folder(const StageLaunchPlan& plan) {
  return resolved_path(plan, plan.launch.working_directory.value_or("."));
}

bool is_program(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0;
}

// As a shell would find it: a name with a slash is a path, any other is looked up on PATH.
Result<fs::path> find_program(const StageLaunchPlan& plan, const std::string& name,
                              const std::string& search_path) {
  if (name.find('/') != name.npos) return working_folder(plan) / name;
  for (const std::string& folder : split(search_path, ':'))
    if (const fs::path candidate = working_folder(plan) / folder / name; is_program(candidate))
      return candidate;
  return fail(ErrorCode::NotFound,
              "There is no program " + name + " on PATH, for stage " + plan.container_name,
              "Install it, or correct the first word of " + local_member(plan, "Command") +
                  "; a program in a folder needs a slash, ./" + name);
}

// Makes base/model: a link to a folder, or an archive's contents, or empty.
Result<void> prepare_model(const StageLaunchPlan& plan, const fs::path& base, const StageNews& news,
                           const std::stop_token& cancel) {
  std::error_code error;
  if (is_multi_model(plan)) {  // contract 2.14: its models come one by one
    fs::create_directory(base / "models", error);
    return {};
  }
  const fs::path model = base / "model";
  if (!plan.launch.model_data) {
    fs::create_directory(model, error);
    return {};
  }
  const auto source = local_model_data(plan);
  if (!source) return fail(source.error());
  if (fs::is_directory(*source, error)) {
    fs::create_directory_symlink(*source, model, error);
    if (!error) return {};
    return fail(ErrorCode::IoFailed, "No link can be made in " + base.string(),
                "Set TMPDIR to a folder on a local disk");
  }
  fs::create_directory(model, error);
  auto unpacked = unpack_model_archive(*source, model, {}, cancel);
  if (unpacked && news.found)
    for (Finding& finding : model_layout_findings(model)) news.found(std::move(finding));
  return unpacked;
}

class ProcessStage final : public RunningStage {
 public:
  struct Parts {
    std::shared_ptr<Guardian> guardian;
    std::unique_ptr<StageFolder> folder;
    std::unique_ptr<StageProcess> process;
  };
  ProcessStage(const StageLaunchPlan& plan, Parts parts, LogSink log)
      : plan_(plan), parts_(std::move(parts)), log_(std::move(log)) {
    logs_.emplace(LogReader::Source{.stage = plan.stage,
                                    .out = parts_.process->take_out(),
                                    .err = parts_.process->take_err()},
                  log_);
  }
  ~ProcessStage() override {
    parts_.process.reset();  // kills and waits; then the pipes are closed, then the folder goes
    logs_.reset();
  }

  StageAddress address() const override { return {.port = plan_.ports.bind_port}; }

  std::optional<StageAddress> fallback_address() override {
    if (plan_.ports.bind_port == kContainerPort) return std::nullopt;
    // contract 2.9: it must be that stage's own process that listens on 8080.
    if (!family_listens_on(parts_.process->keeper(), kContainerPort)) return std::nullopt;
    return StageAddress{.port = kContainerPort};
  }

  std::string describe() const override { return "pid " + std::to_string(parts_.process->pid()); }

  std::shared_ptr<ModelPlaces> model_places() const override {
    if (!is_multi_model(plan_)) return nullptr;
    const fs::path root = parts_.folder->path() / "models";
    return make_model_shelf(plan_, {.root = root, .seen_as = root.string(), .fetching = {}});
  }

  std::optional<StageUsage> usage() override {
    return usage_.sample(parts_.process->keeper(), SystemClock{}.now());
  }

  std::optional<StageExit> exited() override { return parts_.process->exited(); }

  bool wait_exit(SteadyTime deadline, std::stop_token wake) override {
    return parts_.process->wait_exit(deadline, wake);
  }

  void stop(Nanoseconds grace, std::stop_token kill_now) override {
    StageProcess& process = *parts_.process;
    const SystemClock clock;
    if (!process.exited()) {
      process.terminate();
      if (!process.wait_exit(clock.now() + grace, kill_now)) process.kill();
    }
    if (!process.wait_gone(clock.now() + kKillPatience))
      say("Not even SIGKILL ends this stage: it hangs in the operating system");
    logs_->finish();
  }

 private:
  void say(std::string text) {
    if (log_) log_({{plan_.stage, SystemClock{}.wall(), LogStream::Runtime, std::move(text)}});
  }

  StageLaunchPlan plan_;
  Parts parts_;
  LogSink log_;
  ProcessUsage usage_;
  std::optional<LogReader> logs_;
};

class ProcessRuntime final : public Runtime {
 public:
  explicit ProcessRuntime(std::shared_ptr<Guardian> guardian) : guardian_(std::move(guardian)) {}

  Result<std::unique_ptr<RunningStage>> start(const StageLaunchPlan& plan, StageNews news,
                                              std::stop_token cancel) override {
    const auto& words = plan.launch.command;
    if (!words || words->empty() || words->front().empty())
      return fail(ErrorCode::InvalidInput, "Stage " + plan.container_name + " has no Command",
                  "Set " + local_member(plan, "Command") +
                      " to the words that start its server, for example "
                      "[\"python3\", \"serve.py\", \"serve\"]");
    auto folder = make_folder();
    if (!folder) return fail(folder.error());
    if (auto model = prepare_model(plan, (*folder)->path(), news, cancel); !model)
      return fail(model.error());
    auto command = command_of(plan, (*folder)->path());
    if (!command) return fail(command.error());
    auto process = guardian_->launch(*command);
    if (!process) return fail(in_stage(plan, process.error()));
    return std::make_unique<ProcessStage>(
        plan, ProcessStage::Parts{guardian_, std::move(*folder), std::move(*process)},
        std::move(news.log));
  }

 private:
  static Error in_stage(const StageLaunchPlan& plan, Error error) {
    error.next_step += " (Local.Stages." + plan.container_name + ")";
    return error;
  }

  Result<std::unique_ptr<StageFolder>> make_folder() {
    const std::lock_guard lock(mutex_);
    if (!folders_) {
      std::error_code error;
      const fs::path parent = fs::temp_directory_path(error);
      auto made = StageFolders::create(error ? fs::path("/tmp") : parent);
      if (!made) return fail(made.error());
      folders_ = std::move(*made);
    }
    return StageFolder::create(folders_);
  }

  static Result<StageCommand> command_of(const StageLaunchPlan& plan, const fs::path& base) {
    const EnvironmentSources sources{
        .caller = caller_environment(), .program_folder = executable_folder(), .base_folder = base};
    const auto environment = stage_environment(plan, sources);
    if (!environment) return fail(environment.error());
    StageCommand command{.working_directory = working_folder(plan).string()};
    for (const std::string& word : *plan.launch.command) {
      if (word.find('\0') != word.npos)
        return fail(ErrorCode::InvalidInput,
                    "A word of the command of stage " + plan.container_name + " holds a NUL",
                    "Correct " + local_member(plan, "Command"));
      const std::string with_port =
          replace_all(word, "${PORT}", std::to_string(plan.ports.bind_port));
      command.arguments.push_back(
          replace_all(with_port, "${MODEL_DIR}", (base / "model").string()));
    }
    for (const auto& [name, value] : *environment)
      command.environment.push_back(name + "=" + value);
    const auto program =
        find_program(plan, command.arguments.front(), value_of(*environment, "PATH"));
    if (!program) return fail(program.error());
    command.program = program->string();
    return command;
  }

  std::shared_ptr<Guardian> guardian_;
  std::mutex mutex_;
  std::shared_ptr<StageFolders> folders_;
};

}  // namespace

std::shared_ptr<Runtime> make_process_runtime(std::shared_ptr<Guardian> guardian) {
  return std::make_shared<ProcessRuntime>(std::move(guardian));
}

}  // namespace emulator
