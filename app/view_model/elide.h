#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace app {

// Width of a text in pixels, as the font at hand draws it.
using MeasureText = std::function<float(std::string_view)>;

// Byte offset of the code point after the one at `at`. A broken sequence counts byte by byte.
std::size_t next_code_point(std::string_view text, std::size_t at);
// Number of code points.
std::size_t code_points(std::string_view text);

// The text, or its head and tail around "…" where it is wider than `most`: for image names and
// paths, whose ends tell most.
std::string elide_middle(std::string_view text, float most, const MeasureText& measure);
// The path with the user's home folder written as "~". An empty home is no home.
std::string short_path(std::string_view path, std::string_view home);
// The text, or its head and "…".
std::string elide_end(std::string_view text, float most, const MeasureText& measure);

}  // namespace app
