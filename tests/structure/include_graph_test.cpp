#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "tests/structure/sources.h"

namespace {

using Names = std::span<const std::string_view>;

// Whether `path` is one of `names`; a name that ends in '/' stands for all that is below it.
bool is_among(std::string_view path, Names names) {
  return std::ranges::any_of(names, [path](std::string_view name) {
    return name.ends_with('/') ? path.starts_with(name) : path == name;
  });
}

// What the files of a folder may include of ours, besides their own folder.
struct Layer {
  std::string_view folder;
  std::vector<std::string_view> may_include;
};

const std::vector<Layer>& layers() {
  static const std::vector<Layer> table{
      {"emulator/base/", {}},
      {"emulator/model/", {"emulator/base/"}},
      // Siblings: none knows another.
      {"emulator/validate/", {"emulator/base/", "emulator/model/"}},
      {"emulator/codec/", {"emulator/base/", "emulator/model/"}},
      {"emulator/export/", {"emulator/base/", "emulator/model/"}},
      {"emulator/payload/", {"emulator/base/", "emulator/model/"}},
      {"emulator/docker/", {"emulator/base/"}},
      {"emulator/fetch/", {"emulator/base/"}},
      {"emulator/runtime/",
       {"emulator/base/", "emulator/model/", "emulator/docker/", "emulator/fetch/"}},
      {"emulator/serving/", {"emulator/base/", "emulator/model/"}},
      {"emulator/explain/", {"emulator/base/", "emulator/model/", "emulator/serving/hop_rules.h"}},
      {"emulator/trace/", {"emulator/base/", "emulator/model/"}},
      {"emulator/api/",
       {"emulator/base/", "emulator/model/", "emulator/validate/", "emulator/codec/",
        "emulator/runtime/", "emulator/serving/"}},
      {"emulator/engine/",
       {"emulator/api/", "emulator/base/", "emulator/model/", "emulator/validate/",
        "emulator/codec/", "emulator/export/", "emulator/payload/", "emulator/runtime/",
        "emulator/serving/", "emulator/trace/"}},
      // A program of its own, that stands in for somebody else's container.
      {"emulator/demo_stage/", {"emulator/base/"}},

      // The screen draws snapshots and returns commands.
      {"app/theme/", {"emulator/base/"}},
      {"app/raster/", {"emulator/base/", "app/theme/"}},
      {"app/view_model/",
       {"emulator/base/", "emulator/model/", "emulator/payload/", "emulator/explain/",
        "emulator/engine/breakpoint_condition.h", "emulator/engine/snapshot.h",
        "emulator/export/exporter.h", "emulator/validate/validate.h", "emulator/validate/fixes.h"}},
      {"app/state/",
       {"emulator/base/", "emulator/model/", "emulator/engine/commands.h",
        "emulator/engine/snapshot.h", "app/view_model/", "app/settings/"}},
      {"app/widgets/",
       {"emulator/base/", "app/theme/", "app/view_model/", "app/actions/actions.h",
        "app/item_registry.h"}},
      {"app/panels/",
       {"emulator/base/", "emulator/model/", "emulator/engine/commands.h",
        "emulator/engine/snapshot.h", "app/raster/decode_picture.h", "app/raster/image.h",
        "app/theme/", "app/view_model/", "app/widgets/", "app/actions/actions.h", "app/app_state.h",
        "app/state/", "app/errands/", "app/file_question.h", "app/item_registry.h",
        "app/settings/"}},
      {"app/errands/",
       {"emulator/base/", "emulator/model/", "emulator/codec/", "emulator/payload/",
        "app/raster/decode_picture.h", "app/view_model/", "app/actions/actions.h",
        "app/app_state.h", "app/file_question.h", "app/state/", "app/settings/"}},
      {"app/settings/", {"emulator/base/", "app/view_model/", "app/window/window_placement.h"}},
      {"app/watch/", {"emulator/base/"}},
      {"app/window/", {"emulator/base/", "app/theme/", "app/raster/image.h"}},
  };
  return table;
}

// Includes that the layers would not allow, each with its reason.
struct Exception {
  std::string_view file;
  std::string_view include;
  std::string_view reason;
};
constexpr std::array kExceptions{
    Exception{"emulator/export/exporter.cpp", "emulator/codec/create_model_json.h",
              "CreateModel's text has one writer, and it is an export too"},
    Exception{"emulator/export/exporter.cpp", "emulator/validate/validate.h",
              "an export says which blanks are left to fill in"},
    Exception{"emulator/export/exporter.cpp", "emulator/validate/patterns.h",
              "an export says which blanks are left to fill in"},
};

bool is_excepted(std::string_view file, std::string_view include) {
  return std::ranges::any_of(kExceptions, [&](const Exception& exception) {
    return exception.file == file && exception.include == include;
  });
}

const Layer* layer_of(std::string_view path) {
  const auto found = std::ranges::find_if(
      layers(), [path](const Layer& layer) { return path.starts_with(layer.folder); });
  return found == layers().end() ? nullptr : &*found;
}

bool is_standard_header(std::string_view name) {
  return name.find_first_of("./") == std::string_view::npos;
}

// A library's headers may be named only where it belongs.
struct Library {
  std::string_view headers;  // how their names begin
  std::vector<std::string_view> may_include;
};
const std::vector<Library>& libraries() {
  static const std::vector<Library> table{
      {"imgui_impl_", {"app/window/"}},
      {"GLFW/", {"app/window/"}},
      {"GL/", {"app/window/"}},
      {"GLES", {"app/window/"}},
      {"EGL/", {"app/window/"}},
      {"X11/", {"app/window/", "tests/e2e/"}},
      {"imgui", {"app/", "tests/"}},
      {"stb_", {"app/", "tests/"}},
      {"httplib", {"emulator/docker/", "emulator/demo_stage/", "tests/"}},
      {"curl/", {"emulator/fetch/"}},
      {"openssl/", {"emulator/docker/", "emulator/fetch/", "tests/emulator/"}},
      {"CLI/", {"app/cli/", "emulator/demo_stage/", "tests/bench/"}},
      {"catch2/", {"tests/"}},
      {"app/", {"app/", "tests/"}},
      {"tests/", {"tests/"}},
      {"emulator/demo_stage/",
       {"emulator/demo_stage/", "tests/fuzz/", "tests/emulator/demo_stage/"}},
      {"emulator/engine/engine.h", {"emulator/engine/", "app/cli/", "tests/"}},
  };
  return table;
}

// A region's panel is one that app/app_drawing.cpp puts on the screen; the other headers of
// app/panels are parts that a panel is made of.
std::set<std::string> region_panels() {
  std::set<std::string> regions;
  for (const SourceFile& file : source_files())
    if (file.path == "app/app.cpp" || file.path == "app/app_drawing.cpp")
      for (const Include& include : file.includes)
        if (include.name.starts_with("app/panels/")) regions.insert(include.name);
  return regions;
}

std::string without_ending(std::string_view path) {
  return std::string(path.substr(0, path.rfind('.')));
}

template <typename Allowed>
Offenders includes_that_are_not(Allowed allowed) {
  Offenders offenders;
  for (const SourceFile& file : source_files())
    for (const Include& include : file.includes)
      if (!allowed(file, include)) offenders.add(file.path + " includes " + include.name);
  return offenders;
}

}  // namespace

TEST_CASE("the sources are found") {
  // Every rule below would hold for no files at all.
  CHECK(source_files().size() > 300);
  CHECK(region_panels().size() > 5);
  for (const Layer& layer : layers()) {
    CAPTURE(layer.folder);
    CHECK(std::ranges::any_of(
        source_files(), [&](const auto& file) { return file.path.starts_with(layer.folder); }));
  }
}

TEST_CASE("every folder of the engine has its place in the layers") {
  Offenders offenders;
  for (const SourceFile& file : source_files())
    if (file.path.starts_with("emulator/") && layer_of(file.path) == nullptr)
      offenders.add(file.path);
  CHECK(offenders == kNone);
}

TEST_CASE("a file in quotes is one of ours, and its path starts at the root or beside the file") {
  CHECK(includes_that_are_not([](const SourceFile& file, const Include& include) {
          if (!include.quoted) return true;
          const auto beside = repository_root() / folder_of(file.path) / include.name;
          return std::filesystem::exists(repository_root() / include.name) ||
                 (file.path.starts_with("tests/") && std::filesystem::exists(beside));
        }) == kNone);
}

TEST_CASE("a folder includes only what lies below it in the layers") {
  CHECK(includes_that_are_not([](const SourceFile& file, const Include& include) {
          const Layer* layer = layer_of(file.path);
          if (layer == nullptr || !include.quoted) return true;
          return include.name.starts_with(layer->folder) ||
                 is_among(include.name, layer->may_include) || is_excepted(file.path, include.name);
        }) == kNone);
}

TEST_CASE("no exception from the layers is left over") {
  Offenders offenders;
  for (const Exception& exception : kExceptions) {
    const bool used = std::ranges::any_of(source_files(), [&](const SourceFile& file) {
      return file.path == exception.file &&
             std::ranges::find(file.includes, exception.include, &Include::name) !=
                 file.includes.end();
    });
    if (!used) offenders.add(std::string(exception.file) + ": " + std::string(exception.include));
  }
  CHECK(offenders == kNone);
}

TEST_CASE("a library is named only where it belongs") {
  CHECK(includes_that_are_not([](const SourceFile& file, const Include& include) {
          return std::ranges::all_of(libraries(), [&](const Library& library) {
            return !include.name.starts_with(library.headers) ||
                   is_among(file.path, library.may_include);
          });
        }) == kNone);
}

TEST_CASE(
    "the headers of base and model need the standard library, poll() and tl::expected alone") {
  CHECK(includes_that_are_not([](const SourceFile& file, const Include& include) {
          const bool low =
              file.path.starts_with("emulator/base/") || file.path.starts_with("emulator/model/");
          if (!low || !is_header(file.path) || include.quoted) return true;
          return is_standard_header(include.name) || include.name == "tl/expected.hpp" ||
                 include.name == "poll.h";
        }) == kNone);
}

TEST_CASE("no header makes its readers read the JSON library") {
  CHECK(includes_that_are_not([](const SourceFile& file, const Include& include) {
          return !is_header(file.path) || file.path.starts_with("tests/") ||
                 include.name != "nlohmann/json.hpp";
        }) == kNone);
}

TEST_CASE("a panel does not include the panel of another region") {
  const std::set<std::string> regions = region_panels();
  CHECK(includes_that_are_not([&](const SourceFile& file, const Include& include) {
          return !file.path.starts_with("app/panels/") || !regions.contains(include.name) ||
                 without_ending(file.path) == without_ending(include.name);
        }) == kNone);
}
