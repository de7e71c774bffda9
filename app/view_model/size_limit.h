#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/view_model/header_table.h"

namespace app {

// A body's size beside what SageMaker allows there.
struct SizeLimit {
  std::uint64_t limit = 0;  // bytes; 0: none
  std::string_view where;   // "between containers"
  std::string_view fact;    // of the contract: "3.21"
};

struct SizeMeter {
  std::string text;                   // "3.40 KB of 5 MB between containers"
  float share = 0;                    // 0 … 1 of the limit
  ChipTone tone = ChipTone::Neutral;  // Caution above 80 %, Bad above the limit
  std::string explanation;
};

SizeMeter size_meter(std::uint64_t bytes, const SizeLimit& limit);

}  // namespace app
