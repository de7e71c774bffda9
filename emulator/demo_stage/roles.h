#pragma once

#include <nlohmann/json_fwd.hpp>

#include "emulator/demo_stage/stage.h"

// One maker per role. `settings` is stage.json; each throws std::exception where it lacks a
// member or its numbers do not fit together.
namespace demo_stage {

// Answers with the body and the type it got.
Stage make_echo(const nlohmann::json& settings);

// Rows of CSV → scaled numbers, then one column of 0 or 1 per category value.
//   "Columns": fields in a row · "Numeric": [{"Name", "Column", "Mean", "Scale"}]
//   "Categories": [{"Name", "Column", "Values"}]
Stage make_preprocess(const nlohmann::json& settings);

// Numbers → scores, in Linear Learner's JSON (contract 8.7).
//   "PredictorType": regressor | binary_classifier | multiclass_classifier
//   "Coefficients": one row per class (one row for the other types) · "Intercepts"
Stage make_model(const nlohmann::json& settings);

// Linear Learner's scores → labels in plain words, JSON or CSV.
//   "Labels": one word per class
Stage make_postprocess(const nlohmann::json& settings);

}  // namespace demo_stage
