#include "emulator/serving/spoken_causes.h"

#include <array>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace emulator;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Case {
  std::string_view id;
  std::string_view text;
};

// As containers wrote them, in public issues and sources.
constexpr std::array kTelling{
    Case{"D15", "OSError: [Errno 30] Read-only file system: '/opt/ml/models/code'"},
    Case{"D15", "mkdir: cannot create directory '/opt/ml/model/x': Read-only file system"},
    Case{"D16",
         "    return (models, model_formats) if ensemble and len(models) > 1 else (models[0], "
         "model_formats[0])\n\nIndexError: list index out of range"},
    Case{"D16", "ValueError: no SavedModel bundles found!"},
    Case{"D16",
         "sagemaker_containers._errors.ClientError: [Errno 2] No such file or directory: "
         "'/opt/ml/model/xgboost-model'"},
    Case{"D17", "AttributeError: module '__main__' has no attribute 'text_process'"},
    Case{"D17",
         "AttributeError: Can't get attribute 'Emotic' on <module '__main__' from 'main.py'>"},
    Case{"D30", "ValueError: not enough ports available in SAGEMAKER_SAFE_PORT_RANGE (9000-9001)"},
    Case{"D34", "standard_init_linux.go:228: exec user process caused: exec format error"},
    Case{"D34", "/bin/sh: 1: ./serve: Exec format error"},
    Case{"D29",
         "Input schema has to be provided either via environment variable or via the request"},
    Case{"D31", "KeyError: 'HTTP_ACCEPT'"},
    Case{"D11",
         "2026/07/15 12:00:00 [error] 29#29: *7 client intended to send too large body: 26279937 "
         "bytes, client: 172.20.0.1"},
    Case{"D12", "[2019-12-31 07:41:16 +0000] [3080] [CRITICAL] WORKER TIMEOUT (pid:3083)"},
    Case{"worker-killed",
         "[2024-06-13 22:29:21 +0000] [7] [ERROR] Worker (pid:14) was sent SIGKILL! Perhaps out "
         "of memory?"},
};

// Near them, and no sign of the mistake.
constexpr std::array kSilent{
    Case{"D15", "PermissionError: [Errno 13] Permission denied: '/opt/ml/model'"},
    Case{"D16", "IndexError: list index out of range"},
    Case{"D16", "FileNotFoundError: [Errno 2] No such file or directory: '/tmp/rows.csv'"},
    Case{"D17", "AttributeError: 'Booster' object has no attribute 'handle'"},
    Case{"D17", "if __name__ == '__main__':"},
    Case{"D30", "SAGEMAKER_SAFE_PORT_RANGE is 9000-9999"},
    Case{"D34", "ValueError: format error in line 3"},
    Case{"D29", "Input schema read from SAGEMAKER_SPARKML_SCHEMA"},
    Case{"D31", "KeyError: 'labels'"},
    Case{"D11", "client closed connection while waiting for request"},
    Case{"D12", "[2019-12-31 07:41:16 +0000] [3083] [INFO] Worker exiting (pid: 3083)"},
    Case{"worker-killed", "[INFO] Booting worker with pid: 24"},
};

}  // namespace

TEST_CASE("a known mistake is heard in the words that containers tell it in") {
  for (const Case& each : kTelling) {
    INFO(each.text);
    const SpokenCause* cause = cause_told_by(each.text);
    REQUIRE(cause != nullptr);
    CHECK(cause->id == each.id);
    const Finding finding = finding_of(*cause, "model", each.text);
    CHECK(finding.id == each.id);
    CHECK(finding.container_hostname == "model");
    CHECK_THAT(finding.message, ContainsSubstring("model "));
    CHECK_THAT(finding.fix, !ContainsSubstring("{name}") && !ContainsSubstring("  "));
    CHECK(finding.fix.size() > 20);
  }
}

TEST_CASE("words that only come near a mistake tell none") {
  for (const Case& each : kSilent) {
    INFO(each.text);
    CHECK(cause_told_by(each.text) == nullptr);
  }
}

TEST_CASE("every row of the table has a text that tells it and one that does not") {
  std::set<std::string_view> telling;
  std::set<std::string_view> silent;
  for (const Case& each : kTelling) telling.insert(each.id);
  for (const Case& each : kSilent) silent.insert(each.id);
  for (const SpokenCause& cause : spoken_causes()) {
    INFO(cause.id);
    CHECK(telling.contains(cause.id));
    CHECK(silent.contains(cause.id));
  }
}

TEST_CASE("the line that tells it is quoted, short and always as text") {
  const std::string text = "Traceback:\nOSError: [Errno 30] Read-only file system: '\xff" +
                           std::string(500, 'x') + "'\nmore";
  const Finding finding = finding_of(*cause_told_by(text), "a", text);
  CHECK_THAT(finding.message,
             ContainsSubstring("wrote where it may not write: OSError: [Errno 30]"));
  CHECK_THAT(finding.message, !ContainsSubstring("Traceback") && !ContainsSubstring("\xff"));
  CHECK(finding.message.size() < 300);
}

TEST_CASE("only the beginning of a text is listened to") {
  CHECK(cause_told_by(std::string(kHeardBytes, 'x') + "Read-only file system") == nullptr);
}
