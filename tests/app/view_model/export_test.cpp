#include <catch2/catch_test_macros.hpp>

#include "app/view_model/export_layout.h"
#include "app/view_model/export_text.h"
#include "app/view_model/phrase_match.h"
#include "tests/support/fake_snapshot.h"

using namespace app;

TEST_CASE("an export is shown line by line, without an empty last line") {
  const auto world = tests::busy_world();
  const ExportText text = export_text(world.pipeline, emulator::exporters().front());
  REQUIRE(text.lines.size() > 2);
  CHECK(text.lines.front() == "{");
  CHECK(text.lines.back() == "}");
  CHECK(text.text.ends_with("}\n"));
  CHECK_FALSE(text.problem);
}

TEST_CASE("an export goes beside the pipeline's file under the model's name") {
  emulator::Pipeline pipeline;
  pipeline.folder = "/data/wine";
  const emulator::Exporter& format = emulator::exporters().front();
  CHECK(default_export_file(pipeline, format) == "/data/wine/model.createmodel.json");
  pipeline.model.model_name = "red/wine";
  CHECK(default_export_file(pipeline, format) == "/data/wine/red-wine.createmodel.json");
}

TEST_CASE("a typed path may start at home, at the root or in the pipeline's folder") {
  CHECK(typed_path("~/x.json", "/home/ada", "/data") == "/home/ada/x.json");
  CHECK(typed_path("/tmp/x.json", "/home/ada", "/data") == "/tmp/x.json");
  CHECK(typed_path("  sub/x.json ", "/home/ada", "/data") == "/data/sub/x.json");
  CHECK(typed_path("~/x.json", "", "/data") == "/data/~/x.json");
  CHECK(typed_path("   ", "/home/ada", "/data").empty());
}

TEST_CASE("what is typed fits a phrase by its words or by letters in order, ignoring case") {
  CHECK(phrase_match("", "Move stage left") == 0);
  CHECK(phrase_match("MOVE", "Move stage left") == 0);
  CHECK(phrase_match("left move", "Move stage left") == 1);
  CHECK(phrase_match("tag", "Move stage left") == 2);
  CHECK(phrase_match("mvlf", "Move stage left") == 3);
  CHECK_FALSE(phrase_match("lm", "Move stage left"));
  CHECK(*phrase_match("zoom", "Zoom in") < *phrase_match("oom", "Zoom in"));
}

TEST_CASE("the export dialog fits every window and its parts do not overlap") {
  for (const auto& [width, height, scale] : {std::tuple{1440.0f, 900.0f, 1.0f},
                                             {960.0f, 600.0f, 1.0f},
                                             {2880.0f, 1800.0f, 2.0f},
                                             {960.0f, 600.0f, 1.5f},
                                             {1440.0f, 900.0f, 3.0f}}) {
    const ExportLayout at = export_layout({width, height, scale, 9});
    CHECK(at.dialog.x >= 0);
    CHECK(at.dialog.bottom() <= height);
    CHECK(at.text.h > 100);
    CHECK(at.title.bottom() <= at.text.y);
    CHECK(at.formats.right() < at.text.x);
    CHECK(at.text.bottom() <= at.findings.y);
    CHECK(at.findings.bottom() <= at.status.y);
    CHECK(at.status.bottom() <= at.buttons.y);
    CHECK(at.buttons.bottom() < at.dialog.h);
    CHECK(at.findings.h >= 2 * kExportFindingRow * scale);
    CHECK(at.findings.h <= 4 * kExportFindingRow * scale);
  }
  CHECK(export_layout({1440, 900, 1, 0}).dialog == Rect{280, 150, 880, 600});
}
