#include "app/cli/findings_text.h"

#include <catch2/catch_test_macros.hpp>

using namespace app::cli;
using emulator::Finding;
using emulator::Severity;

namespace {

Finding make(Severity severity, std::string hostname, std::string message) {
  Finding finding;
  finding.id = "D19";
  finding.severity = severity;
  finding.container_hostname = std::move(hostname);
  finding.message = std::move(message);
  return finding;
}

}  // namespace

TEST_CASE("findings are grouped by container, those of the whole pipeline first") {
  const std::string text =
      findings_text({make(Severity::Warning, "model", "one"), make(Severity::Error, "", "two"),
                     make(Severity::Info, "model", "three")},
                    Paint(false));
  CHECK(text ==
        "The pipeline\n"
        "  error    D19\n"
        "           two\n"
        "model\n"
        "  warning  D19\n"
        "           one\n"
        "  info     D19\n"
        "           three\n");
}

TEST_CASE("a finding names its line, its pointer and the way out") {
  Finding finding = make(Severity::Error, "", "no name");
  finding.line = 12;
  finding.pointer = "/CreateModel/ModelName";
  finding.fix = "Give it one";
  CHECK(findings_text({finding}, Paint(false)) ==
        "The pipeline\n"
        "  error    line 12  /CreateModel/ModelName  D19\n"
        "           no name\n"
        "           → Give it one\n");
}

TEST_CASE("no findings are no text") {
  CHECK(findings_text({}, Paint(true)).empty());
  CHECK(findings_count({}).empty());
}

TEST_CASE("findings are counted by severity") {
  CHECK(findings_count({make(Severity::Warning, "", ""), make(Severity::Error, "", ""),
                        make(Severity::Error, "", "")}) == "2 errors, 1 warning");
  CHECK(findings_count({make(Severity::Info, "", "")}) == "1 note");
}
