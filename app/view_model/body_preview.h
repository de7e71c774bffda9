#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "emulator/model/body.h"

namespace app {

struct PreviewLimits {
  std::size_t columns = 120;  // longer lines are wrapped
  std::size_t most_lines = 2'000;
  std::size_t most_bytes = 256 * 1024;
};

// The head of a body as lines that can be drawn one by one.
struct BodyPreview {
  std::vector<std::string> lines;
  std::string note;     // what is not shown and why; empty when all of it is there
  bool is_hex = false;  // not UTF-8
  bool operator==(const BodyPreview&) const = default;
};

// Looks only at what is in memory: a body on disk or not kept any more says so instead.
BodyPreview body_preview(const emulator::BodyPtr& body, const PreviewLimits& limits);

// 16 bytes a row: "00000000  89 50 4e 47 …  |.PNG…|".
std::vector<std::string> hex_lines(std::string_view bytes, std::size_t most_lines);

}  // namespace app
