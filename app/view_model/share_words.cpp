#include "app/view_model/share_words.h"

#include <array>

#include "emulator/base/text.h"

namespace app {
namespace {

struct Words {
  std::string_view label, id, ending, purpose;
};
// In the order of ShareFormat.
constexpr std::array kWords = {
    Words{"Session", "session", ".hoplens-session",
          "Opens here again with everything: pipeline, invocations, bodies and notes"},
    Words{"HAR", "har", ".har",
          "For the network panel of a browser: an entry for each hop, with bodies"},
    Words{"OTLP", "otlp", ".otlp.json",
          "OpenTelemetry traces as JSON, without bodies: for Jaeger, Tempo and collectors"},
    Words{"Chrome trace", "chrome-trace", ".trace.json",
          "For Perfetto and chrome://tracing, without bodies: a row for each stage"}};

const Words& words_of(ShareFormat format) { return kWords[static_cast<std::size_t>(format)]; }

std::string hidden_words(std::size_t count) {
  if (count == 0) return "";
  return " · " + emulator::format_count(count) + (count == 1 ? " value hidden" : " values hidden");
}

}  // namespace

std::string_view format_label(ShareFormat format) { return words_of(format).label; }
std::string_view format_id(ShareFormat format) { return words_of(format).id; }
std::string_view format_ending(ShareFormat format) { return words_of(format).ending; }
std::string_view format_purpose(ShareFormat format) { return words_of(format).purpose; }

std::filesystem::path proposed_recording(const emulator::Pipeline& pipeline, ShareFormat format) {
  const std::string& name = pipeline.model.model_name;
  return pipeline.folder /
         ((name.empty() ? "recording" : name) + std::string(format_ending(format)));
}

std::string invocations_text(std::size_t count) {
  return emulator::format_count(count) + (count == 1 ? " invocation" : " invocations");
}

std::string saved_text(std::size_t count, const std::filesystem::path& file, std::size_t hidden) {
  return "Saved " + invocations_text(count) + " to " + file.filename().string() +
         hidden_words(hidden);
}

std::string opened_text(std::size_t count, const std::filesystem::path& file) {
  return "Opened " + invocations_text(count) + " of " +
         (file.empty() ? "the last window" : file.filename().string());
}

}  // namespace app
