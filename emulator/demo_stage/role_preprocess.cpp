#include <algorithm>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "emulator/demo_stage/csv.h"
#include "emulator/demo_stage/roles.h"

namespace demo_stage {
namespace {

struct NumericColumn {
  std::size_t column = 0;
  double mean = 0;
  double scale = 1;
};

struct CategoryColumn {
  std::string name;
  std::size_t column = 0;
  std::vector<std::string> values;
};

struct Features {
  std::size_t columns = 0;
  std::vector<NumericColumn> numeric;
  std::vector<CategoryColumn> categories;
};

std::size_t column_of(const nlohmann::json& entry, std::size_t columns) {
  const auto column = entry.at("Column").get<std::size_t>();
  if (column >= columns) throw std::runtime_error("a Column is not below Columns");
  return column;
}

Features read_features(const nlohmann::json& settings) {
  Features features{.columns = settings.at("Columns").get<std::size_t>()};
  for (const auto& entry : settings.at("Numeric")) {
    features.numeric.push_back({column_of(entry, features.columns), entry.at("Mean").get<double>(),
                                entry.at("Scale").get<double>()});
    if (features.numeric.back().scale == 0) throw std::runtime_error("a Scale is 0");
  }
  const auto categories = settings.value("Categories", nlohmann::json::array());
  for (const auto& entry : categories) {
    features.categories.push_back({entry.at("Name").get<std::string>(),
                                   column_of(entry, features.columns),
                                   entry.at("Values").get<std::vector<std::string>>()});
  }
  return features;
}

std::string one_of(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + value;
  return text;
}

Outcome<NumberRow> encode(const Features& features, const TextRow& fields, std::size_t row) {
  const std::string place = "row " + std::to_string(row + 1);
  if (fields.size() != features.columns) {
    return refuse(400, "ParseError",
                  place + " has " + std::to_string(fields.size()) + " columns, not " +
                      std::to_string(features.columns));
  }
  NumberRow out;
  for (const NumericColumn& numeric : features.numeric) {
    const Outcome<double> number = read_number(fields[numeric.column], row, numeric.column);
    if (!number) return tl::unexpected(number.error());
    out.push_back((*number - numeric.mean) / numeric.scale);
  }
  for (const CategoryColumn& category : features.categories) {
    const std::string& value = fields[category.column];
    if (std::ranges::find(category.values, value) == category.values.end()) {
      return refuse(400, "UnknownCategory",
                    place + ": " + category.name + " '" + value + "' is not one of " +
                        one_of(category.values));
    }
    for (const std::string& known : category.values) out.push_back(known == value ? 1 : 0);
  }
  return out;
}

// Linear Learner's request form (contract 8.1).
std::string write_instances(const std::vector<NumberRow>& rows) {
  nlohmann::ordered_json instances = nlohmann::ordered_json::array();
  for (const NumberRow& row : rows) instances.push_back({{"features", row}});
  return nlohmann::ordered_json{{"instances", std::move(instances)}}.dump();
}

}  // namespace

Stage make_preprocess(const nlohmann::json& settings) {
  // contract 3.5: images built on the toolkits answer JSON unless they are told otherwise.
  Stage stage{"preprocess", {"text/csv"}, {"application/json", "text/csv"}, {}};
  stage.transform = [features = read_features(settings)](
                        const std::string& body, std::string_view,
                        std::string_view accept) -> Outcome<std::string> {
    const auto rows = read_csv(body);
    if (!rows) return tl::unexpected(rows.error());
    std::vector<NumberRow> encoded;
    for (std::size_t r = 0; r < rows->size(); ++r) {
      Outcome<NumberRow> row = encode(features, (*rows)[r], r);
      if (!row) return tl::unexpected(row.error());
      encoded.push_back(std::move(*row));
    }
    return accept == "text/csv" ? write_csv(encoded) : write_instances(encoded);
  };
  return stage;
}

}  // namespace demo_stage
