#include "emulator/model/diagnoses.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "emulator/serving/detectors.h"
#include "emulator/serving/spoken_causes.h"
#include "emulator/validate/validate.h"

using namespace emulator;

namespace {

// The sources below these folders as one text.
std::string sources_of(std::initializer_list<const char*> folders) {
  std::string all;
  for (const char* folder : folders)
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             std::filesystem::path(HOPLENS_SOURCE_DIR) / "emulator" / folder)) {
      if (entry.path().extension() != ".cpp") continue;
      std::ifstream file(entry.path());
      all.append(std::istreambuf_iterator<char>(file), {});
    }
  return all;
}

bool is_among(const auto& rows, std::string_view id) {
  return std::ranges::any_of(rows, [id](const auto& row) { return row.id == id; });
}

}  // namespace

TEST_CASE("each known mistake is looked for where the catalogue says that it shows") {
  const std::string launch = sources_of({"runtime", "engine"});
  const std::string answers = sources_of({"serving"});
  for (const Diagnosis& row : diagnoses()) {
    INFO(row.id << " in " << row.seen_in);
    const std::string quoted = "\"" + std::string(row.id) + "\"";
    const auto seen_in = [&](std::string_view where) {
      return row.seen_in.find(where) != std::string_view::npos;
    };
    if (seen_in("definition")) CHECK(is_among(definition_rules(), row.id));
    if (seen_in("log")) CHECK(is_among(spoken_causes(), row.id));
    if (seen_in("answer"))
      CHECK((is_among(wire_detectors(), row.id) || is_among(content_detectors(), row.id) ||
             is_among(spoken_causes(), row.id) || row.id == "D24"));
    if (seen_in("image") || seen_in("launch")) CHECK(launch.find(quoted) != std::string::npos);
    if (seen_in("address")) CHECK(answers.find(quoted) != std::string::npos);
  }
}
