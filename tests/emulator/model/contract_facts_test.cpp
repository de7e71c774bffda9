#include "emulator/model/contract_facts.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "emulator/model/contract_profile.h"
#include "emulator/model/diagnoses.h"

using namespace emulator;

namespace {

bool all_known(std::string_view numbers) {
  const auto commas = static_cast<std::size_t>(std::ranges::count(numbers, ','));
  return contract_facts_of(numbers).size() == commas + 1;
}

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// "3.4" and "3.12" of "contract 3.4, 3.12: …", and of "(contract 3.4)".
std::vector<std::string> cited_in(const std::string& text) {
  constexpr std::string_view kWord = "ontract ";
  std::vector<std::string> numbers;
  for (std::size_t at = text.find(kWord); at != std::string::npos; at = text.find(kWord, at)) {
    at += kWord.size();
    for (;;) {
      std::size_t end = at;
      while (end < text.size() && (is_digit(text[end]) || (end > at && text[end] == '.'))) ++end;
      std::string number = text.substr(at, end - at);
      if (number.ends_with('.')) number.pop_back();
      if (number.find('.') == std::string::npos) break;
      numbers.push_back(std::move(number));
      if (text.compare(end, 2, ", ") != 0) break;
      at = end + 2;
    }
  }
  return numbers;
}

}  // namespace

TEST_CASE("every fact that the code cites can be shown") {
  CHECK(cited_in("// contract 3.4, 3.12: so. (contract 2.9)") ==
        std::vector<std::string>{"3.4", "3.12", "2.9"});
  std::size_t cited = 0;
  for (const char* folder : {"emulator", "app"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             std::filesystem::path(HOPLENS_SOURCE_DIR) / folder)) {
      const auto kind = entry.path().extension();
      if (kind != ".cpp" && kind != ".h") continue;
      std::ifstream file(entry.path());
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      for (const std::string& number : cited_in(text)) {
        INFO(entry.path() << ": contract " << number);
        CHECK(contract_fact(number) != nullptr);
        ++cited;
      }
    }
  CHECK(cited > 100);
}

TEST_CASE("every fact has a number of its own, words and a way in which it is known") {
  std::set<std::string_view> numbers;
  for (const auto facts : {facts_about_containers(), facts_about_invocations()})
    for (const ContractFact& fact : facts) {
      INFO(fact.number);
      CHECK(numbers.insert(fact.number).second);
      CHECK(fact.words.size() > 20);
      CHECK_FALSE(fact.words.ends_with('.'));
      CHECK_FALSE(tag_words(fact.tag).empty());
    }
}

TEST_CASE("facts are found by number, several at a time") {
  REQUIRE(contract_fact("3.4") != nullptr);
  CHECK(contract_fact("3.4")->tag == "[C][I]");
  CHECK(contract_fact("99.1") == nullptr);
  CHECK(contract_facts_of("3.2, 3.7").size() == 2);
  CHECK(contract_facts_of("3.2, 99.1").size() == 1);
  CHECK(contract_facts_of("").empty());
  CHECK(tag_words("[C][U]") == "read in public code or captured output; reported by users");
}

TEST_CASE("every setting rests on facts that can be shown") {
  for (const SwitchSetting& setting : switch_settings()) {
    INFO(setting.name);
    CHECK(all_known(setting.fact));
  }
  for (const LimitSetting& limit : limit_settings()) {
    INFO(limit.name);
    CHECK(all_known(limit.fact));
  }
}

TEST_CASE("the catalogue numbers thirty-four mistakes and says of each where it shows") {
  REQUIRE(diagnoses().size() == 34);
  for (std::size_t i = 0; i < diagnoses().size(); ++i) {
    const Diagnosis& row = diagnoses()[i];
    INFO(row.id);
    const std::string number = std::to_string(i + 1);
    CHECK(row.id == "D" + std::string(2 - number.size(), '0') + number);
    CHECK_FALSE(row.title.empty());
    CHECK(row.seen_in.empty() != row.why_not.empty());
    if (!row.facts.empty()) CHECK(all_known(row.facts));
  }
  CHECK(diagnosis("D15")->seen_in == "log, answer");
  CHECK(diagnosis("no-content-type") == nullptr);
  CHECK(facts_of_finding("no-content-type") == "3.3, 3.23");
  CHECK(facts_of_finding("D03") == "3.3, 8.3");
  CHECK(facts_of_finding("unheard-of").empty());
}
