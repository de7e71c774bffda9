#include "emulator/codec/limits_shape.h"

#include <algorithm>
#include <cmath>

#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr double kMaxSeconds = 1e9;    // fits into nanoseconds of 64 bits
constexpr double kMinSeconds = 0.001;  // less would round to 0, which means none
constexpr double kMaxBytes = 9e15;     // whole numbers that a double holds exactly

template <typename Setting>
std::vector<std::string_view> names_of(std::span<const Setting> settings) {
  std::vector<std::string_view> names;
  for (const Setting& setting : settings) names.push_back(setting.name);
  return names;
}

template <typename Setting>
const Setting* find_setting(std::span<const Setting> settings, std::string_view name) {
  const auto found = std::ranges::find(settings, name, &Setting::name);
  return found == settings.end() ? nullptr : &*found;
}

// Names to write: those that were read, in their order, then those that differ from the default.
template <typename Setting>
std::vector<const Setting*> settings_to_write(std::span<const Setting> settings,
                                              const KeptMembers& kept,
                                              const ContractProfile& profile) {
  std::vector<const Setting*> out;
  for (const std::string& key : kept.key_order)
    if (const Setting* setting = find_setting(settings, key)) out.push_back(setting);
  for (const Setting& setting : settings) {
    const bool differs = setting.get(profile) != setting.get(ContractProfile{});
    if (differs && std::ranges::find(out, &setting) == out.end()) out.push_back(&setting);
  }
  return out;
}

template <typename Setting>
Presence settings_presence(std::span<const Setting> settings, const ContractProfile& profile) {
  const bool differs = std::ranges::any_of(settings, [&profile](const Setting& setting) {
    return setting.get(profile) != setting.get(ContractProfile{});
  });
  return differs ? Presence::Set : Presence::Default;
}

bool read_limit(const JsonNode& node, const LimitSetting& limit, Pipeline& pipeline,
                Reading& reading) {
  double value = 0;
  if (!Codec<double>::read(node, value, reading)) return false;
  const bool seconds = limit.unit == "seconds";
  if (!seconds && node.kind != JsonKind::Integer)
    return reading.stop(node, "must be a whole number of bytes");
  const bool too_small = value < 0 || (seconds && value != 0 && value < kMinSeconds);
  if (too_small || value > (seconds ? kMaxSeconds : kMaxBytes))
    return reading.stop(node, std::string(node.raw) + " is out of range",
                        seconds ? "Give seconds from 0.001 to 1000000000, or 0"
                                : "Give bytes from 0 to 9000000000000000");
  limit.set(pipeline.local.profile, value);
  return true;
}

bool read_switch(const JsonNode& node, const SwitchSetting& setting, Pipeline& pipeline,
                 Reading& reading) {
  if (!reading.expect(node, JsonKind::Text)) return false;
  const auto found = std::ranges::find(setting.options, std::string_view(node.text));
  if (found == setting.options.end()) {
    std::string options;
    for (const std::string_view option : setting.options)
      options.append(options.empty() ? "" : " or ").append(option);
    return reading.stop(node, "unknown option \"" + node.text + "\"; it can be " + options);
  }
  setting.set(pipeline.local.profile, static_cast<int>(found - setting.options.begin()));
  return true;
}

template <typename Setting>
bool read_settings(const JsonNode& node, Pipeline& pipeline, Reading& reading,
                   std::span<const Setting> settings, KeptMembers& kept,
                   bool (*read_one)(const JsonNode&, const Setting&, Pipeline&, Reading&)) {
  if (!reading.expect(node, JsonKind::Object)) return false;
  for (const JsonNode& child : node.children) {
    kept.key_order.push_back(child.key);
    const Setting* setting = find_setting(settings, child.key);
    if (setting == nullptr)
      return unknown_key(child, names_of(settings), UnknownKeys::Error, reading);
    if (child.kind == JsonKind::Null)
      return reading.stop(child, "must not be null", "Leave the member out instead");
    if (!read_one(child, *setting, pipeline, reading)) return false;
  }
  return true;
}

std::string sentence(std::string_view meaning, std::string_view fact) {
  return std::string(meaning) + " (contract " + std::string(fact) + ")";
}

}  // namespace

bool read_limits(const JsonNode& node, Pipeline& pipeline, Reading& reading) {
  return read_settings(node, pipeline, reading, limit_settings(), pipeline.local.limits_kept,
                       read_limit);
}

Presence limits_presence(const Pipeline& pipeline, std::string_view) {
  return settings_presence(limit_settings(), pipeline.local.profile);
}

void write_limits(const Pipeline& pipeline, std::string_view, std::string& out) {
  const ContractProfile& profile = pipeline.local.profile;
  out += '{';
  for (const LimitSetting* limit :
       settings_to_write(limit_settings(), pipeline.local.limits_kept, profile)) {
    begin_member(out, limit->name);
    if (limit->unit == "bytes")
      out += std::to_string(std::llround(limit->get(profile)));
    else
      Codec<double>::write(limit->get(profile), out);
  }
  out += '}';
}

std::string limits_schema() {
  std::string out = R"("type":"object","additionalProperties":false,"properties":{)";
  for (const LimitSetting& limit : limit_settings()) {
    if (!out.ends_with('{')) out += ',';
    const std::string type = limit.unit == "bytes" ? "integer" : "number";
    out += schema_property(limit.name, sentence(limit.meaning, limit.fact), {},
                           R"("type":")" + type + R"(","minimum":0)");
  }
  return out + "}";
}

bool read_switches(const JsonNode& node, Pipeline& pipeline, Reading& reading) {
  return read_settings(node, pipeline, reading, switch_settings(), pipeline.local.switches_kept,
                       read_switch);
}

Presence switches_presence(const Pipeline& pipeline, std::string_view) {
  return settings_presence(switch_settings(), pipeline.local.profile);
}

void write_switches(const Pipeline& pipeline, std::string_view, std::string& out) {
  const ContractProfile& profile = pipeline.local.profile;
  out += '{';
  for (const SwitchSetting* setting :
       settings_to_write(switch_settings(), pipeline.local.switches_kept, profile)) {
    begin_member(out, setting->name);
    out += json_string(setting->options[static_cast<std::size_t>(setting->get(profile))]);
  }
  out += '}';
}

std::string switches_schema() {
  std::string out = R"("type":"object","additionalProperties":false,"properties":{)";
  for (const SwitchSetting& setting : switch_settings()) {
    if (!out.ends_with('{')) out += ',';
    out += schema_property(setting.name, sentence(setting.meaning, setting.fact), setting.options,
                           Codec<std::string>::schema());
  }
  return out + "}";
}

}  // namespace emulator
