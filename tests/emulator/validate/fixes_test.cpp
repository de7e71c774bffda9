#include "emulator/validate/fixes.h"

#include <algorithm>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "emulator/validate/validate.h"

using namespace emulator;

namespace {

Stage stage(std::uint64_t id, const std::string& name) {
  Stage out;
  out.id = StageId{id};
  out.container.container_hostname = name;
  out.container.image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/" + name + ":1";
  out.launch.emplace();
  return out;
}

Pipeline good() {
  Pipeline out;
  out.model.model_name = "wine";
  out.model.execution_role_arn = "arn:aws:iam::123456789012:role/SageMakerRole";
  out.stages = {stage(1, "preprocess"), stage(2, "model"), stage(3, "postprocess")};
  return out;
}

ContainerDefinition& container(Pipeline& p, std::size_t at) { return p.stages[at].container; }
StageLaunch& launch(Pipeline& p, std::size_t at) { return *p.stages[at].launch; }
S3ModelDataSource& source(Pipeline& p) {
  auto& data = container(p, 1).model_data_source.emplace().s3_data_source;
  return data.emplace(
      S3ModelDataSource{"s3://b/k/", "S3Prefix", "None", {}, {}, {}, {}, {}, {}, {}, {}});
}

using Change = void (*)(Pipeline&);
struct Broken {
  std::string_view id;  // of the finding that comes of it
  Change change;
};
const std::vector<Broken> kBroken{
    {"D19", [](Pipeline& p) { container(p, 1).container_hostname.reset(); }},
    {"D19", [](Pipeline& p) { container(p, 2).container_hostname = "model"; }},
    {"container-hostname", [](Pipeline& p) { container(p, 0).container_hostname = "my stage_1 "; }},
    {"container-hostname",
     [](Pipeline& p) { container(p, 0).container_hostname = std::string(70, 'x'); }},
    {"image", [](Pipeline& p) { *container(p, 0).image += " "; }},
    {"image-config",
     [](Pipeline& p) { container(p, 0).image_config.emplace().repository_access_mode = "vpc"; }},
    {"container-mode", [](Pipeline& p) { container(p, 0).mode = "singlemodel"; }},
    {"D18", [](Pipeline& p) { container(p, 0).mode = container(p, 1).mode = "MultiModel"; }},
    {"multi-model-config",
     [](Pipeline& p) {
       container(p, 0).multi_model_config.emplace().model_cache_setting = "enabled";
     }},
    {"model-data-url", [](Pipeline& p) { container(p, 0).model_data_url = " s3://b/m.tar.gz\n"; }},
    {"model-data-source", [](Pipeline& p) { source(p).s3_data_type = "s3prefix"; }},
    {"model-data-source", [](Pipeline& p) { source(p).compression_type = "none"; }},
    {"model-data-source", [](Pipeline& p) { source(p).s3_uri = " s3://b/k/"; }},
    {"model-data-prefix", [](Pipeline& p) { source(p).s3_uri = "s3://b/k"; }},
    {"D22",
     [](Pipeline& p) {
       container(p, 0).environment = EnvironmentMap{{"A ", "1"}};
     }},
    {"ignored-member",
     [](Pipeline& p) {
       launch(p, 0).runtime = RuntimeKind::Process;
       launch(p, 0).command = {{"serve"}};
       launch(p, 0).build = "docker";
     }},
    {"port-range", [](Pipeline& p) { launch(p, 0).port = 70000; }},
    {"port-twice", [](Pipeline& p) { launch(p, 0).port = launch(p, 1).port = 9000; }},
    {"resources", [](Pipeline& p) { launch(p, 0).cpus = 0; }},
    {"model-name", [](Pipeline& p) { p.model.model_name = "my wine_2 "; }},
    {"model-name", [](Pipeline& p) { p.model.model_name = ""; }},
    {"execution-mode",
     [](Pipeline& p) { p.model.inference_execution_config.emplace().mode = "serial"; }},
    {"execution-role", [](Pipeline& p) { *p.model.execution_role_arn += " "; }},
    {"all-bypassed",
     [](Pipeline& p) {
       for (Stage& s : p.stages) s.launch->bypassed = true;
     }},
    {"limit-range", [](Pipeline& p) { p.local.profile.ping_timeout = {}; }},
    {"request-name",
     [](Pipeline& p) {
       p.requests.resize(3);
       p.requests[1].name = p.requests[2].name = "one";
     }},
};

std::ptrdiff_t count(const std::vector<Finding>& findings, std::string_view id) {
  return std::ranges::count(findings, id, &Finding::id);
}

}  // namespace

TEST_CASE("a fix removes the finding it is for and brings no other") {
  for (const Broken& broken : kBroken) {
    INFO(broken.id);
    Pipeline pipeline = good();
    broken.change(pipeline);
    const auto before = validate(pipeline);
    const auto finding = std::ranges::find(before, broken.id, &Finding::id);
    REQUIRE(finding != before.end());
    INFO(finding->message);
    const auto fix = mechanical_fix(pipeline, *finding);
    REQUIRE(fix.has_value());
    const auto edited = emulator::apply(pipeline, *fix);
    REQUIRE(edited.has_value());
    const auto after = validate(edited->pipeline);
    CHECK(count(after, broken.id) < count(before, broken.id));
    CHECK(after.size() < before.size());
  }
}

TEST_CASE("what needs a decision has no mechanical fix") {
  Pipeline pipeline = good();
  container(pipeline, 0).image = "my image";  // a blank inside says nothing about what is meant
  container(pipeline, 1).mode = "Multi";
  pipeline.model.execution_role_arn.reset();
  for (const Finding& finding : validate(pipeline)) {
    INFO(finding.id << " " << finding.message);
    CHECK_FALSE(mechanical_fix(pipeline, finding).has_value());
  }
}

TEST_CASE("a finding about a stage that is gone has no fix") {
  Pipeline pipeline = good();
  launch(pipeline, 2).port = 70000;
  const Finding finding = validate(pipeline).back();
  pipeline.stages.pop_back();
  CHECK_FALSE(mechanical_fix(pipeline, finding).has_value());
}

TEST_CASE("JSON by default is turned into CSV at the sender") {
  const Pipeline pipeline = good();
  const Finding finding{"D04", Severity::Error, "model", StageId{2}, "", "", "", 0};
  const auto fix = mechanical_fix(pipeline, finding);
  REQUIRE(fix.has_value());
  const Pipeline fixed = emulator::apply(pipeline, *fix)->pipeline;
  CHECK(fixed.stages[0].container.environment ==
        EnvironmentMap{{"SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "text/csv"}});
  CHECK_FALSE(mechanical_fix(fixed, finding).has_value());  // somebody chose already
}

TEST_CASE("the sender of what was refused is the last one before it that is called") {
  Pipeline pipeline = good();
  const Finding finding{"D04", Severity::Error, "", pipeline.stages[2].id, "", "", "", 0};
  pipeline.stages[1].launch.emplace().bypassed = true;
  const auto fix = mechanical_fix(pipeline, finding);
  REQUIRE(fix.has_value());
  CHECK(std::get<ChangeStage>(*fix).at == 0);
}

TEST_CASE("a limit that is lower than SageMaker's own is put back") {
  Pipeline pipeline = good();
  ContractProfile& profile = pipeline.local.profile;
  const auto fixed = [&](const char* id) {
    const Finding finding{id, Severity::Error, "", pipeline.stages[1].id, "", "", "", 0};
    const auto fix = mechanical_fix(pipeline, finding);
    return fix ? std::optional(std::get<ChangeProfile>(*fix).profile) : std::nullopt;
  };
  for (const char* id : {"D02", "D10", "D12", "D14", "D31"}) CHECK_FALSE(fixed(id));
  profile.port_binding = PortBinding::Strict;
  profile.between_containers_bytes = 100;
  profile.invocation_timeout = std::chrono::seconds{5};
  profile.startup_timeout = std::chrono::seconds{5};
  profile.inner_accept = InnerAccept::Absent;
  CHECK(fixed("D02")->port_binding == PortBinding::Lenient);
  CHECK(fixed("D10")->between_containers_bytes == 5'000'000);
  CHECK(fixed("D12")->invocation_timeout == std::chrono::seconds{60});
  CHECK(fixed("D14")->startup_timeout == std::chrono::seconds{480});
  CHECK(fixed("D31")->inner_accept == InnerAccept::Any);
  profile.invocation_timeout = {};  // none: somebody holds it in a debugger
  CHECK_FALSE(fixed("D12"));
}

TEST_CASE("XGBoost's own limit of a body is raised, nobody else's") {
  Pipeline pipeline = good();
  const Finding finding{"D11", Severity::Error, "", pipeline.stages[1].id, "", "", "", 0};
  container(pipeline, 1).image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/nginx:1";
  CHECK_FALSE(mechanical_fix(pipeline, finding).has_value());
  container(pipeline, 1).image = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1";
  const auto fix = mechanical_fix(pipeline, finding);
  REQUIRE(fix.has_value());
  const auto& stage = std::get<ChangeStage>(*fix).stage;
  CHECK(stage.container.environment->back() ==
        std::pair<std::string, std::string>{"MAX_CONTENT_LENGTH", "20971520"});
}
