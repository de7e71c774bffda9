#include "emulator/serving/spoken_causes.h"

#include <algorithm>
#include <array>

#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::size_t kLongestQuote = 200;

bool has(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

// Python's words for a name that a pickle does not find again.
bool is_lost_name(std::string_view text) {
  return has(text, "__main__") &&
         (has(text, "has no attribute") || has(text, "Can't get attribute"));
}
bool is_accept(std::string_view text) {
  return has(text, "KeyError: 'HTTP_ACCEPT'") || has(text, "KeyError: 'Accept'") ||
         has(text, "KeyError: 'accept'");
}
bool is_exec_format(std::string_view text) {
  return has(text, "xec format error") || has(text, "xec user process caused");
}
// The line of XGBoost's loader that fails where the archive holds no file in its root.
bool is_empty_model_folder(std::string_view text) { return has(text, "models[0]"); }

constexpr std::array kCauses{
    SpokenCause{"D15", Severity::Error, "ead-only file system", nullptr,
                "wrote where it may not write",
                "Let {name} write below /tmp: /opt/ml is read-only on an endpoint"},
    SpokenCause{"D16", Severity::Error, "model_formats[0]", is_empty_model_folder,
                "found no model file in the root of its model data",
                "Pack the model file into the root of model.tar.gz, without a folder around it and "
                "without files of macOS (._…): tar -czf model.tar.gz -C folder ."},
    SpokenCause{"D16", Severity::Error, "no SavedModel bundles found", nullptr,
                "found no SavedModel in its model data",
                "Pack it as <name>/<number>/saved_model.pb"},
    SpokenCause{"D16", Severity::Error, "No such file or directory: '/opt/ml/model", nullptr,
                "did not find a file in its model data",
                "List the archive (tar -tzf model.tar.gz): what {name} opens must stand below its "
                "root as it is spelled there"},
    SpokenCause{"D17", Severity::Error, "__main__", is_lost_name,
                "cannot load its model: a class or function of the training script is not there",
                "Put it into a module that training and inference both import, and save the model "
                "again"},
    SpokenCause{"D30", Severity::Error, "not enough ports available in SAGEMAKER_SAFE_PORT_RANGE",
                nullptr, "wants more ports than SAGEMAKER_SAFE_PORT_RANGE holds",
                "Start fewer workers or models in {name}; count the range's upper end as taken"},
    SpokenCause{"D34", Severity::Error, "xec ", is_exec_format, "is built for another processor",
                "Build it with docker build --platform linux/amd64 (or linux/arm64), as the "
                "instance's processor is"},
    SpokenCause{"D29", Severity::Error, "nput schema has to be provided", nullptr,
                "knows no input schema",
                "Set SAGEMAKER_SPARKML_SCHEMA in the Environment of {name}, or send a schema with "
                "the body"},
    SpokenCause{"D31", Severity::Error, "KeyError: '", is_accept,
                "looked for an Accept header that it was not sent",
                "Treat a missing Accept like */*"},
    SpokenCause{"D11", Severity::Warning, "client intended to send too large body", nullptr,
                "has nginx in front, which refused a body as too large",
                "Raise client_max_body_size in its nginx configuration"},
    SpokenCause{"D12", Severity::Warning, "WORKER TIMEOUT (pid:", nullptr,
                "ended a worker of its own that took too long",
                "Raise the server's own time-out (gunicorn --timeout, "
                "SAGEMAKER_MODEL_SERVER_TIMEOUT) to 60 s, or make {name} faster"},
    SpokenCause{"worker-killed", Severity::Warning, "was sent SIGKILL! Perhaps out of memory",
                nullptr, "lost a worker, most likely for want of memory",
                "Start fewer workers, load a smaller model, or give {name} more memory"},
};

// The line of the text that holds the key, short enough to be shown, always UTF-8.
std::string quoted(std::string_view text, std::string_view key) {
  const std::size_t at = std::min(text.find(key), text.size());
  const std::size_t before = text.rfind('\n', at);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  std::string line(trim(text.substr(begin, text.find('\n', at) - begin)));
  if (line.size() > kLongestQuote) line.resize(kLongestQuote);
  if (!is_valid_utf8(line))
    for (char& c : line)
      if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  return line;
}

std::string with_name(std::string_view words, std::string_view name) {
  constexpr std::string_view kName = "{name}";
  std::string out(words);
  for (std::size_t at = out.find(kName); at != std::string::npos; at = out.find(kName, at))
    out.replace(at, kName.size(), name), at += name.size();
  return out;
}

}  // namespace

std::span<const SpokenCause> spoken_causes() { return kCauses; }

bool tells(const SpokenCause& cause, std::string_view text) {
  const std::string_view heard = text.substr(0, kHeardBytes);
  return has(heard, cause.key) && (cause.means == nullptr || cause.means(heard));
}

const SpokenCause* cause_told_by(std::string_view text) {
  const auto* found = std::ranges::find_if(
      kCauses, [text](const SpokenCause& cause) { return tells(cause, text); });
  return found == kCauses.end() ? nullptr : found;
}

Finding finding_of(const SpokenCause& cause, std::string_view name, std::string_view text) {
  Finding finding;
  finding.id = cause.id;
  finding.severity = cause.severity;
  finding.container_hostname = name;
  finding.message =
      std::string(name) + " " + std::string(cause.what) + ": " + quoted(text, cause.key);
  finding.fix = with_name(cause.fix, name);
  return finding;
}

}  // namespace emulator
