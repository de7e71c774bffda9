#include "app/view_model/export_text.h"

#include <algorithm>
#include <utility>

#include "emulator/base/text.h"

namespace app {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines = emulator::split(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

ExportText export_text(const emulator::Pipeline& pipeline, const emulator::Exporter& exporter) {
  ExportText out;
  auto exported = exporter.render(pipeline);
  if (!exported) {
    out.problem = exported.error();
    return out;
  }
  out.text = std::move(exported->text);
  out.to_fill_in = std::move(exported->to_fill_in);
  out.lines = lines_of(out.text);
  return out;
}

std::filesystem::path default_export_file(const emulator::Pipeline& pipeline,
                                          const emulator::Exporter& exporter) {
  std::string name = pipeline.model.model_name.empty() ? "model" : pipeline.model.model_name;
  std::ranges::replace(name, '/', '-');
  const std::string file =
      name + "." + std::string(exporter.id) + std::string(exporter.file_ending);
  return pipeline.folder / file;
}

std::filesystem::path typed_path(std::string_view typed, std::string_view home,
                                 const std::filesystem::path& folder) {
  const std::string_view path = emulator::trim(typed);
  if (path.empty()) return {};
  if (path.starts_with("~/") && !home.empty()) return std::filesystem::path(home) / path.substr(2);
  return folder / path;
}

}  // namespace app
