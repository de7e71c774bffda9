#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

// What is known about SageMaker, one line a fact: what explanations, hovers and settings rest on.
namespace emulator {

struct ContractFact {
  std::string_view number;  // "3.4"
  // How it is known: [D] AWS documents it, [C] read in public code or captured output, [U] users
  // report it, [V] tried with AWS's own clients, [I] inferred; "SILENT": no source says it,
  // "CONFLICT": sources disagree.
  std::string_view tag;
  std::string_view words;
};

// By number: sections in order, 2.9 before 2.10.
std::span<const ContractFact> facts_about_containers();   // 1 and 2: CreateModel, the container
std::span<const ContractFact> facts_about_invocations();  // 3 to 8: hops, clients, logs, formats

// The fact of that number; null where there is none.
const ContractFact* contract_fact(std::string_view number);

// "3.2, 3.7" → both facts, those that are not known left out.
std::vector<const ContractFact*> contract_facts_of(std::string_view numbers);

// What a tag says, in words: "[C][U]" → "read in public code; reported by users".
std::string tag_words(std::string_view tag);

}  // namespace emulator
