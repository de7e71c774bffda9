#include <stdexcept>

#include <nlohmann/json.hpp>

#include "emulator/demo_stage/csv.h"
#include "emulator/demo_stage/roles.h"

namespace demo_stage {
namespace {

struct Judgement {
  std::string label;
  double probability = 0;
};

// A fraction or a number below 0 is no class.
std::size_t label_in(const nlohmann::json& label) {
  if (!label.is_number_unsigned()) throw std::invalid_argument("predicted_label is no class");
  return label.get<std::size_t>();
}

// The probability of the predicted class: its entry of a list of scores, or for two classes the
// score or what it lacks to 1.
double probability_of(const nlohmann::json& score, std::size_t label) {
  if (score.is_array()) return score.at(label).get<double>();
  return label == 1 ? score.get<double>() : 1 - score.get<double>();
}

Outcome<std::vector<Judgement>> judge(const std::string& body,
                                      const std::vector<std::string>& labels) {
  try {
    std::vector<Judgement> judgements;
    const auto document = nlohmann::json::parse(body);
    for (const auto& prediction : document.at("predictions")) {
      const auto label = label_in(prediction.at("predicted_label"));
      judgements.push_back({labels.at(label), probability_of(prediction.at("score"), label)});
    }
    return judgements;
  } catch (const std::exception& problem) {
    return refuse(400, "ParseError",
                  std::string("the body is not {\"predictions\":[{\"score\":…, "
                              "\"predicted_label\":…}]}: ") +
                      problem.what());
  }
}

std::string write_text(const std::vector<Judgement>& judgements) {
  std::string text;
  for (const Judgement& row : judgements) {
    text += write_field(row.label) + ',' + write_number(row.probability) + '\n';
  }
  return text;
}

std::string write_json(const std::vector<Judgement>& judgements) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Judgement& row : judgements) {
    rows.push_back({{"label", row.label}, {"probability", row.probability}});
  }
  return nlohmann::ordered_json{{"predictions", std::move(rows)}}.dump();
}

}  // namespace

Stage make_echo(const nlohmann::json&) { return {"echo", {}, {}, {}}; }

Stage make_postprocess(const nlohmann::json& settings) {
  Stage stage{"postprocess", {"application/json"}, {"application/json", "text/csv"}, {}};
  stage.transform = [labels = settings.at("Labels").get<std::vector<std::string>>()](
                        const std::string& body, std::string_view,
                        std::string_view accept) -> Outcome<std::string> {
    const auto judgements = judge(body, labels);
    if (!judgements) return tl::unexpected(judgements.error());
    return accept == "text/csv" ? write_text(*judgements) : write_json(*judgements);
  };
  return stage;
}

}  // namespace demo_stage
