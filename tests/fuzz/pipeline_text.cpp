#include "emulator/codec/pipeline_file.h"
#include "emulator/export/exporter.h"
#include "emulator/validate/validate.h"
#include "tests/fuzz/support/fuzz.h"

// A pipeline file: read, judged, exported, written, and read again.
namespace fuzz {
namespace {

emulator::Pipeline without_ids(emulator::Pipeline pipeline) {
  for (emulator::Stage& stage : pipeline.stages) stage.id = {};
  return pipeline;
}

}  // namespace

void try_input(std::string_view input) {
  const auto read = emulator::read_pipeline_text(input, "fuzz.json", "/folder");
  if (!read) {
    promise(!read.error().what.empty(), "an error says what is wrong");
    return;
  }
  auto findings = emulator::validate(read->pipeline);
  emulator::add_lines(findings, read->lines);
  for (const emulator::Exporter& exporter : emulator::exporters())
    if (const auto exported = exporter.render(read->pipeline))
      promise(!exported->text.empty(), "an export is not empty");

  const std::string text = emulator::write_pipeline_text(read->pipeline);
  const auto again = emulator::read_pipeline_text(text, "fuzz.json", "/folder");
  promise(again.has_value(), "what was written can be read");
  promise(without_ids(again->pipeline) == without_ids(read->pipeline),
          "what was written and read again is equal");
  promise(emulator::write_pipeline_text(again->pipeline) == text, "writing is stable");
}

}  // namespace fuzz
