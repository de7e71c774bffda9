#include "emulator/base/line_splitter.h"

#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

namespace {

std::vector<std::string> lines_of(const std::vector<std::string>& chunks) {
  LineSplitter splitter;
  std::vector<std::string> lines;
  const auto keep = [&](std::string line) { lines.push_back(std::move(line)); };
  for (const std::string& chunk : chunks) splitter.feed(chunk, keep);
  splitter.finish(keep);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("lines are cut wherever the bytes happen to arrive") {
  CHECK(lines_of({"one\ntw", "o\n", "three"}) == Lines{"one", "two", "three"});
  CHECK(lines_of({"a\r\nb\r", "\n\n"}) == Lines{"a", "b", ""});
  CHECK(lines_of({"", "\n"}) == Lines{""});
  CHECK(lines_of({""}).empty());
}

TEST_CASE("a line without end comes in pieces") {
  const std::string piece(LineSplitter::kLongestLine, 'x');
  CHECK(lines_of({piece + piece + "tail\n"}) == Lines{piece, piece, "tail"});
  CHECK(lines_of({piece + "\nnext\n"}) == Lines{piece, "next"});
  CHECK(lines_of({piece, "\nnext\n"}) == Lines{piece, "next"});
  CHECK(lines_of({piece, "tail"}) == Lines{piece, "tail"});
}

TEST_CASE("bytes that are no text pass unchanged") {
  const std::string bytes("\xff\0\x80", 3);
  CHECK(lines_of({bytes + "\n"}) == Lines{bytes});
}
