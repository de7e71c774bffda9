#include "emulator/runtime/docker/stage_image.h"

#include "emulator/base/text.h"
#include "emulator/docker/docker_config.h"
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
  for (const std::string_view refusal :
       {"unauthorized", "no basic auth credentials", "authentication required", "denied"})
    if (words.find(refusal) != words.npos) return true;
  return false;
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

}  // namespace

Result<StageImage> stage_image(const StageLaunchPlan& plan, const ReachedEngine& engine,
                               const DockerSurroundings& surroundings, const StageNews& news,
                               std::stop_token cancel) {
  const std::string name = plan.launch.image.value_or(plan.container.image.value_or(""));
  if (name.empty()) return fail(no_image(plan));
  const auto doing = [&news](std::string what) {
    if (news.doing) news.doing(std::move(what));
  };
  auto facts = inspect_image(*engine.client, name, cancel);
  if (!facts && facts.error().code == ErrorCode::NotFound) {
    const auto pulled = pull(engine, name, surroundings, doing, cancel);
    if (!pulled) return fail(cannot_pull(plan, name, pulled.error()));
    doing("");
    facts = inspect_image(*engine.client, name, cancel);
  }
  if (!facts) return fail(facts.error());
  if (news.found)
    for (Finding& finding : image_findings(plan, name, *facts, engine.facts))
      news.found(std::move(finding));
  return StageImage{name, std::move(*facts)};
}

}  // namespace emulator
