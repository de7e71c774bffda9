#pragma once

#include <string_view>

#include "app/view_model/diff/tolerance.h"

namespace app {

// As what two bodies are compared.
enum class DiffForm { Auto, Json, Csv, Lines, Bytes };
std::string_view to_text(DiffForm form);  // "JSON"

struct DiffWish {
  DiffForm form = DiffForm::Auto;
  Tolerance tolerance;
  bool operator==(const DiffWish&) const = default;
};

}  // namespace app
