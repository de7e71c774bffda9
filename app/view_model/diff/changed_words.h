#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "app/view_model/diff/body_diff.h"

namespace app {

struct ChangedWords {
  std::vector<TextPart> before;  // words that went; neighbours are one part
  std::vector<TextPart> after;   // words that came
};

// The words in which two lines differ; none where they have next to nothing in common.
ChangedWords changed_words(std::string_view before, std::string_view after);

// Whether all words are equal, or numbers that count as the same; `near` counts those.
bool same_words(std::string_view before, std::string_view after, const Tolerance& tolerance,
                std::size_t& near);

}  // namespace app
