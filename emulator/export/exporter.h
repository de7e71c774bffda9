#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/model/finding.h"
#include "emulator/model/pipeline.h"

namespace emulator {

struct Exported {
  std::string text;
  std::vector<Finding> to_fill_in;  // what AWS will ask for and the definition does not say (1.22)
};

// A format that a definition can be exported to. Pure.
struct Exporter {
  std::string_view id;           // "createmodel"
  std::string_view title;        // "CreateModel JSON"
  std::string_view file_ending;  // ".json"
  Result<Exported> (*render)(const Pipeline&);
};

std::span<const Exporter> exporters();
const Exporter* find_exporter(std::string_view id);

}  // namespace emulator
