#include "emulator/explain/sentence.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "emulator/model/contract_facts.h"

namespace emulator {
namespace {

std::string limit_value(const LimitSetting& limit, const ContractProfile& profile) {
  const double value = limit.get(profile);
  if (limit.unit == "bytes") return format_count(static_cast<std::uint64_t>(value));
  if (value == 0) return "none";
  return format_duration(
      std::chrono::duration_cast<Nanoseconds>(std::chrono::duration<double>(value)));
}

}  // namespace

const Hop* Explained::reached() const {
  const auto at = static_cast<std::size_t>(hop) - 1;
  return hop >= 1 && at < invocation.hops.size() ? invocation.hops[at].get() : nullptr;
}

const Hop* Explained::before() const {
  const auto at = static_cast<std::size_t>(hop) - 2;
  return hop >= 2 && at < invocation.hops.size() ? invocation.hops[at].get() : nullptr;
}

std::string Explained::name_of(int index) const {
  const auto at = static_cast<std::size_t>(index) - 1;
  if (index >= 1 && at < invocation.hops.size()) return invocation.hops[at]->container_hostname;
  if (index >= 1 && at < invocation.order.size()) return invocation.order[at];
  return "the next container";
}

Sentence say(std::string text, std::string_view facts, Tone tone) {
  Sentence sentence;
  sentence.text = std::move(text);
  sentence.facts = facts;
  sentence.tone = tone;
  const auto known = contract_facts_of(facts);
  if (!known.empty()) sentence.evidence = known.front()->tag;
  return sentence;
}

std::string setting_text(const ContractProfile& profile, std::string_view name) {
  for (const SwitchSetting& setting : switch_settings())
    if (setting.name == name)
      return std::string(name) + " = " +
             std::string(setting.options[static_cast<std::size_t>(setting.get(profile))]);
  for (const LimitSetting& limit : limit_settings())
    if (limit.name == name) return std::string(name) + " = " + limit_value(limit, profile);
  return "";
}

Sentence by_setting(const ContractProfile& profile, std::string_view name, Sentence sentence) {
  sentence.setting = setting_text(profile, name);
  return sentence;
}

}  // namespace emulator
