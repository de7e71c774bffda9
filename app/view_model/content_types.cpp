#include "app/view_model/content_types.h"

#include <array>

#include "emulator/base/text.h"

namespace app {
namespace {

// Accept's own choice comes last, so that both lists are one table.
constexpr std::array<std::string_view, 9> kTypes = {"text/csv",
                                                    "application/json",
                                                    "application/jsonlines",
                                                    "application/x-npy",
                                                    "application/x-recordio-protobuf",
                                                    "text/libsvm",
                                                    "image/png",
                                                    "application/octet-stream",
                                                    "*/*"};

struct Ending {
  std::string_view ending;
  std::string_view type;
};
constexpr std::array kEndings = {Ending{".csv", "text/csv"},
                                 Ending{".json", "application/json"},
                                 Ending{".jsonl", "application/jsonlines"},
                                 Ending{".jsonlines", "application/jsonlines"},
                                 Ending{".ndjson", "application/jsonlines"},
                                 Ending{".npy", "application/x-npy"},
                                 Ending{".npz", "application/x-npz"},
                                 Ending{".recordio", "application/x-recordio-protobuf"},
                                 Ending{".pbr", "application/x-recordio-protobuf"},
                                 Ending{".libsvm", "text/libsvm"},
                                 Ending{".svm", "text/libsvm"},
                                 Ending{".txt", "text/plain"},
                                 Ending{".png", "image/png"},
                                 Ending{".jpg", "image/jpeg"},
                                 Ending{".jpeg", "image/jpeg"},
                                 Ending{".parquet", "application/x-parquet"},
                                 Ending{".bin", "application/octet-stream"}};

}  // namespace

std::span<const std::string_view> common_content_types() {
  return std::span(kTypes).first(kTypes.size() - 1);
}

std::span<const std::string_view> common_accepts() { return kTypes; }

std::string_view content_type_of(std::string_view file_name) {
  const std::size_t dot = file_name.rfind('.');
  if (dot == std::string_view::npos) return "";
  for (const Ending& row : kEndings)
    if (emulator::equals_ignoring_case(file_name.substr(dot), row.ending)) return row.type;
  return "";
}

}  // namespace app
