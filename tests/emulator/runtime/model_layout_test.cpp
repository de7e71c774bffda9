#include "emulator/runtime/model_layout.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/temporary_folder.h"

using namespace emulator;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("model data in its root is not odd") {
  const tests::TemporaryFolder folder;
  std::ofstream(folder.path() / "xgboost-model") << "x";
  std::filesystem::create_directory(folder.path() / "code");
  CHECK(model_layout_findings(folder.path()).empty());
  std::filesystem::create_directory(folder.path() / "model");  // beside others: meant
  CHECK(model_layout_findings(folder.path()).empty());
}

TEST_CASE("D16: layouts that containers fail of are told") {
  const tests::TemporaryFolder folder;
  const auto told = [&] {
    const auto found = model_layout_findings(folder.path());
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "D16");
    CHECK(found[0].severity == Severity::Warning);
    CHECK_FALSE(found[0].fix.empty());
    return found[0].message;
  };
  CHECK_THAT(told(), ContainsSubstring("is empty"));
  std::filesystem::create_directory(folder.path() / "model");
  CHECK_THAT(told(), ContainsSubstring("/opt/ml/model/model"));
  std::ofstream(folder.path() / "._xgboost-model") << "x";
  CHECK_THAT(told(), ContainsSubstring("macOS"));
}
