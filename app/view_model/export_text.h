#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/export/exporter.h"

// What is exported, and where it goes.
namespace app {

struct ExportText {
  std::string text;
  std::vector<std::string> lines;  // of the text
  std::vector<emulator::Finding> to_fill_in;
  std::optional<emulator::Error> problem;  // there is no text then
};

// Without the line break at the end of the last one.
std::vector<std::string> lines_of(const std::string& text);

ExportText export_text(const emulator::Pipeline& pipeline, const emulator::Exporter& exporter);

// "<folder of the pipeline>/<ModelName>.createmodel.json"
std::filesystem::path default_export_file(const emulator::Pipeline& pipeline,
                                          const emulator::Exporter& exporter);

// What a person typed as a path: "~/" is the home folder where there is one, what is not
// absolute starts at `folder`. Empty for nothing but blanks.
std::filesystem::path typed_path(std::string_view typed, std::string_view home,
                                 const std::filesystem::path& folder);

}  // namespace app
