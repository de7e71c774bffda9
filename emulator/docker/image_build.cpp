#include "emulator/docker/image_build.h"

#include <cctype>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "emulator/base/file_text.h"
#include "emulator/base/run_program.h"
#include "emulator/base/text.h"
#include "emulator/docker/build_context.h"
#include "emulator/docker/docker_api.h"
#include "emulator/docker/dockerfile_text.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kLabel = "hoplens.context";
constexpr std::size_t kTagDigits = 12;
constexpr std::size_t kLastLines = 12;
constexpr std::chrono::seconds kVersionTime{10};

using TakeLine = std::function<void(std::string)>;

// Folders that are being built from, in this process: one at a time each.
class Turn {
 public:
  // Nothing where stop was requested while it waited.
  static std::optional<Turn> wait_for(const std::string& folder, const std::stop_token& cancel) {
    State& all = state();
    std::unique_lock lock(all.mutex);
    if (!all.changed.wait(lock, cancel, [&] { return !all.taken.contains(folder); }))
      return std::nullopt;
    all.taken.insert(folder);
    return Turn(folder);
  }
  Turn(Turn&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
  Turn& operator=(Turn&&) = delete;
  ~Turn() {
    if (folder_.empty()) return;
    {
      const std::lock_guard lock(state().mutex);
      state().taken.erase(folder_);
    }
    state().changed.notify_all();
  }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::set<std::string> taken;
  };
  static State& state() {
    static State one;
    return one;
  }
  explicit Turn(std::string folder) : folder_(std::move(folder)) {}

  std::string folder_;
};

// Hands lines on and keeps the last ones for an error.
class Talk {
 public:
  explicit Talk(const TakeLine& line) : line_(line) {}
  void operator()(std::string text) {
    if (!trim(text).empty()) {
      last_.push_back(text);
      if (last_.size() > kLastLines) last_.pop_front();
    }
    if (line_) line_(std::move(text));
  }
  std::string last_lines() const {
    std::string out;
    for (const std::string& text : last_) out += "\n" + text;
    return out;
  }

 private:
  const TakeLine& line_;
  std::deque<std::string> last_;
};

// One image to be made.
struct Plan {
  const BuildContext& context;
  std::string tag;
  std::string fingerprint;
};

bool is_here(const DockerClient& client, const Plan& plan, const std::stop_token& cancel) {
  const auto image = inspect_image(client, plan.tag, cancel);
  if (!image) return false;
  const auto label = image->labels.find(std::string(kLabel));
  return label != image->labels.end() && label->second == plan.fingerprint;
}

Error cancelled(const BuildContext& context) {
  return {ErrorCode::Cancelled,
          "Building the image of " + context.folder().string() + " was given up", ""};
}

Error build_failed(const BuildContext& context, const std::string& why, const Talk& talk) {
  return {
      ErrorCode::LaunchFailed,
      "The image of " + context.folder().string() + " cannot be built: " + why + talk.last_lines(),
      "Correct " + context.dockerfile().string() + ", or build the image yourself and set Image"};
}

// --- docker buildx -------------------------------------------------------------------------------

// The docker program speaks to the very engine that we speak to.
ProgramCall docker_call(const std::string& program, const DockerEndpoint& endpoint,
                        std::vector<std::string> arguments) {
  ProgramCall call{.program = program,
                   .environment = {"DOCKER_HOST=" + endpoint.url(), "DOCKER_CONTEXT=",
                                   "DOCKER_TLS_VERIFY=", "DOCKER_CERT_PATH=", "BUILDX_BUILDER="}};
  if (endpoint.tls) {
    const DockerTls& tls = *endpoint.tls;
    call.arguments.push_back(tls.verify ? "--tlsverify" : "--tls");
    for (const auto& [flag, file] :
         {std::pair{"--tlscacert=", tls.ca}, std::pair{"--tlscert=", tls.certificate},
          std::pair{"--tlskey=", tls.key}})
      if (!file.empty()) call.arguments.push_back(flag + file.string());
  }
  call.arguments.insert(call.arguments.end(), arguments.begin(), arguments.end());
  return call;
}

bool has_buildx(const std::string& program, const DockerEndpoint& endpoint,
                const std::stop_token& cancel) {
  ProgramCall call = docker_call(program, endpoint, {"buildx", "version"});
  call.time_limit = kVersionTime;
  const auto run = run_program(call, cancel);
  return run && run->well();
}

Result<void> build_with_buildx(const std::string& program, const DockerEndpoint& endpoint,
                               const Plan& plan, Talk& talk, const std::stop_token& cancel) {
  // The builder named default is the engine itself, whichever one the user has chosen besides.
  ProgramCall call =
      docker_call(program, endpoint,
                  {"buildx", "build", "--builder", "default", "--load", "--progress", "plain",
                   "--tag", plan.tag, "--label", std::string(kLabel) + "=" + plan.fingerprint,
                   "--file", plan.context.dockerfile().string(), plan.context.folder().string()});
  call.line = [&talk](bool, std::string_view text) { talk(std::string(text)); };
  const auto run = run_program(call, cancel);
  if (!run) return fail(run.error());
  if (!run->well()) return fail(build_failed(plan.context, "docker buildx failed", talk));
  return {};
}

// --- the engine's classic builder ----------------------------------------------------------------

// Podman's builder, which stands behind the same call, is not the classic one.
Result<void> check_classic(const DockerClient& client, const BuildContext& context,
                           const std::string& dockerfile, const std::stop_token& cancel) {
  const auto need = find_buildkit_need(dockerfile);
  if (!need) return {};
  const auto engine = engine_facts(client, cancel);
  if (engine && engine->podman) return {};
  return fail(ErrorCode::Unsupported,
              context.dockerfile().string() + ", line " + std::to_string(need->line) + ": " +
                  need->what + " needs BuildKit, which the engine's classic builder is not",
              "Install docker buildx (the package docker-buildx or docker-buildx-plugin), or build "
              "the image yourself and set Image");
}

using Pull = std::function<Result<void>(const std::string& image)>;

Result<void> bring_base_images(const DockerClient& client, const std::string& dockerfile,
                               const Pull& pull, const std::stop_token& cancel) {
  if (!pull) return {};
  for (const std::string& image : base_images(dockerfile)) {
    const auto here = inspect_image(client, image, cancel);
    if (here || here.error().code != ErrorCode::NotFound) continue;
    if (auto pulled = pull(image); !pulled) return pulled;
  }
  return {};
}

Result<void> build_classically(const DockerClient& client, const Plan& plan, const Pull& pull,
                               Talk& talk, const std::stop_token& cancel) {
  const Result<std::string> dockerfile = read_file_text(plan.context.dockerfile());
  if (!dockerfile) return fail(dockerfile.error());
  if (auto fine = check_classic(client, plan.context, *dockerfile, cancel); !fine) return fine;
  if (auto brought = bring_base_images(client, *dockerfile, pull, cancel); !brought) return brought;
  talk("Sending " + format_count(plan.context.names().size()) + " files and folders, " +
       format_size(plan.context.bytes()));
  const ClassicBuild build{.tag = plan.tag,
                           .dockerfile = "Dockerfile",
                           .labels = {{std::string(kLabel), plan.fingerprint}}};
  const auto built = build_image(
      client, build, plan.context.tar(), [&talk](std::string text) { talk(std::move(text)); },
      cancel);
  if (built) return {};
  if (built.error().code == ErrorCode::Cancelled) return fail(cancelled(plan.context));
  return fail(build_failed(plan.context, built.error().what, talk));
}

}  // namespace

Result<std::string> build_stage_image(const DockerClient& client, const StageImageBuild& build,
                                      const TakeLine& line, std::stop_token cancel) {
  std::error_code error;
  fs::path folder = fs::canonical(build.folder, error);
  if (error) folder = build.folder;
  const auto turn = Turn::wait_for(client.endpoint().url() + " " + folder.string(), cancel);
  const auto context = BuildContext::look_at(folder);
  if (!context) return fail(context.error());
  if (!turn) return fail(cancelled(*context));
  const auto fingerprint = context->fingerprint();
  if (!fingerprint) return fail(fingerprint.error());
  const Plan plan{*context,
                  build.tag_prefix + "/" + image_name_of(folder.filename().string()) + ":" +
                      fingerprint->substr(0, kTagDigits),
                  *fingerprint};
  if (is_here(client, plan, cancel)) return plan.tag;
  Talk talk(line);
  const bool buildx = has_buildx(build.docker_program, client.endpoint(), cancel);
  const auto built =
      buildx ? build_with_buildx(build.docker_program, client.endpoint(), plan, talk, cancel)
             : build_classically(client, plan, build.pull, talk, cancel);
  if (!built && cancel.stop_requested()) return fail(cancelled(*context));
  if (!built) return fail(built.error());
  return plan.tag;
}

std::string image_name_of(const std::string& folder_name) {
  std::string out;
  for (const char c : folder_name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = byte < 0x80 && std::isalnum(byte) != 0;
    if (letter) {
      out += static_cast<char>(std::tolower(byte));
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return out.empty() ? "stage" : out;
}

}  // namespace emulator
