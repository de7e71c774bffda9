#include <catch2/catch_test_macros.hpp>

#include "app/view_model/body_preview.h"
#include "app/view_model/elide.h"
#include "app/view_model/filter/log_filter.h"
#include "app/view_model/header_table.h"
#include "app/view_model/log_rows.h"

using namespace app;

namespace {

float one_per_code_point(std::string_view text) { return static_cast<float>(code_points(text)); }

emulator::BodyPtr body(std::string_view text) {
  return std::make_shared<const emulator::Body>(text);
}

PreviewLimits columns(std::size_t count) {
  PreviewLimits limits;
  limits.columns = count;
  return limits;
}

}  // namespace

TEST_CASE("text that fits is left alone, longer text loses its middle") {
  CHECK(elide_middle("model", 5, one_per_code_point) == "model");
  CHECK(elide_middle("0123456789", 7, one_per_code_point) == "012…789");
  CHECK(elide_end("0123456789", 4, one_per_code_point) == "012…");
  CHECK(elide_middle("0123456789", 0, one_per_code_point) == "…");
}

TEST_CASE("eliding never cuts a code point in two") {
  CHECK(elide_middle("ääääääää", 5, one_per_code_point) == "ää…ää");
}

TEST_CASE("broken UTF-8 is counted byte by byte") { CHECK(code_points("a\xC3") == 2); }

TEST_CASE("a body is shown in lines, long ones wrapped") {
  const BodyPreview preview = body_preview(body("{\r\n  \"a\": 1\n}\n0123456789abc"), columns(10));
  CHECK(preview.lines == std::vector<std::string>{"{", "  \"a\": 1", "}", "0123456789", "abc"});
  CHECK(preview.note.empty());
}

TEST_CASE("control characters become visible") {
  CHECK(body_preview(body(std::string_view("a\0b\tc", 5)), columns(20)).lines.front() == "a·b c");
}

TEST_CASE("a body that is not UTF-8 is shown as bytes") {
  const BodyPreview preview = body_preview(body("\x89PNG\r\n"), columns(80));
  CHECK(preview.is_hex);
  REQUIRE(preview.lines.size() == 1);
  CHECK(preview.lines[0].starts_with("00000000  89 50 4e 47 0d 0a "));
  CHECK(preview.lines[0].ends_with("|.PNG..|"));
}

TEST_CASE("only the head of a large body is shown, and that is said") {
  PreviewLimits limits;
  limits.most_lines = 2;
  const BodyPreview preview = body_preview(body("1\n2\n3\n4\n"), limits);
  CHECK(preview.lines.size() == 2);
  CHECK(preview.note == "The beginning of 8 B");
  limits = {};
  limits.most_bytes = 5;  // cuts through the third ä
  CHECK(body_preview(body("ääää"), limits).lines.front() == "ää");
}

TEST_CASE("a body that is not in memory says where it is") {
  const auto moved = body("0123456789");
  moved->move_to(emulator::BodyPlace::Disk);
  CHECK(body_preview(moved, {}).note == "10 B, moved to disk to keep memory free");
  moved->move_to(emulator::BodyPlace::NotKept);
  CHECK(body_preview(moved, {}).note.starts_with("10 B, not kept any more"));
  CHECK(body_preview(body(""), {}).note == "No body");
}

TEST_CASE("each header says where it came from") {
  const emulator::Headers headers = {
      {"content-type", "text/csv"}, {"Accept", "*/*"}, {"X-Other", "1"}, {"Server", "gunicorn"}};
  const std::vector<emulator::HeaderNote> notes = {
      {"Content-Type", emulator::HeaderFlow::InheritedFromHop, 1, "3.3"},
      {"Accept", emulator::HeaderFlow::Added, 0, "3.4"},
      {"Server", emulator::HeaderFlow::Stripped, 0, "3.12"}};
  const auto rows = header_table(headers, notes);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].chip == "hop 1");
  CHECK(rows[0].explanation.ends_with("(contract 3.3)"));
  CHECK(rows[1].chip == "added");
  CHECK(rows[2].chip.empty());
  CHECK(rows[3].tone == ChipTone::Caution);
}

TEST_CASE("repeated headers take their notes in order") {
  const emulator::Headers headers = {{"X-A", "1"}, {"X-A", "2"}};
  const std::vector<emulator::HeaderNote> notes = {{"X-A", emulator::HeaderFlow::PassedOn, 0, ""},
                                                   {"X-A", emulator::HeaderFlow::Stripped, 0, ""}};
  const auto rows = header_table(headers, notes);
  CHECK(rows[0].chip == "passed on");
  CHECK(rows[1].chip == "stripped");
}

TEST_CASE("a log line's level is what it states, never a guess") {
  CHECK(stated_level("ERROR:root:no such label") == LogLevel::Error);
  CHECK(stated_level("2026-01-31 22:07:31,120 [ERROR] no such label") == LogLevel::Error);
  CHECK(stated_level("2026-01-31 22:07:31,120 - app - WARNING - slow") == LogLevel::Warning);
  CHECK(stated_level("{\"level\": \"error\", \"msg\": \"x\"}") == LogLevel::Error);
  CHECK(stated_level("Traceback (most recent call last):") == LogLevel::Error);
  CHECK(stated_level("no ERROR here") == LogLevel::Plain);
  CHECK(stated_level("POST /invocations 500 ERRORS") == LogLevel::Plain);
}

TEST_CASE("the log filter ignores case and respects the stage") {
  emulator::LogLine line;
  line.stage = emulator::StageId{2};
  line.text = "KeyError: 'labels'";
  const auto matches = [&](LogTerm term) { return LogFilter{{std::move(term)}}.matches(line); };
  const auto stage = [](std::uint64_t id) {
    return LogTerm{.kind = LogTerm::Kind::Stage, .stages = {emulator::StageId{id}}};
  };
  CHECK(matches({.text = "keyerror"}));
  CHECK(matches(stage(2)));
  CHECK_FALSE(matches(stage(3)));
  CHECK_FALSE(matches({.text = "traceback"}));
}

TEST_CASE("paths below the home folder are written with a tilde") {
  CHECK(short_path("/home/ana/wine.json", "/home/ana") == "~/wine.json");
  CHECK(short_path("/home/anabel/wine.json", "/home/ana") == "/home/anabel/wine.json");
  CHECK(short_path("/home/ana", "/home/ana") == "/home/ana");
  CHECK(short_path("/wine.json", "") == "/wine.json");
  CHECK(short_path("/wine.json", "/") == "/wine.json");
}
