#include "app/view_model/line_diff.h"

#include <catch2/catch_test_macros.hpp>

using app::DiffLine;
using app::LineDiff;

namespace {

using Lines = std::vector<std::string>;

// "+a" came, "-a" went, " a" stayed.
Lines marked(const LineDiff& diff) {
  Lines out;
  for (const DiffLine& line : diff.lines) {
    const char mark = line.kind == DiffLine::Kind::Added     ? '+'
                      : line.kind == DiffLine::Kind::Removed ? '-'
                                                             : ' ';
    out.push_back(mark + line.text);
  }
  return out;
}

}  // namespace

TEST_CASE("equal texts differ in no line") {
  const LineDiff diff = app::line_diff({"a", "b"}, {"a", "b"});
  CHECK(marked(diff) == Lines{" a", " b"});
  CHECK(diff.same());
  CHECK(app::changes_text(diff) == "no line changed");
}

TEST_CASE("a changed line stands as what went and what came, at its place") {
  const LineDiff diff = app::line_diff({"{", "  1", "}"}, {"{", "  2", "}"});
  CHECK(marked(diff) == Lines{" {", "-  1", "+  2", " }"});
  CHECK(app::changes_text(diff) == "1 line added, 1 removed");
}

TEST_CASE("only what is new and what is gone counts") {
  CHECK(marked(app::line_diff({}, {"a"})) == Lines{"+a"});
  CHECK(marked(app::line_diff({"a"}, {})) == Lines{"-a"});
  const LineDiff moved = app::line_diff({"a", "b", "c", "d"}, {"b", "c", "x", "d", "a"});
  CHECK(marked(moved) == Lines{"-a", " b", " c", "+x", " d", "+a"});
  CHECK(app::changes_text(app::line_diff({"a"}, {"a", "b", "c"})) == "2 lines added");
  CHECK(app::changes_text(app::line_diff({"a", "b"}, {"b"})) == "1 line removed");
}

TEST_CASE("repeated lines at the border of a change are told once") {
  CHECK(marked(app::line_diff({"x", "x"}, {"x", "x", "x"})).size() == 3);
  CHECK(marked(app::line_diff({"x", "x", "x"}, {"x"})).size() == 3);
}

TEST_CASE("very long differing parts count as replaced") {
  Lines before, after;
  for (int i = 0; i < 3000; ++i) {
    before.push_back("b" + std::to_string(i));
    after.push_back("a" + std::to_string(i));
  }
  const LineDiff diff = app::line_diff(before, after);
  CHECK(diff.added == 3000);
  CHECK(diff.removed == 3000);
}
