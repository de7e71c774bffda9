#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/codec/recordings/recording_source.h"
#include "emulator/model/secrets.h"

// What is hidden before a recording leaves this machine. Hidden values become "••••".
namespace emulator {

// What the user wants hidden besides: names of headers and of JSON members anywhere
// ("password"), and paths of JSON values ("$.user.email", "$.rows[*].name").
struct RedactionWishes {
  std::vector<std::string> names;
  std::vector<std::string> paths;
};
// From text as it is typed: separated by commas or spaces.
RedactionWishes redaction_wishes(std::string_view typed);

// True for headers that carry credentials: Authorization, Cookie, X-Amz-Security-Token, …
bool is_secret_header(std::string_view name);

// Hides secrets in one recording after another and counts what it hid. One thread.
class Redactor {
 public:
  // Hides nothing.
  Redactor() = default;
  // Values of secret environment variables of this pipeline wherever they stand, headers that
  // carry credentials, and what is wished for.
  Redactor(const Pipeline& pipeline, RedactionWishes wishes)
      : secrets_(pipeline), wishes_(std::move(wishes)), on_(true) {}

  // The same pointer where there is nothing to hide. `load` brings bodies.
  InvocationPtr redacted(const InvocationPtr& invocation, const LoadContent& load);
  Pipeline redacted(Pipeline pipeline);
  // Any text that leaves: a command to copy.
  std::string redacted(std::string text);
  HttpRequest redacted(HttpRequest request, const LoadContent& load);

  std::size_t hidden() const { return hidden_; }
  void set_hidden(std::size_t count) { hidden_ = count; }  // what was counted before

 private:
  BodyPtr without_secrets(const BodyPtr& body, const LoadContent& load);
  bool is_wished_name(std::string_view name) const;
  void hide(std::string& text) { hidden_ += secrets_.mask(text); }
  void hide(std::optional<std::string>& text) {
    if (text) hide(*text);
  }
  void hide(Headers& headers);
  void hide(BodyPtr& body, const LoadContent& load);
  void hide(HttpRequest& request, const LoadContent& load);
  void hide(HttpResponse& response, const LoadContent& load);
  void hide(Hop& hop, const LoadContent& load);
  void hide(InvokeRequest& request, const LoadContent& load);
  void hide_json(std::string& text);
  void hide(EnvironmentMap& environment);

  Secrets secrets_;
  RedactionWishes wishes_;
  bool on_ = false;
  std::size_t hidden_ = 0;
  // Response k is request k+1: hidden once, counted once, and one body afterwards as before.
  std::map<std::uint64_t, BodyPtr> bodies_;
};

// The same recordings with secrets hidden. Each is counted once, however often it is looked at.
RecordingSource redacting(RecordingSource source, std::shared_ptr<Redactor> redactor);

// "3 values hidden"; empty for none.
std::string hidden_text(std::size_t count);

}  // namespace emulator
