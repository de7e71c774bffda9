#include "app/view_model/phrase_match.h"

#include <algorithm>
#include <string>

#include "emulator/base/text.h"

namespace app {
namespace {

enum Rank { kStart, kWordStart, kInside, kLettersInOrder };

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::optional<Rank> word_match(std::string_view word, std::string_view phrase) {
  const std::size_t at = phrase.find(word);
  if (at == phrase.npos) return std::nullopt;
  if (at == 0) return kStart;
  return phrase.find(" " + std::string(word)) == phrase.npos ? kInside : kWordStart;
}

bool letters_in_order(std::string_view letters, std::string_view phrase) {
  for (const char letter : letters) {
    if (letter == ' ') continue;
    const std::size_t at = phrase.find(letter);
    if (at == phrase.npos) return false;
    phrase.remove_prefix(at + 1);
  }
  return true;
}

}  // namespace

std::optional<int> phrase_match(std::string_view typed, std::string_view phrase) {
  const std::string wanted = lowered(emulator::trim(typed));
  const std::string text = lowered(phrase);
  Rank worst = kStart;
  for (const std::string& word : emulator::split(wanted, ' ')) {
    const auto rank = word_match(word, text);
    if (!rank)
      return letters_in_order(wanted, text) ? std::optional<int>(kLettersInOrder) : std::nullopt;
    worst = std::max(worst, *rank);
  }
  return worst;
}

}  // namespace app
