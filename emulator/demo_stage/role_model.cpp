#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "emulator/demo_stage/csv.h"
#include "emulator/demo_stage/roles.h"

namespace demo_stage {
namespace {

using Json = nlohmann::ordered_json;

struct LinearModel {
  std::vector<NumberRow> coefficients;  // one row per output
  NumberRow intercepts;
};

LinearModel read_model(const nlohmann::json& settings) {
  LinearModel model{settings.at("Coefficients").get<std::vector<NumberRow>>(),
                    settings.at("Intercepts").get<NumberRow>()};
  const std::size_t outputs = model.coefficients.size();
  if (outputs == 0 || model.intercepts.size() != outputs) {
    throw std::runtime_error("Coefficients and Intercepts need one entry per output");
  }
  for (const NumberRow& row : model.coefficients) {
    if (row.size() != model.coefficients.front().size()) {
      throw std::runtime_error("rows of Coefficients differ in length");
    }
  }
  return model;
}

NumberRow decide(const LinearModel& model, const NumberRow& features) {
  NumberRow outputs;
  for (std::size_t k = 0; k < model.coefficients.size(); ++k) {
    const NumberRow& weights = model.coefficients[k];
    outputs.push_back(
        std::inner_product(weights.begin(), weights.end(), features.begin(), model.intercepts[k]));
  }
  return outputs;
}

Json regression(const NumberRow& outputs) { return {{"score", outputs.front()}}; }

Json binary(const NumberRow& outputs) {
  const double score = 1 / (1 + std::exp(-outputs.front()));
  return {{"score", score}, {"predicted_label", score >= 0.5 ? 1 : 0}};
}

Json multiclass(const NumberRow& outputs) {
  const auto highest = std::ranges::max_element(outputs);
  NumberRow scores;
  for (const double output : outputs) scores.push_back(std::exp(output - *highest));
  const double sum = std::accumulate(scores.begin(), scores.end(), 0.0);
  for (double& score : scores) score /= sum;
  return {{"score", scores}, {"predicted_label", highest - outputs.begin()}};
}

struct PredictorRow {
  std::string_view type;
  Json (*predict)(const NumberRow& outputs);
};

// Names as in Linear Learner's predictor_type, answers as in contract 8.7.
constexpr std::array kPredictors = {
    PredictorRow{"regressor", regression},
    PredictorRow{"binary_classifier", binary},
    PredictorRow{"multiclass_classifier", multiclass},
};

PredictorRow find_predictor(const std::string& type) {
  for (const PredictorRow& row : kPredictors) {
    if (row.type == type) return row;
  }
  throw std::runtime_error("PredictorType '" + type + "' is unknown");
}

// Both forms of contract 8.1: {"features":[…]} and {"data":{"features":{"values":[…]}}}.
NumberRow features_of(const nlohmann::json& instance) {
  if (instance.contains("features")) return instance.at("features").get<NumberRow>();
  return instance.at("data").at("features").at("values").get<NumberRow>();
}

Outcome<std::vector<NumberRow>> read_instances(const std::string& body) {
  try {
    std::vector<NumberRow> rows;
    const auto document = nlohmann::json::parse(body);
    for (const auto& instance : document.at("instances")) {
      rows.push_back(features_of(instance));
    }
    return rows;
  } catch (const std::exception& problem) {
    return refuse(
        400, "ParseError",
        std::string("the body is not {\"instances\":[{\"features\":[…]}]}: ") + problem.what());
  }
}

Outcome<std::vector<NumberRow>> read_features(const std::string& body, std::string_view type) {
  if (type == "application/json") return read_instances(body);
  const auto rows = read_csv(body);
  if (!rows) return tl::unexpected(rows.error());
  return to_numbers(*rows);
}

std::string write_predictions(const std::vector<Json>& predictions, std::string_view accept) {
  if (accept == "application/json") return Json{{"predictions", predictions}}.dump();
  std::string lines;
  for (const Json& prediction : predictions) lines += prediction.dump() + '\n';
  return lines;
}

}  // namespace

Stage make_model(const nlohmann::json& settings) {
  // contract 8.7: Linear Learner has no text/csv answer. Algorithms that read less than it does
  // (contract 8.4) are told so by ContentTypes.
  const std::vector<std::string> reads{"text/csv", "application/json"};
  Stage stage{"model",
              settings.value("ContentTypes", reads),
              {"application/json", "application/jsonlines"},
              {}};
  stage.transform = [model = read_model(settings),
                     predictor = find_predictor(settings.at("PredictorType").get<std::string>())](
                        const std::string& body, std::string_view type,
                        std::string_view accept) -> Outcome<std::string> {
    const auto rows = read_features(body, type);
    if (!rows) return tl::unexpected(rows.error());
    std::vector<Json> predictions;
    for (const NumberRow& row : *rows) {
      const std::size_t expected = model.coefficients.front().size();
      if (row.size() != expected) {
        return refuse(400, "FeatureMismatch",
                      "row " + std::to_string(predictions.size() + 1) + " has " +
                          std::to_string(row.size()) + " features, the model was trained on " +
                          std::to_string(expected));
      }
      predictions.push_back(predictor.predict(decide(model, row)));
    }
    return write_predictions(predictions, accept);
  };
  return stage;
}

}  // namespace demo_stage
