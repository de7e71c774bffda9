#include "emulator/serving/model_loading.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include "emulator/serving/hop_rules.h"
#include "tests/support/small_pipeline.h"

using namespace emulator;
using namespace test_support;
using Catch::Matchers::ContainsSubstring;
using Json = nlohmann::json;

namespace {

const std::string kModel = "red.tar.gz";
const std::string kName = model_name_of(kModel);
const std::string kInvoke = "/models/" + kName + "/invoke";

struct FakePlaces final : ModelPlaces {
  Result<std::string> place(const std::string& target_model, const std::string& name,
                            const std::stop_token&) override {
    placed.push_back(target_model);
    if (error) return fail(*error);
    return "/opt/ml/models/" + name + "/model";
  }
  std::vector<std::string> placed;
  std::optional<Error> error;
};

// One MultiModel container on port 1, and one request for kModel.
struct World {
  std::shared_ptr<FakePlaces> places = std::make_shared<FakePlaces>();
  RoutePlan plan = [] {
    RoutePlan one = plan_of({"models"});
    one.stages[0].multi_model = true;
    return one;
  }();
  InvokeRequest request = [] {
    InvokeRequest asked = csv_request();
    asked.target_model = kModel;
    return asked;
  }();

  World() { plan.stages[0].models = places; }

  Story ask(std::vector<Act> acts) const { return {plan, request, std::move(acts)}; }
  static std::vector<std::string> targets(const Story& story) {
    std::vector<std::string> out;
    for (const HttpRequest& sent : story.sent) out.push_back(sent.target);
    return out;
  }
};

using Targets = std::vector<std::string>;

Json error_of(const Story& story, int status, std::string_view type) {
  const auto answer = story.answer();
  REQUIRE(answer);
  CHECK(answer->status == status);
  CHECK(answer->headers.get("x-amzn-ErrorType") == type);
  return Json::parse(text_of(answer->body));
}

HttpResponse ok() { return reply(200, "text/csv", "1"); }
HttpResponse said(int status) { return reply(status, "text/plain", "words"); }

}  // namespace

TEST_CASE("a model is loaded before its first invocation, once (2.32)") {
  const World world;
  const Story first = world.ask({{1, said(200)}, {1, ok()}});
  CHECK(World::targets(first) == Targets{"/models", kInvoke});
  CHECK(Json::parse(text_of(first.sent[0].body)) ==
        Json{{"model_name", kName}, {"url", "/opt/ml/models/" + kName + "/model"}});
  CHECK(first.sent[0].headers.get("Content-Type") == "application/json");
  REQUIRE(first.hops.size() == 1);  // loading is none of its own
  CHECK(first.hops[0]->request.target == kInvoke);
  CHECK(World::targets(world.ask({{1, ok()}})) == Targets{kInvoke});
  CHECK(world.places->placed == Targets{kModel});
}

TEST_CASE("409 says that the container has it already") {
  const World world;
  CHECK(world.ask({{1, said(409)}, {1, ok()}}).answer()->status == 200);
  CHECK(World::targets(world.ask({{1, ok()}})) == Targets{kInvoke});
}

TEST_CASE(
    "a model that the container has dropped is loaded again, a 404 of the model is its answer") {
  const World world;
  world.ask({{1, said(200)}, {1, ok()}});
  const Story again = world.ask({{1, said(404)}, {1, said(200)}, {1, ok()}});
  CHECK(World::targets(again) == Targets{kInvoke, "/models", kInvoke});
  CHECK(again.answer()->status == 200);
  const Story its_own = world.ask({{1, said(404)}, {1, said(409)}, {1, said(404)}});
  CHECK(error_of(its_own, 424, "ModelError")["OriginalStatusCode"] == 404);
}

TEST_CASE("a load that the container refuses is its error, and the next request tries again") {
  const World world;
  const Story full = world.ask({{1, said(507)}});
  REQUIRE(full.hops.size() == 1);
  CHECK(full.hops[0]->url == "http://127.0.0.1:1/models");
  CHECK(is_model_load(*full.hops[0]));
  const Json error = error_of(full, 424, "ModelError");
  CHECK(error["OriginalStatusCode"] == 507);
  CHECK(error["OriginalMessage"] == "words");
  CHECK(World::targets(world.ask({{1, said(200)}, {1, ok()}})) == Targets{"/models", kInvoke});
}

TEST_CASE("loading that takes longer than a minute is ModelNotReadyException (2.32)") {
  const World world;
  const Story late = world.ask({{1, broken(TransportErrorKind::Timeout)}});
  CHECK_THAT(error_of(late, 429, "ModelNotReadyException")["Message"].get<std::string>(),
             ContainsSubstring(kModel));
  // A slow invocation is not.
  const Story slow = world.ask({{1, said(200)}, {1, broken(TransportErrorKind::Timeout)}});
  error_of(slow, 424, "ModelError");
}

TEST_CASE("a model that is not there is a ValidationError; nobody is called") {
  const World world;
  world.places->error = Error{ErrorCode::NotFound, "Stage models has no model red.tar.gz",
                              "TargetModel is the rest of the key"};
  const Story story = world.ask({});
  REQUIRE(story.hops.size() == 1);
  CHECK(model_is_missing(*story.hops[0]));
  CHECK(error_of(story, 400, "ValidationError")["Message"] ==
        "Stage models has no model red.tar.gz. TargetModel is the rest of the key.");
  const auto findings = story.findings();
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].id == "no-model");
  // A container that is not there is something else.
  world.places->error.reset();
  error_of(world.ask({{1, broken(TransportErrorKind::Connect)}}), 424, "ModelError");
}

TEST_CASE("a load that is cancelled is an invocation that is cancelled") {
  const World world;
  world.places->error = Error{ErrorCode::Cancelled, "Cancelled", ""};
  CHECK_FALSE(world.ask({}).answer());
}

TEST_CASE("where the models are placed by somebody else the container is asked first") {
  World world;
  world.plan.stages[0].models = nullptr;
  CHECK(World::targets(world.ask({{1, ok()}})) == Targets{kInvoke});
  const Story loaded = world.ask({{1, said(404)}, {1, said(200)}, {1, ok()}});
  CHECK(World::targets(loaded) == Targets{kInvoke, "/models", kInvoke});
  CHECK(Json::parse(text_of(loaded.sent[1].body))["url"] == "/opt/ml/models/" + kName + "/model");
}

TEST_CASE("a stage that has ended is asked for nothing") {
  World world;
  world.plan.stages[0].ended = "exited with code 1";
  error_of(world.ask({}), 424, "ModelError");
  CHECK(world.places->placed.empty());
}
