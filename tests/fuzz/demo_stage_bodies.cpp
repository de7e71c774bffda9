#include <array>

#include <nlohmann/json.hpp>

#include "emulator/demo_stage/csv.h"
#include "emulator/demo_stage/stage.h"
#include "tests/fuzz/support/fuzz.h"

// Bodies that the demo's stages are sent, and CSV.
namespace fuzz {
namespace {

demo_stage::Stage demo(const char* name) {
  const std::filesystem::path source = HOPLENS_SOURCE_DIR;
  return demo_stage::load_stage(std::nullopt, source / "assets" / "demo" / name).value();
}

void try_csv(std::string_view input) {
  const auto rows = demo_stage::read_csv(input);
  if (!rows) return;
  std::string text;
  for (const demo_stage::TextRow& row : *rows) {
    for (const std::string& field : row) text += demo_stage::write_field(field) + ",";
    text += "end\n";
  }
  const auto again = demo_stage::read_csv(text);
  promise(again.has_value(), "what was written can be read");
  if (const auto numbers = demo_stage::to_numbers(*rows)) {
    const auto rewritten = demo_stage::read_csv(demo_stage::write_csv(*numbers));
    promise(rewritten && demo_stage::to_numbers(*rewritten) == *numbers,
            "numbers are written so that they read back");
  }
}

}  // namespace

void try_input(std::string_view input) {
  static const std::array stages{demo("preprocess"), demo("model"), demo("postprocess")};
  try_csv(input);
  for (const demo_stage::Stage& stage : stages)
    for (const char* type : {"text/csv", "application/json"})
      for (const char* accept : {"text/csv", "application/json"}) {
        const demo_stage::Request request{"POST",
                                          "/invocations",
                                          {{"Content-Type", type}, {"Accept", accept}},
                                          std::string(input)};
        const auto answer = demo_stage::invoke(stage, request, "");
        promise(answer.status != 200 || answer.content_type != "application/json" ||
                    nlohmann::json::accept(answer.body),
                "JSON is JSON");
      }
}

}  // namespace fuzz
