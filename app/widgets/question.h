#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/widgets/pen.h"

namespace app {

struct QuestionText {
  const char* name = "";           // of its window
  std::string title;               // "Save the changes?"
  std::vector<std::string> lines;  // what it is about; shortened in their middle
};

// A question above a dimmed window, with an answer a button: the first one is the one that is
// meant most often and Enter's, the last one is Esc's. The answer closes it. One frame.
std::optional<std::size_t> draw_question(const Style& style, const QuestionText& text,
                                         std::span<const char* const> answers);

}  // namespace app
