#include "emulator/runtime/docker/stage_image.h"

#include <algorithm>
#include <array>

#include "emulator/base/text.h"
#include "emulator/docker/docker_config.h"
#include "emulator/docker/image_build.h"
#include "emulator/docker/registry_auth.h"
#include "emulator/runtime/docker/image_findings.h"
#include "emulator/runtime/stage_paths.h"

namespace emulator {
namespace {

std::string short_name(const std::string& image) {
  const std::size_t slash = image.rfind('/');
  return slash == image.npos ? image : image.substr(slash + 1);
}

std::string words_of(const PullProgress& progress, const std::string& image) {
  std::string words = "pulling " + short_name(image);
  if (progress.total == 0) return words;
  if (progress.extracting) return words + ", unpacking";
  return words + ", " + format_size(progress.done) + " of " + format_size(progress.total);
}

Error no_image(const StageLaunchPlan& plan) {
  return {ErrorCode::InvalidInput, "Stage " + plan.container_name + " has no image",
          "Set Image in its container, or " + local_member(plan, "Image")};
}

Error cannot_pull(const StageLaunchPlan& plan, const std::string& image, const Error& why) {
  return {why.code,
          "The image " + image + " of stage " + plan.container_name +
              " is not here and cannot be pulled: " + why.what,
          why.next_step.empty() ? "Build or pull it yourself, or name one that is here in " +
                                      local_member(plan, "Image")
                                : why.next_step};
}

bool is_refused_login(const std::string& words) {
  constexpr std::array<std::string_view, 4> kRefusals{"unauthorized", "no basic auth credentials",
                                                      "authentication required", "denied"};
  return std::ranges::any_of(
      kRefusals, [&words](std::string_view refusal) { return words.find(refusal) != words.npos; });
}

// With the user's own login for that registry, where there is one.
Result<void> pull(const ReachedEngine& engine, const std::string& name,
                  const DockerSurroundings& surroundings,
                  const std::function<void(std::string)>& doing, const std::stop_token& cancel) {
  const auto reference = parse_image_reference(name);
  if (!reference) return fail(reference.error());
  const auto config = read_docker_config(docker_config_folder(surroundings));
  if (!config) return fail(config.error());
  doing("pulling " + short_name(name));
  const auto login = registry_auth(*config, *reference, cancel);
  if (!login) return fail(login.error());
  auto pulled = pull_image(
      *engine.client, reference->pull_name(), *login,
      [&](const PullProgress& progress) { doing(words_of(progress, name)); }, cancel);
  if (!pulled && is_refused_login(pulled.error().what))
    pulled.error().next_step =
        "Log in to its registry, or check the login: " + login_advice(*reference);
  return pulled;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

// "Step 3/7 : RUN make" of the classic builder, "#8 [3/7] RUN make" of buildx.
std::string step_words(const std::string& line) {
  for (const std::string_view start : {"Step ", "["}) {
    const std::size_t at = line.find(start);
    if (at == line.npos) continue;
    const std::size_t from = at + start.size();
    const std::size_t slash = line.find('/', from);
    const std::size_t end = line.find_first_of(" ]", from);
    if (slash == line.npos || end == line.npos || slash > end) continue;
    const std::string step = line.substr(from, slash - from);
    const std::string steps = line.substr(slash + 1, end - slash - 1);
    if (is_number(step) && is_number(steps))
      return "building the image, step " + step + " of " + steps;
  }
  return "";
}

// Does the work of stage_image().
class ImageWork {
 public:
  ImageWork(const StageLaunchPlan& plan, const ReachedEngine& engine,
            const DockerSurroundings& surroundings, const StageNews& news, std::stop_token cancel)
      : plan_(plan),
        engine_(engine),
        surroundings_(surroundings),
        news_(news),
        cancel_(std::move(cancel)) {}

  Result<StageImage> run() {
    auto image = plan_.launch.build ? built() : named();
    if (!image) return image;
    doing("");
    if (news_.found)
      for (Finding& finding : image_findings(plan_, image->name, image->facts, engine_.facts))
        news_.found(std::move(finding));
    return image;
  }

 private:
  void doing(std::string what) const {
    if (news_.doing) news_.doing(std::move(what));
  }

  Result<void> pull_it(const std::string& name) {
    return pull(
        engine_, name, surroundings_, [this](std::string what) { doing(std::move(what)); },
        cancel_);
  }

  Result<StageImage> built() {
    doing("preparing the image");
    const auto name = build_stage_image(
        *engine_.client,
        {.folder = resolved_path(plan_, *plan_.launch.build),
         .pull = [this](const std::string& base) { return pull_it(base); }},
        [this](std::string line) { note_build(std::move(line)); }, cancel_);
    if (!name) return fail(in_member(name.error(), "Build"));
    auto facts = inspect_image(*engine_.client, *name, cancel_);
    if (!facts) return fail(facts.error());
    return StageImage{*name, std::move(*facts)};
  }

  void note_build(std::string line) {
    std::string words = step_words(line);
    if (words.empty() && !building_) words = "building the image";
    building_ = true;
    if (!words.empty()) doing(std::move(words));
    if (news_.log)
      news_.log({{plan_.stage, SystemClock{}.wall(), LogStream::Runtime, std::move(line)}});
  }

  Result<StageImage> named() {
    const std::string name = plan_.launch.image.value_or(plan_.container.image.value_or(""));
    if (name.empty()) return fail(no_image(plan_));
    auto facts = inspect_image(*engine_.client, name, cancel_);
    if (!facts && facts.error().code == ErrorCode::NotFound) {
      if (const auto pulled = pull_it(name); !pulled)
        return fail(cannot_pull(plan_, name, pulled.error()));
      facts = inspect_image(*engine_.client, name, cancel_);
    }
    if (!facts) return fail(facts.error());
    return StageImage{name, std::move(*facts)};
  }

  Error in_member(Error error, std::string_view member) const {
    const std::string where = local_member(plan_, member);
    error.next_step =
        error.next_step.empty() ? "See " + where : error.next_step + " (" + where + ")";
    return error;
  }

  const StageLaunchPlan& plan_;
  const ReachedEngine& engine_;
  const DockerSurroundings& surroundings_;
  const StageNews& news_;
  std::stop_token cancel_;
  bool building_ = false;
};

}  // namespace

Result<StageImage> stage_image(const StageLaunchPlan& plan, const ReachedEngine& engine,
                               const DockerSurroundings& surroundings, const StageNews& news,
                               std::stop_token cancel) {
  return ImageWork(plan, engine, surroundings, news, std::move(cancel)).run();
}

}  // namespace emulator
