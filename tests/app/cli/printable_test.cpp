#include "app/cli/printable.h"

#include <catch2/catch_test_macros.hpp>

using namespace app::cli;

TEST_CASE("printable text carries no escape sequence, line end or broken byte") {
  CHECK(printable("a\x1b[31mb") == "a\uFFFD[31mb");
  CHECK(printable("one\r\ntwo") == "one two");
  CHECK(printable("tab\tstays") == "tab\tstays");
  CHECK(printable("bad \xff byte") == "bad \uFFFD byte");
  CHECK(printable("\xc2\x9b"
                  "31m") == "\uFFFD31m");  // the eight-bit form of ESC [
  CHECK(printable("Größe 5 µs ✓") == "Größe 5 µs ✓");
}

TEST_CASE("plain text is UTF-8 with no control characters but tabs and line ends") {
  CHECK(is_plain_text("a,b\r\n1,2\n\tx"));
  CHECK(is_plain_text(""));
  CHECK_FALSE(is_plain_text("a\x1b[2J"));
  CHECK_FALSE(is_plain_text(std::string_view("a\0b", 3)));
  CHECK_FALSE(is_plain_text("\x93NUMPY"));
}

TEST_CASE("columns count code points, so padding and cutting keep tables straight") {
  CHECK(columns("µs") == 2);
  CHECK(pad_right("µs", 4) == "µs  ");
  CHECK(pad_left("µs", 4) == "  µs");
  CHECK(pad_left("longer", 4) == "longer");
  CHECK(cut("preprocess", 5) == "prep…");
  CHECK(cut("µµµµ", 3) == "µµ…");
  CHECK(cut("short", 5) == "short");
  CHECK(cut("any", 0).empty());
}

TEST_CASE("counts and lists read like sentences") {
  CHECK(counted(1, "stage") == "1 stage");
  CHECK(counted(1200, "rule") == "1,200 rules");
  CHECK(listed({"a"}) == "a");
  CHECK(listed({"a", "b", "c"}) == "a, b and c");
  CHECK(listed({}).empty());
}
