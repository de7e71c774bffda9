#include "emulator/api/control/failure_reason.h"

#include <algorithm>
#include <array>
#include <vector>

namespace emulator {
namespace {

constexpr std::size_t kLongest = 1024;

// One container that is not ready although the pipeline has failed.
struct Failed {
  const Pipeline& pipeline;
  std::size_t index;
  const StageStatus& status;

  std::string what() const { return status.error ? status.error->what : status.cause; }
  bool says(std::string_view words) const { return what().find(words) != std::string::npos; }
  bool found(std::string_view id) const {
    return std::ranges::any_of(status.findings, [id](const Finding& finding) {
      return finding.id == id && finding.severity == Severity::Error;
    });
  }
  const ContainerDefinition& container() const { return pipeline.stages[index].container; }
  std::string url() const {
    if (container().model_data_url) return *container().model_data_url;
    const auto& source = container().model_data_source;
    return source && source->s3_data_source ? source->s3_data_source->s3_uri : "";
  }
  // contract 1.7: these texts alone number containers with an underscore.
  std::string numbered() const { return "container_" + std::to_string(index + 1); }
};

// contract 2.2, D13: nothing can be started.
bool cannot_start(const Failed& failed) {
  return failed.found("D13") || failed.says("There is no program");
}
std::string cannot_start_text(const Failed&, std::string_view variant) {
  return "CannotStartContainerError. Please ensure the model container for variant " +
         std::string(variant) + " starts correctly when invoked with 'docker run <image> serve'";
}

// D34: another processor's image.
bool wrong_processor(const Failed& failed) {
  return failed.found("D34") || failed.says("exec format error");
}
std::string wrong_processor_text(const Failed&, std::string_view) {
  return "Request to service failed. If failure persists after retry, contact customer support.";
}

bool too_large(const Failed& failed) {
  return failed.says("The model archive") && failed.says("holds more than");
}
std::string too_large_text(const Failed&, std::string_view) {
  return "The model data archive is too large.";
}

// D16
bool bad_archive(const Failed& failed) {
  return failed.says("The model archive") && !failed.url().empty();
}
std::string bad_archive_text(const Failed& failed, std::string_view) {
  return "Failed to extract model data archive for container \"" + failed.numbered() +
         "\" from URL \"" + failed.url() +
         "\". Please ensure that the object located at the URL is a valid tar.gz archive.";
}

// The address without what may be left out of a message: a query, a key below a prefix.
std::string bucket_of(const std::string& url) {
  const std::size_t host = url.find("://");
  return host == url.npos ? url : url.substr(0, url.find_first_of("/?", host + 3));
}

bool no_model_data(const Failed& failed) {
  if (failed.url().empty()) return false;
  return failed.says(bucket_of(failed.url())) || failed.says("odel data of stage") ||
         failed.says("There is no model archive") || failed.says("AWS credentials") ||
         failed.says("AWS profile");
}
std::string no_model_data_text(const Failed& failed, std::string_view) {
  return "Failed to download model data for container \"" + failed.numbered() + "\" from URL: \"" +
         failed.url() +
         "\". Please ensure that there is an object located at the URL and that the role passed "
         "to CreateModel has permissions to download the object.";
}

bool no_image(const Failed& failed) {
  return failed.says("cannot be pulled") || failed.says("has no image");
}
std::string no_image_text(const Failed&, std::string_view variant) {
  return "Please make sure all images included in the model for the production variant " +
         std::string(variant) +
         " exist, and that the execution role used to create the model has permissions to access "
         "them.";
}

struct Kind {
  bool (*fits)(const Failed&);
  std::string (*text)(const Failed&, std::string_view variant);
};
// The first that fits says it.
constexpr std::array kKinds{
    Kind{wrong_processor, wrong_processor_text},
    Kind{cannot_start, cannot_start_text},
    Kind{too_large, too_large_text},
    Kind{bad_archive, bad_archive_text},
    Kind{no_image, no_image_text},
    Kind{no_model_data, no_model_data_text},
};

bool timed_out(const StageStatus& status) {
  return status.state == StageState::Failed && status.error &&
         status.error->what.find("/ping") != std::string::npos;
}
// It ran and ended before its first good answer; for AWS that is a failed ping as well.
bool ended_early(const StageStatus& status) {
  return status.ran_for.count() > 0 || status.state == StageState::Exited;
}

std::string ping_text(const std::vector<std::string>& names, std::string_view variant) {
  std::string out = "The ";
  for (const std::string& name : names) out += (out.size() > 4 ? ", " : "") + name;
  return out + " for production variant " + std::string(variant) +
         " did not pass the ping health check. Please check CloudWatch logs for this endpoint.";
}

void add_once(std::vector<std::string>& texts, std::string text) {
  if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

std::string own_words(const Failed& failed) {
  std::string out = failed.what();
  if (failed.status.error && !failed.status.error->next_step.empty())
    out += ". " + failed.status.error->next_step;
  return out;
}

}  // namespace

std::string failure_reason(std::string_view variant, const Pipeline& pipeline,
                           const HostedReport& report) {
  // contract 2.20: once the window is over, whoever is not ready has failed the last ping.
  const bool window_over = std::ranges::any_of(
      report.containers, [](const HostedContainer& one) { return timed_out(one.status); });
  std::vector<std::string> texts;
  std::vector<std::string> unwell;
  for (std::size_t i = 0; i < report.containers.size() && i < pipeline.stages.size(); ++i) {
    const StageStatus& status = report.containers[i].status;
    const bool failed = status.state == StageState::Failed || status.state == StageState::Exited;
    const bool starting = status.state == StageState::Starting;
    if (!failed && !(starting && window_over)) continue;
    const Failed one{pipeline, i, status};
    const auto kind =
        std::ranges::find_if(kKinds, [&one](const Kind& known) { return known.fits(one); });
    if (kind != kKinds.end())
      add_once(texts, kind->text(one, variant));
    else if (starting || timed_out(status) || ended_early(status))
      unwell.push_back(pipeline.stages.size() == 1 ? "primary container"
                                                   : report.containers[i].name);
    else
      add_once(texts, own_words(one));
  }
  if (!unwell.empty()) texts.insert(texts.begin(), ping_text(unwell, variant));
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : " ") + text;
  return shortened_reason(std::move(out));
}

std::string shortened_reason(std::string text) {
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest - std::string_view("…").size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

}  // namespace emulator
