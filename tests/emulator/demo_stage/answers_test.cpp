#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <httplib.h>

#include "tests/emulator/demo_stage/stage_process.h"

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using nlohmann::json;

namespace {

const std::string kDemo = HOPLENS_SOURCE_DIR "/assets/demo/";
const std::map<std::string, std::string> kCsvByDefault = {
    {"SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "text/csv"}};

struct Reply {
  int status;
  std::string type;
  std::string body;
};

// An empty accept is a header that is not sent.
Reply post(const StageProcess& stage, const std::string& body, const std::string& type,
           const std::string& accept) {
  httplib::Client client("127.0.0.1", stage.port());
  httplib::Headers headers = {{"Content-Type", type}};
  if (!accept.empty()) headers.emplace("Accept", accept);
  httplib::Request request;
  request.method = "POST";
  request.path = "/invocations";
  request.headers = headers;
  request.body = body;
  const httplib::Result result = client.send(request);
  REQUIRE(result);
  return {result->status, result->get_header_value("Content-Type"), result->body};
}

std::vector<std::vector<double>> parse_numbers(const std::string& csv) {
  std::vector<std::vector<double>> rows;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::vector<double>& row = rows.emplace_back();
    for (std::string field; std::getline(fields, field, ',');) row.push_back(std::stod(field));
  }
  return rows;
}

void check_equal(const json& expected, const json& actual) {
  REQUIRE(expected.size() == actual.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double wanted = expected[i].get<double>();
    CHECK_THAT(actual[i].get<double>(), WithinRel(wanted, 1e-9) || WithinAbs(wanted, 1e-15));
  }
}

std::string held_out_rows(const json& expected) {
  std::string csv;
  for (const json& row : expected.at("Rows")) csv += row.get<std::string>() + "\n";
  return csv;
}

std::string folder_with_stage(const json& settings) {
  const std::string folder = temporary_folder();
  std::ofstream(folder + "/stage.json") << settings;
  return folder;
}

std::unique_ptr<StageProcess> start_model(const json& settings) {
  auto stage =
      std::make_unique<StageProcess>(StageSetup{.model_folder = folder_with_stage(settings)});
  stage->wait_for_log("listens on");
  return stage;
}

}  // namespace

TEST_CASE("the three stages in a row answer as scikit-learn does on held-out wines") {
  const json expected = read_json(kDemo + "expected.json");
  const std::size_t rows = expected.at("Rows").size();
  REQUIRE(rows == 45);
  const auto preprocess = start_wine("preprocess", kCsvByDefault);
  const auto model = start_wine("model");
  const auto postprocess = start_wine("postprocess");

  const Reply features = post(*preprocess, held_out_rows(expected), "text/csv", "*/*");
  REQUIRE(features.status == 200);
  REQUIRE(features.type == "text/csv");
  const auto numbers = parse_numbers(features.body);
  REQUIRE(numbers.size() == rows);
  for (std::size_t i = 0; i < rows; ++i) check_equal(expected.at("Features")[i], numbers[i]);

  const Reply scores = post(*model, features.body, features.type, "*/*");
  REQUIRE(scores.status == 200);
  REQUIRE(scores.type == "application/json");
  const json predictions = json::parse(scores.body).at("predictions");
  REQUIRE(predictions.size() == rows);
  for (std::size_t i = 0; i < rows; ++i) {
    check_equal(expected.at("Scores")[i], predictions[i].at("score"));
    CHECK(predictions[i].at("predicted_label") == expected.at("PredictedLabels")[i]);
  }

  const Reply labels = post(*postprocess, scores.body, scores.type, "application/json");
  REQUIRE(labels.status == 200);
  const json named = json::parse(labels.body).at("predictions");
  REQUIRE(named.size() == rows);
  for (std::size_t i = 0; i < rows; ++i) {
    CHECK(named[i].at("label") == expected.at("Labels")[i]);
    const auto label = expected.at("PredictedLabels")[i].get<std::size_t>();
    const double wanted = expected.at("Scores")[i][label].get<double>();
    CHECK_THAT(named[i].at("probability").get<double>(), WithinRel(wanted, 1e-9));
  }
}

TEST_CASE("without a default Accept preprocess answers JSON, which the model reads as well") {
  const auto preprocess = start_wine("preprocess");
  const auto model = start_wine("model");
  const std::string wines = read_file(kDemo + "payloads/three.csv");
  const Reply as_json = post(*preprocess, wines, "text/csv", "*/*");
  CHECK(as_json.type == "application/json");
  const Reply as_csv = post(*preprocess, wines, "text/csv", "text/csv");
  CHECK(as_csv.type == "text/csv");
  const Reply from_json = post(*model, as_json.body, as_json.type, "");
  const Reply from_csv = post(*model, as_csv.body, as_csv.type, "");
  CHECK(from_json.status == 200);
  CHECK(from_json.body == from_csv.body);
}

TEST_CASE("postprocess answers labels as CSV where CSV is asked for") {
  const auto postprocess = start_wine("postprocess");
  const std::string scores = R"({"predictions":[{"score":[0.25,0.5,0.25],"predicted_label":1},)"
                             R"({"score":[0.75,0.125,0.125],"predicted_label":0}]})";
  const Reply reply = post(*postprocess, scores, "application/json", "text/csv");
  CHECK(reply.status == 200);
  CHECK(reply.type == "text/csv");
  CHECK(reply.body == "Grignolino,0.5\nBarolo,0.75\n");
}

TEST_CASE("postprocess refuses a predicted_label that is no class") {
  const auto postprocess = start_wine("postprocess");
  for (const char* label : {"1e300", "-1", "0.5", "3", "true"}) {
    CAPTURE(label);
    const std::string scores =
        std::string(R"({"predictions":[{"score":[0.5,0.25,0.25],"predicted_label":)") + label +
        "}]}";
    CHECK(post(*postprocess, scores, "application/json", "text/csv").status == 400);
  }
}

TEST_CASE("an Accept that is no type of the stage is answered with 406") {
  const auto model = start_wine("model");
  const Reply reply = post(*model, "1,2", "text/csv", "text/csv");
  CHECK(reply.status == 406);
  CHECK(json::parse(reply.body).at("error-message") == "Accept type text/csv is not supported");
}

TEST_CASE("a default Accept that is no type of the stage is answered with 406 too") {
  const auto model = start_wine("model", kCsvByDefault);
  CHECK(post(*model, "1,2", "text/csv", "*/*").status == 406);
  CHECK(post(*model, "1,2", "text/csv", "").status == 406);
}

TEST_CASE("types are compared as whole strings, so a charset is refused with 415") {
  const auto preprocess = start_wine("preprocess", kCsvByDefault);
  const std::string wines = read_file(kDemo + "payloads/three.csv");
  for (const std::string type : {"text/csv; charset=utf-8", "Text/CSV", "text/plain"}) {
    const Reply reply = post(*preprocess, wines, type, "*/*");
    CHECK(reply.status == 415);
    CHECK(reply.type == "application/json");
    CHECK(json::parse(reply.body).at("error-message") ==
          "Content type " + type + " is not supported by this framework.");
  }
}

TEST_CASE("rows that do not fit are refused with the place and the reason") {
  const auto preprocess = start_wine("preprocess", kCsvByDefault);
  const std::string good = read_file(kDemo + "payloads/three.csv");
  const auto reason = [&](const std::string& body) {
    const Reply reply = post(*preprocess, body, "text/csv", "*/*");
    CHECK(reply.status == 400);
    return json::parse(reply.body).at("error-message").get<std::string>();
  };
  CHECK(reason(good + "1,2,3\n") == "row 4 has 3 columns, not 13");
  CHECK(reason("alcohol,1,2,3,4,5,6,7,8,ruby,9,10,11\n") ==
        "row 1, column 1: 'alcohol' is not a number");
  CHECK(reason("inf,1,2,3,4,5,6,7,8,ruby,9,10,11\n") == "row 1, column 1: 'inf' is not a number");
  CHECK(reason(read_file(kDemo + "payloads/unknown-colour.csv")) ==
        "row 1: colour 'purple' is not one of deep, pale, ruby");
  CHECK(reason("\n\n") == "the body holds no rows");
  CHECK(reason("") == "the body holds no rows");
  CHECK(reason("1,\"2") == "row 1 opens a quote and never closes it");
  CHECK(reason("\xff,1,2,3,4,5,6,7,8,ruby,9,10,11\n").find("is not a number") != std::string::npos);
}

TEST_CASE("quotes, blanks, blank lines and Windows line ends make no difference in CSV") {
  const auto preprocess = start_wine("preprocess", kCsvByDefault);
  const Reply plain = post(*preprocess, "13,1,2,3,4,5,6,7,8,ruby,9,10,11\n", "text/csv", "*/*");
  const Reply odd =
      post(*preprocess, "\r\n 13,1,2,3,\"4\",5,6,7,8,\"ruby\",9,10, 11\r\n\r\n", "text/csv", "*/*");
  REQUIRE(plain.status == 200);
  CHECK(plain.body == odd.body);
}

TEST_CASE("the model refuses rows with another number of features than it was trained on") {
  const auto model = start_wine("model");
  const Reply reply = post(*model, "1,2,3\n", "text/csv", "*/*");
  CHECK(reply.status == 400);
  CHECK(json::parse(reply.body).at("error-message") ==
        "row 1 has 3 features, the model was trained on 15");
  CHECK(post(*model, "{\"instances\":7}", "application/json", "*/*").status == 400);
  CHECK(post(*model, "not json", "application/json", "*/*").status == 400);
}

TEST_CASE("a regressor answers bare scores, one JSON line each where JSON lines are asked for") {
  const auto model = start_model({{"Role", "model"},
                                  {"PredictorType", "regressor"},
                                  {"Coefficients", {{1.0, 2.0}}},
                                  {"Intercepts", {0.5}}});
  const std::string rows = R"({"instances":[{"features":[1,1]},)"
                           R"({"data":{"features":{"values":[0,-1]}}}]})";
  CHECK(post(*model, rows, "application/json", "*/*").body ==
        R"({"predictions":[{"score":3.5},{"score":-1.5}]})");
  const Reply lines = post(*model, rows, "application/json", "application/jsonlines");
  CHECK(lines.type == "application/jsonlines");
  CHECK(lines.body == "{\"score\":3.5}\n{\"score\":-1.5}\n");
}

TEST_CASE("a binary classifier answers one score and the label on its side of a half") {
  const auto model = start_model({{"Role", "model"},
                                  {"PredictorType", "binary_classifier"},
                                  {"Coefficients", {{2.0}}},
                                  {"Intercepts", {0.0}}});
  const Reply reply = post(*model, "0\n-1\n", "text/csv", "*/*");
  const json predictions = json::parse(reply.body).at("predictions");
  CHECK(predictions[0] == json{{"score", 0.5}, {"predicted_label", 1}});
  CHECK(predictions[1].at("predicted_label") == 0);
  CHECK_THAT(predictions[1].at("score").get<double>(), WithinRel(1 / (1 + std::exp(2.0)), 1e-12));
}

TEST_CASE("echo answers with the bytes and the type it got") {
  const auto echo = start_echo({});
  const std::string bytes("\0\xff\x01 any bytes", 13);
  const Reply reply = post(*echo, bytes, "application/x-npy", "text/csv");
  CHECK(reply.status == 200);
  CHECK(reply.type == "application/x-npy");
  CHECK(reply.body == bytes);
}

TEST_CASE("a form of more than 8 KB is a body like any other") {
  const auto echo = start_echo({});
  const std::string form(100'000, 'a');
  const Reply reply = post(*echo, form, "application/x-www-form-urlencoded", "*/*");
  CHECK(reply.status == 200);
  CHECK(reply.body.size() == form.size());
}

TEST_CASE("model data that cannot be used end the program with 2 and the reason") {
  const auto log_of = [](const json& settings) {
    StageProcess stage({.model_folder = folder_with_stage(settings)});
    std::string log;
    for (const std::string& line : stage.rest_of_log()) log += line;
    CHECK(stage.wait_for_end() == 2);
    return log;
  };
  CHECK(log_of({{"Role", "modl"}}).find("Did you mean model?") != std::string::npos);
  CHECK(log_of({{"Role", "model"}}).find("Coefficients") != std::string::npos);
  CHECK(log_of({{"Role", "model"},
                {"PredictorType", "regressor"},
                {"Coefficients", {{1, 2}, {1}}},
                {"Intercepts", {0, 0}}})
            .find("differ in length") != std::string::npos);
  CHECK(log_of("just text").find("stage.json") != std::string::npos);
}
