#include "emulator/model/contract_facts.h"

#include <algorithm>
#include <array>

#include "emulator/base/text.h"

namespace emulator {
namespace {

struct TagWords {
  std::string_view tag;
  std::string_view words;
};
constexpr std::array kTags{
    TagWords{"[D]", "AWS documents it"},
    TagWords{"[C]", "read in public code or captured output"},
    TagWords{"[U]", "reported by users"},
    TagWords{"[V]", "tried with AWS's own clients"},
    TagWords{"[I]", "inferred, confirmed nowhere"},
    TagWords{"SILENT", "no source says it"},
    TagWords{"CONFLICT", "sources disagree"},
};

const ContractFact* find_in(std::span<const ContractFact> facts, std::string_view number) {
  const auto found = std::ranges::find(facts, number, &ContractFact::number);
  return found == facts.end() ? nullptr : &*found;
}

}  // namespace

const ContractFact* contract_fact(std::string_view number) {
  const ContractFact* found = find_in(facts_about_containers(), number);
  return found != nullptr ? found : find_in(facts_about_invocations(), number);
}

std::vector<const ContractFact*> contract_facts_of(std::string_view numbers) {
  std::vector<const ContractFact*> found;
  while (!numbers.empty()) {
    const std::size_t comma = numbers.find(',');
    if (const ContractFact* fact = contract_fact(trim(numbers.substr(0, comma))))
      found.push_back(fact);
    numbers = comma == std::string_view::npos ? "" : numbers.substr(comma + 1);
  }
  return found;
}

std::string tag_words(std::string_view tag) {
  std::string words;
  for (const TagWords& known : kTags) {
    if (tag.find(known.tag) == std::string_view::npos) continue;
    if (!words.empty()) words += "; ";
    words += known.words;
  }
  return words;
}

}  // namespace emulator
