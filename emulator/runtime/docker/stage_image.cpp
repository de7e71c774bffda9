#include "emulator/runtime/docker/stage_image.h"

#include "emulator/base/text.h"
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

}  // namespace

Result<StageImage> stage_image(const StageLaunchPlan& plan, const DockerHost& host,
                               const StageNews& news, std::stop_token cancel) {
  const std::string name = plan.launch.image.value_or(plan.container.image.value_or(""));
  if (name.empty()) return fail(no_image(plan));
  const auto doing = [&news](std::string what) {
    if (news.doing) news.doing(std::move(what));
  };
  auto facts = inspect_image(*host.client, name, cancel);
  if (!facts && facts.error().code == ErrorCode::NotFound) {
    doing("pulling " + short_name(name));
    const auto pulled = pull_image(
        *host.client, name, "",
        [&](const PullProgress& progress) { doing(words_of(progress, name)); }, cancel);
    if (!pulled) return fail(cannot_pull(plan, name, pulled.error()));
    doing("");
    facts = inspect_image(*host.client, name, cancel);
  }
  if (!facts) return fail(facts.error());
  if (news.found)
    for (Finding& finding : image_findings(plan, name, *facts, host.facts))
      news.found(std::move(finding));
  return StageImage{name, std::move(*facts)};
}

}  // namespace emulator
