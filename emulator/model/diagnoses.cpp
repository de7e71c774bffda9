#include "emulator/model/diagnoses.h"

#include <algorithm>
#include <array>

namespace emulator {
namespace {

constexpr std::string_view kNoBatch = "Nothing here runs batch transform jobs";

constexpr std::array kDiagnoses{
    Diagnosis{"D01", "The image lacks a label", "2.8", "image", ""},
    Diagnosis{"D02", "The server ignores SAGEMAKER_BIND_TO_PORT", "2.7, 2.9", "launch", ""},
    Diagnosis{"D03", "A type with parameters is refused", "3.3, 8.3", "answer", ""},
    Diagnosis{"D04", "JSON by default is refused", "3.5, 3.6", "answer", ""},
    Diagnosis{"D05", "A bare string became text/html", "3.3", "answer", ""},
    Diagnosis{"D06", "Labels in place of features", "3.1", "answer", ""},
    Diagnosis{"D07", "The client's Accept is refused", "3.7, 8.4, 8.5", "answer", ""},
    Diagnosis{"D08", "Linear learner cannot answer CSV", "8.7", "answer", ""},
    Diagnosis{"D09", "The client named no ContentType", "3.8, 4.5", "answer", ""},
    Diagnosis{"D10", "Too large between two containers", "3.21, 3.22", "answer", ""},
    Diagnosis{"D11", "A container refuses the size", "2.30", "answer, log", ""},
    Diagnosis{"D12", "A container takes too long", "2.24, 3.17, 4.10", "answer, log", ""},
    Diagnosis{"D13", "The container cannot be started", "2.1, 2.2", "image, launch", ""},
    Diagnosis{"D14", "/ping fails although the server is up", "2.17, 2.18, 2.19", "launch", ""},
    Diagnosis{"D15", "Writing where it is read-only", "2.12", "log, answer", ""},
    Diagnosis{"D16", "Model data of the wrong form", "2.15, 2.16, 4.25", "launch, log, answer", ""},
    Diagnosis{"D17", "A pickled class is not found", "2.16", "log, answer", ""},
    Diagnosis{"D18", "More than one MultiModel container", "1.10", "definition", ""},
    Diagnosis{"D19", "Host names on some containers only, or twice", "1.7, 1.8, 1.9", "definition",
              ""},
    Diagnosis{"D20", "The registry holds an OCI manifest", "", "",
              "The manifest's type is known to the registry alone, and none is asked"},
    Diagnosis{"D21", "Images or model data of another Region", "1.12, 7.1", "definition", ""},
    Diagnosis{"D22", "Environment too large", "1.3", "definition", ""},
    Diagnosis{"D23", "ModelDataSource rules out batch transform", "1.11", "definition", ""},
    Diagnosis{"D24", "A target that this endpoint does not have", "3.25, 3.26", "address, answer",
              ""},
    Diagnosis{"D25", "No such endpoint", "4.17, 4.18", "address", ""},
    Diagnosis{"D26", "Batch output cannot be joined", "5.9", "", kNoBatch},
    Diagnosis{"D27", "Several records at once between sklearn and XGBoost", "5.7", "", kNoBatch},
    Diagnosis{"D28", "SparkML scores one CSV line a request", "8.5", "answer", ""},
    Diagnosis{"D29", "SparkML has no input schema", "8.5", "definition, answer, log", ""},
    Diagnosis{"D30", "Too few safe ports", "2.7, 2.10", "log", ""},
    Diagnosis{"D31", "The container expects an Accept header", "3.4", "answer, log", ""},
    Diagnosis{"D32", "Nothing came of an empty body", "3.23", "answer", ""},
    Diagnosis{"D33", "Two containers mean different JSON", "8.1, 8.2, 8.7", "answer", ""},
    Diagnosis{"D34", "The image is built for another processor", "4.25", "image, launch, log", ""},
};

struct FactsOfWord {
  std::string_view id;
  std::string_view facts;
};
constexpr std::array kWords{
    FactsOfWord{"no-content-type", "3.3, 3.23"},
    FactsOfWord{"redirect", "3.23"},
    FactsOfWord{"empty-body", "3.23"},
    FactsOfWord{"attributes-lost", "3.9, 3.10"},
    FactsOfWord{"truncated-answer", "3.19"},
    FactsOfWord{"no-answer", "3.19"},
    FactsOfWord{"no-model", "2.32"},
    FactsOfWord{"not-http", "3.19"},
    FactsOfWord{"answer-too-large", "3.22"},
    FactsOfWord{"large-response", "3.22"},
    FactsOfWord{"large-request", "3.22"},
    FactsOfWord{"chain-over-60-s", "3.18"},
    FactsOfWord{"streamed-pipeline", "3.28"},
    FactsOfWord{"launch-failed", "2.20, 4.25"},
    FactsOfWord{"stage-exited", "2.23"},
    FactsOfWord{"worker-killed", "2.5, 3.19"},
};

}  // namespace

std::span<const Diagnosis> diagnoses() { return kDiagnoses; }

const Diagnosis* diagnosis(std::string_view id) {
  const auto* found = std::ranges::find(kDiagnoses, id, &Diagnosis::id);
  return found == kDiagnoses.end() ? nullptr : found;
}

std::string_view facts_of_finding(std::string_view id) {
  if (const Diagnosis* known = diagnosis(id)) return known->facts;
  const auto* found = std::ranges::find(kWords, id, &FactsOfWord::id);
  return found == kWords.end() ? std::string_view{} : found->facts;
}

}  // namespace emulator
