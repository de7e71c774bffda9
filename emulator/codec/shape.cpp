#include "emulator/codec/shape.h"

#include <algorithm>
#include <array>

#include "emulator/base/text.h"

namespace emulator {
namespace {

template <typename Number>
bool parse_whole(std::string_view digits, Number& out) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return error == std::errc{} && end == digits.data() + digits.size();
}

template <typename Number>
bool read_whole(const JsonNode& node, Number& out, Reading& reading) {
  if (node.kind == JsonKind::Integer && parse_whole(node.raw, out)) return true;
  if (node.kind == JsonKind::Integer) return reading.stop(node, "is out of range");
  return reading.stop(node, "must be a whole number, is " +
                                (node.kind == JsonKind::Number ? std::string(node.raw)
                                                               : std::string(to_text(node.kind))));
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? "" : ", ").append(word);
  return out;
}

constexpr std::array kRuntimes{RuntimeKind::Docker, RuntimeKind::Process, RuntimeKind::Url};

}  // namespace

bool Reading::stop(const JsonNode& at, const std::string& what, std::string next_step) {
  if (!error)
    error = Error{ErrorCode::InvalidInput, place_text(name, at.line, at.pointer) + ": " + what,
                  std::move(next_step)};
  return false;
}

bool Reading::expect(const JsonNode& node, JsonKind kind) {
  if (node.kind == kind) return true;
  const bool number = node.kind == JsonKind::Integer || node.kind == JsonKind::Number;
  const bool quotes = kind == JsonKind::Text && (number || node.kind == JsonKind::Boolean);
  return stop(node,
              "must be " + std::string(to_text(kind)) + ", is " + std::string(to_text(node.kind)),
              quotes ? "Put it in quotes: \"" + std::string(node.raw) + "\"" : "");
}

bool unknown_key(const JsonNode& node, const std::vector<std::string_view>& known,
                 UnknownKeys policy, Reading& reading) {
  const std::string near = nearest(node.key, known);
  if (policy == UnknownKeys::Keep && near.empty()) {
    Finding warning;
    warning.id = "unknown-member";
    warning.severity = Severity::Warning;
    warning.message = "CreateModel has no member \"" + node.key + "\" that hoplens knows";
    warning.fix =
        "It is kept and exported as it stands; check its spelling against AWS's reference";
    warning.pointer = node.pointer;
    warning.line = node.line;
    reading.warnings.push_back(std::move(warning));
    return true;
  }
  const std::string what = "unknown key \"" + node.key + "\"; ";
  if (!near.empty())
    return reading.stop(node, what + "nearest valid key is \"" + near + "\"",
                        "Write \"" + near + "\", or remove the member");
  return reading.stop(
      node, what + (known.empty() ? "none is valid here" : "valid keys are " + joined(known)),
      "Remove the member, or use one of the valid keys");
}

void begin_member(std::string& out, std::string_view key) {
  if (!out.ends_with('{')) out += ',';
  out += json_string(key) + ":";
}

std::string schema_property(std::string_view key, std::string_view help,
                            std::span<const std::string_view> options, const std::string& type) {
  std::string out = json_string(key) + ":{\"description\":" + json_string(help) + "," + type;
  if (!options.empty()) {
    out += ",\"enum\":[";
    for (const std::string_view option : options)
      out += (out.ends_with('[') ? "" : ",") + json_string(option);
    out += ']';
  }
  return out + "}";
}

const std::string* find_text(const KeptMembers& kept, std::string_view key) {
  for (const auto& [name, text] : kept.unknown)
    if (name == key) return &text;
  return nullptr;
}

bool Codec<std::string>::read(const JsonNode& node, std::string& out, Reading& reading) {
  if (!reading.expect(node, JsonKind::Text)) return false;
  out = node.text;
  return true;
}
void Codec<std::string>::write(const std::string& value, std::string& out) {
  out += json_string(value);
}
std::string Codec<std::string>::schema() { return R"("type":"string")"; }

bool Codec<bool>::read(const JsonNode& node, bool& out, Reading& reading) {
  if (!reading.expect(node, JsonKind::Boolean)) return false;
  out = node.raw == "true";
  return true;
}
void Codec<bool>::write(const bool& value, std::string& out) { out += value ? "true" : "false"; }
std::string Codec<bool>::schema() { return R"("type":"boolean")"; }

bool Codec<int>::read(const JsonNode& node, int& out, Reading& reading) {
  return read_whole(node, out, reading);
}
void Codec<int>::write(const int& value, std::string& out) { out += std::to_string(value); }
std::string Codec<int>::schema() { return R"("type":"integer")"; }

bool Codec<std::int64_t>::read(const JsonNode& node, std::int64_t& out, Reading& reading) {
  return read_whole(node, out, reading);
}
void Codec<std::int64_t>::write(const std::int64_t& value, std::string& out) {
  out += std::to_string(value);
}
std::string Codec<std::int64_t>::schema() { return R"("type":"integer")"; }

bool Codec<double>::read(const JsonNode& node, double& out, Reading& reading) {
  if (node.kind != JsonKind::Integer && !reading.expect(node, JsonKind::Number)) return false;
  const auto [end, error] =
      std::from_chars(node.raw.data(), node.raw.data() + node.raw.size(), out);
  if (error == std::errc{}) return true;
  return reading.stop(node, "is out of range");
}
void Codec<double>::write(const double& value, std::string& out) {
  std::array<char, 32> digits{};  // the shortest text that reads back as the same number
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}
std::string Codec<double>::schema() { return R"("type":"number")"; }

bool Codec<std::chrono::seconds>::read(const JsonNode& node, std::chrono::seconds& out,
                                       Reading& reading) {
  std::int64_t count = 0;
  if (!read_whole(node, count, reading)) return false;
  if (count < 0 || count > 86'400) return reading.stop(node, "must be from 0 to 86400 seconds");
  out = std::chrono::seconds{count};
  return true;
}
void Codec<std::chrono::seconds>::write(const std::chrono::seconds& value, std::string& out) {
  out += std::to_string(value.count());
}
std::string Codec<std::chrono::seconds>::schema() {
  return R"("type":"integer","minimum":0,"maximum":86400)";
}

bool Codec<RuntimeKind>::read(const JsonNode& node, RuntimeKind& out, Reading& reading) {
  if (!reading.expect(node, JsonKind::Text)) return false;
  std::vector<std::string_view> names;
  for (const RuntimeKind kind : kRuntimes) {
    out = kind;
    if (to_text(kind) == node.text) return true;
    names.push_back(to_text(kind));
  }
  const std::string near = nearest(node.text, names);
  return reading.stop(node, "unknown runtime \"" + node.text + "\"; it can be " + joined(names),
                      near.empty() ? "" : "Write \"" + near + "\"");
}
void Codec<RuntimeKind>::write(const RuntimeKind& value, std::string& out) {
  out += json_string(to_text(value));
}
std::string Codec<RuntimeKind>::schema() { return R"("type":"string")"; }

bool Codec<EnvironmentMap>::read(const JsonNode& node, EnvironmentMap& out, Reading& reading) {
  if (!reading.expect(node, JsonKind::Object)) return false;
  for (const JsonNode& child : node.children) {
    if (!reading.expect(child, JsonKind::Text)) return false;
    out.emplace_back(child.key, child.text);
  }
  return true;
}
void Codec<EnvironmentMap>::write(const EnvironmentMap& value, std::string& out) {
  out += '{';
  for (auto at = value.begin(); at != value.end(); ++at) {
    // A name set twice by hand would make a file that cannot be read: the last one counts.
    const auto same = [&at](const auto& later) { return later.first == at->first; };
    if (std::any_of(at + 1, value.end(), same)) continue;
    begin_member(out, at->first);
    out += json_string(at->second);
  }
  out += '}';
}
std::string Codec<EnvironmentMap>::schema() {
  return R"("type":"object","additionalProperties":{"type":"string"})";
}

}  // namespace emulator
