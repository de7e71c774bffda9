#include <algorithm>
#include <array>

#include "emulator/base/text.h"
#include "emulator/serving/detectors.h"
#include "emulator/serving/spoken_causes.h"

namespace emulator {
namespace {

std::size_t values_of(std::string_view list) {
  return trim(list).empty() ? 0 : static_cast<std::size_t>(std::ranges::count(list, ',')) + 1;
}

// How many values the first row has: of CSV, or of a JSON list of lists; a bare list has one value
// a row. 0: neither.
std::size_t columns_of(std::string_view type, std::string_view body) {
  const std::string_view text = trim(body);
  if (media_type(type) == "text/csv") return values_of(text.substr(0, text.find('\n')));
  if (media_type(type) != "application/json" || !text.starts_with('[')) return 0;
  const std::string_view inside = trim(text.substr(1));
  if (!inside.starts_with('[')) return inside.starts_with('{') ? 0 : 1;
  return values_of(inside.substr(1, inside.find(']') - 1));
}

std::size_t lines_of(std::string_view body) {
  const std::string_view text = trim(body);
  return text.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
}

// The words of XGBoost, of its container and of scikit-learn for rows of another width.
bool wants_other_width(const Sight& see) {
  return see.refused() &&
         (see.says("feature shape mismatch, expected") || see.says("feature_names mismatch") ||
          see.says("is not consistent with feature size of trained model") ||
          (see.says(" features, but ") && see.says("features as input")));
}

// D06: it was sent rows of one value, by a container that was itself sent rows of several.
Seen labels_for_features(const Sight& see) {
  if (see.first() || !wants_other_width(see)) return {};
  const Hop& before = *see.hops[static_cast<std::size_t>(see.hop.index) - 2];
  const std::size_t given = columns_of(header_of(before.request.headers, "Content-Type"),
                                       beginning_of(before.request.body));
  const std::size_t made = columns_of(see.sent_type(), beginning_of(see.hop.request.body));
  if (made != 1 || given < 2) return {};
  return Advice{see.name() +
                    " wants rows of features and was sent one value a row: " + see.sender() +
                    " made " + "one of the " + std::to_string(given) + " values it was sent",
                "Define predict_fn in " + see.sender() +
                    " so that it calls .transform(): the default one calls .predict()"};
}

// D08 (contract 8.7)
Seen no_csv_from_linear_learner(const Sight& see) {
  if (!see.refuses_accept() || media_type(see.sent_accept()) != "text/csv") return {};
  if (see.image().find("linear-learner") == std::string_view::npos) return {};
  return Advice{see.name() + " was asked for text/csv, which linear learner cannot answer",
                "Ask for application/json, and let another container behind it make CSV of that"};
}

// D28 (contract 8.5)
Seen one_record_only(const Sight& see) {
  if (see.image().find("sparkml") == std::string_view::npos) return {};
  if (media_type(see.sent_type()) != "text/csv") return {};
  const std::size_t lines = lines_of(beginning_of(see.hop.request.body));
  if (lines < 2) return {};
  return Advice{see.name() + " was sent " + std::to_string(lines) +
                    " CSV lines; SparkML scores only the first one of a request",
                "Send one record a request, or JSON Lines to " + see.name()};
}

// D33 (contract 8.2, 8.7), where the answer names the member it misses
Seen rows_for_instances(const Sight& see) {
  if (!see.refused() || media_type(see.sent_type()) != "application/json") return {};
  const std::string sent = beginning_of(see.hop.request.body);
  if (!trim(sent).starts_with("[") || !see.says("instances")) return {};
  return Advice{see.name() + " wants {\"instances\": …} and " + see.sender() + " sent a bare list",
                "Wrap the rows in the output function of " + see.sender()};
}

// D33 the other way round, in the words of scikit-learn for an object in place of rows.
Seen instances_for_rows(const Sight& see) {
  if (!see.refused() || media_type(see.sent_type()) != "application/json") return {};
  const std::string sent = beginning_of(see.hop.request.body);
  if (!trim(sent).starts_with("{") || !see.says("expected 2d array, got scalar array")) return {};
  return Advice{
      see.name() + " wants a bare list of rows and " + see.sender() + " sent a JSON object",
      "Take the rows out of the object in the output function of " + see.sender() +
          ", or in the input function of " + see.name()};
}

constexpr std::array kDetectors{
    Detector{"D06", Severity::Error, labels_for_features},
    Detector{"D08", Severity::Error, no_csv_from_linear_learner},
    Detector{"D28", Severity::Error, one_record_only},
    Detector{"D33", Severity::Error, rows_for_instances},
    Detector{"D33", Severity::Error, instances_for_rows},
};

// D25
Seen no_endpoint(const Invocation& refused) {
  if (lower(beginning_of(refused.response->body)).find("not found") == std::string::npos) return {};
  return Advice{"There is no endpoint " + refused.endpoint.endpoint + " here",
                "Spell its name as it was created, case included, in the Region that it was "
                "created in"};
}

// Of these, the detectors say more.
bool has_own_detector(const SpokenCause& cause) {
  return cause.id == "D11" || cause.id == "D29" || cause.id == "D31";
}

}  // namespace

std::span<const Detector> content_detectors() { return kDetectors; }

std::optional<Finding> told_in_answer(const Sight& see) {
  if (!see.refused()) return std::nullopt;
  const std::string words = beginning_of(see.hop.response()->body);
  const SpokenCause* cause = cause_told_by(words);
  if (cause == nullptr || has_own_detector(*cause)) return std::nullopt;
  Finding finding = finding_of(*cause, see.name(), words);
  finding.stage = see.hop.stage;
  return finding;
}

std::optional<Advice> wrong_target(const RoutePlan& plan, const Invocation& refused) {
  const InvokeRequest& request = refused.request;
  if (plan.stages.empty()) return no_endpoint(refused);
  const auto is_multi = [](const RouteStage& stage) { return stage.multi_model; };
  const bool direct = plan.mode == ExecutionMode::Direct;
  if (!direct && request.target_container_hostname)
    return Advice{"TargetContainerHostname was sent to a pipeline whose mode is Serial",
                  "Leave it out, or set InferenceExecutionConfig to Direct"};
  if (direct && !request.target_container_hostname)
    return Advice{"The mode is Direct and the request names no container",
                  "Send TargetContainerHostname"};
  const auto called = called_stages(plan, request);
  if (direct && called.empty())
    return Advice{"There is no container " + *request.target_container_hostname,
                  "Send the ContainerHostname of one of the containers, case included"};
  const bool multi = std::ranges::any_of(called, is_multi);
  if (request.target_model && !multi)
    return Advice{"TargetModel was sent, and no container that is called is MultiModel",
                  "Leave it out, or set Mode to MultiModel on the container that has several "
                  "models"};
  if (!request.target_model && multi)
    return Advice{"A container is MultiModel and the request names no model", "Send TargetModel"};
  return std::nullopt;
}

}  // namespace emulator
