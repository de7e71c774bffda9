#include <map>

#include <catch2/catch_test_macros.hpp>

#include "emulator/validate/validate.h"

using namespace emulator;

namespace {

Stage stage(const std::string& name) {
  Stage out;
  out.container.container_hostname = name;
  out.container.image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/" + name + ":1";
  out.container.model_data_url = "s3://bucket/" + name + ".tar.gz";
  return out;
}

// A pipeline in which no rule finds anything.
Pipeline good() {
  Pipeline out;
  out.model.model_name = "wine";
  out.model.execution_role_arn = "arn:aws:iam::123456789012:role/SageMakerRole";
  out.stages = {stage("preprocess"), stage("model"), stage("postprocess")};
  return out;
}

using Change = void (*)(Pipeline&);

StageLaunch& launch(Pipeline& p, std::size_t at = 0) {
  if (!p.stages[at].launch) p.stages[at].launch.emplace();
  return *p.stages[at].launch;
}
ContainerDefinition& container(Pipeline& p, std::size_t at = 0) { return p.stages[at].container; }

S3ModelDataSource s3() {
  return {.s3_uri = "s3://b/k/", .s3_data_type = "S3Prefix", .compression_type = "None"};
}

// By the rule's title: what breaks it, and the nearest thing that does not.
struct Case {
  std::vector<Change> broken;
  std::vector<Change> fine;
};

const std::map<std::string_view, Case> kCases{
    {"ModelName follows its pattern",
     {{[](Pipeline& p) { p.model.model_name = ""; },
       [](Pipeline& p) { p.model.model_name = "it's"; },
       [](Pipeline& p) { p.model.model_name = std::string(64, 'a'); }},
      {[](Pipeline& p) { p.model.model_name = std::string(63, 'a'); }}}},
    {"PrimaryContainer or Containers, not both and not neither",
     {{[](Pipeline& p) { p.stages.clear(); },
       [](Pipeline& p) {
         p.model.primary_container = true;
         p.model.kept.key_order = {"PrimaryContainer", "Containers"};
       }},
      {[](Pipeline& p) {
        p.stages.resize(1);
        p.model.primary_container = true;
      }}}},
    {"At most 15 containers",
     {{[](Pipeline& p) { p.stages.resize(16); }}, {[](Pipeline& p) { p.stages.resize(15); }}}},
    {"Two containers make a pipeline",
     {{[](Pipeline& p) { p.stages.resize(1); }}, {[](Pipeline& p) { p.stages.resize(2); }}}},
    {"InferenceExecutionConfig.Mode is Serial or Direct",
     {{[](Pipeline& p) { p.model.inference_execution_config.emplace().mode = "serial"; }},
      {[](Pipeline& p) { p.model.inference_execution_config.emplace().mode = "Serial"; }}}},
    {"ExecutionRoleArn is given",
     {{[](Pipeline& p) { p.model.execution_role_arn.reset(); }}, {[](Pipeline&) {}}}},
    {"ExecutionRoleArn is the ARN of a role",
     {{[](Pipeline& p) { p.model.execution_role_arn = "SageMakerRoleForTheWine"; },
       [](Pipeline& p) { p.model.execution_role_arn = "short"; }},
      {[](Pipeline&) {}}}},
    {"At most 50 tags with valid keys and values",
     {{[](Pipeline& p) { p.model.tags.emplace(51, Tag{.key = "k"}); },
       [](Pipeline& p) { p.model.tags = {Tag{.key = ""}}; },
       [](Pipeline& p) { p.model.tags = {Tag{.key = "k", .value = "a;b"}}; }},
      {[](Pipeline& p) { p.model.tags.emplace(50, Tag{.key = "k"}); },
       [](Pipeline& p) { p.model.tags.emplace(); }}}},
    {"1 to 5 security groups and 1 to 16 subnets",
     {{[](Pipeline& p) {
         p.model.vpc_config = VpcConfig{{"sg-1"}, {}, {}};
       },
       [](Pipeline& p) {
         p.model.vpc_config = VpcConfig{std::vector<std::string>(6, "sg-1"), {"subnet-1"}, {}};
       },
       [](Pipeline& p) {
         p.model.vpc_config = VpcConfig{{"sg 1"}, {"subnet-1"}, {}};
       }},
      {[](Pipeline& p) {
        p.model.vpc_config = VpcConfig{{"sg-1"}, std::vector<std::string>(16, "subnet-1"), {}};
      }}}},
    {"ContainerHostname follows its pattern",
     {{[](Pipeline& p) { container(p).container_hostname = "a_b"; },
       [](Pipeline& p) { container(p).container_hostname = ""; }},
      {[](Pipeline& p) { container(p).container_hostname = "a--b"; }}}},
    {"ContainerHostname on every container or on none",
     {{[](Pipeline& p) { container(p, 1).container_hostname.reset(); }}, {[](Pipeline& p) {
        for (Stage& one : p.stages) one.container.container_hostname.reset();
      }}}},
    {"Each ContainerHostname on one container only",
     {{[](Pipeline& p) { container(p, 1).container_hostname = "preprocess"; }},
      {[](Pipeline& p) { container(p, 1).container_hostname = "Preprocess"; }}}},
    {"Direct mode names its containers",
     {{[](Pipeline& p) {
        p.model.inference_execution_config.emplace().mode = "Direct";
        for (Stage& one : p.stages) one.container.container_hostname.reset();
      }},
      {[](Pipeline& p) { p.model.inference_execution_config.emplace().mode = "Direct"; }}}},
    {"A PrimaryContainer needs no ContainerHostname",
     {{[](Pipeline& p) {
        p.stages.resize(1);
        p.model.primary_container = true;
      }},
      {[](Pipeline& p) { p.stages.resize(1); }}}},
    {"Image is a name of at most 255 characters",
     {{[](Pipeline& p) { container(p).image = "a b"; },
       [](Pipeline& p) { container(p).image = ""; },
       [](Pipeline& p) { container(p).image = std::string(256, 'a'); }},
      {[](Pipeline& p) { container(p).image = std::string(255, 'a'); }}}},
    {"An Image or a ModelPackageName",
     {{[](Pipeline& p) { container(p).image.reset(); }}, {[](Pipeline& p) {
        container(p).image.reset();
        container(p).model_package_name = "wine";
      }}}},
    {"Not an Image beside a ModelPackageName",
     {{[](Pipeline& p) { container(p).model_package_name = "wine"; }}, {[](Pipeline&) {}}}},
    {"Image is one that AWS can pull",
     {{[](Pipeline& p) { container(p).image = "wine:dev"; },
       [](Pipeline& p) { container(p).image = "registry.example.com/wine"; }},
      {[](Pipeline& p) {
        container(p).image = "registry.example.com/wine";
        container(p).image_config.emplace().repository_access_mode = "Vpc";
      }}}},
    {"All images in one Region",
     {{[](Pipeline& p) {
        container(p, 2).image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x";
      }},
      {[](Pipeline& p) {
        container(p, 2).image = "210987654321.dkr.ecr.us-east-1.amazonaws.com/x";
      }}}},
    {"ImageConfig has valid values",
     {{[](Pipeline& p) { container(p).image_config.emplace().repository_access_mode = "VPC"; },
       [](Pipeline& p) {
         auto& config = container(p).image_config.emplace();
         config.repository_access_mode = "Vpc";
         config.repository_auth_config.emplace();
       }},
      {[](Pipeline& p) {
        container(p).image_config.emplace().repository_access_mode = "Platform";
      }}}},
    {"Mode is SingleModel or MultiModel",
     {{[](Pipeline& p) { container(p).mode = "Multi"; }},
      {[](Pipeline& p) { container(p).mode = "MultiModel"; }}}},
    {"At most one MultiModel container",
     {{[](Pipeline& p) { container(p).mode = container(p, 1).mode = "MultiModel"; }},
      {[](Pipeline& p) { container(p).mode = "MultiModel"; }}}},
    {"ModelCacheSetting is Enabled or Disabled",
     {{[](Pipeline& p) { container(p).multi_model_config.emplace().model_cache_setting = "On"; }},
      {[](Pipeline& p) {
         container(p).multi_model_config.emplace().model_cache_setting = "Enabled";
       },
       [](Pipeline& p) { container(p).multi_model_config.emplace(); }}}},
    {"ModelPackageName is a name or an ARN",
     {{[](Pipeline& p) { container(p).model_package_name = "wine-"; }},
      {[](Pipeline& p) { container(p).model_package_name = "wine/1"; }}}},
    {"InferenceSpecificationName follows its pattern",
     {{[](Pipeline& p) { container(p).inference_specification_name = "a b"; }},
      {[](Pipeline& p) { container(p).inference_specification_name = "a"; }}}},
    {"At most one metrics endpoint with valid values",
     {{[](Pipeline& p) {
         container(p).container_metrics_config.emplace().metrics_endpoints = {{"/a", 10, {}},
                                                                              {"/b", 10, {}}};
       },
       [](Pipeline& p) {
         container(p).container_metrics_config.emplace().metrics_endpoints = {{"/a", 11, {}}};
       },
       [](Pipeline& p) {
         container(p).container_metrics_config.emplace().metrics_endpoints = {{"a", 10, {}}};
       }},
      {[](Pipeline& p) {
        container(p).container_metrics_config.emplace().metrics_endpoints = {{"/a", 300, {}}};
      }}}},
    {"ModelDataUrl begins with s3:// or https://",
     {{[](Pipeline& p) { container(p).model_data_url = "./model.tar.gz"; },
       [](Pipeline& p) { container(p).model_data_url = "s3://" + std::string(1020, 'a'); }},
      {[](Pipeline& p) { container(p).model_data_url = "https://b/m.tar.gz"; }}}},
    {"ModelDataUrl names a .tar.gz",
     {{[](Pipeline& p) { container(p).model_data_url = "s3://b/model.zip"; }}, {[](Pipeline& p) {
        container(p).model_data_url = "s3://b/models/";
        container(p).mode = "MultiModel";
      }}}},
    {"ModelDataUrl or ModelDataSource, not both",
     {{[](Pipeline& p) { container(p).model_data_source.emplace().s3_data_source = s3(); }},
      {[](Pipeline& p) {
        container(p).model_data_url.reset();
        container(p).model_data_source.emplace().s3_data_source = s3();
      }}}},
    {"Sources of model data have valid values",
     {{[](Pipeline& p) { container(p).model_data_source.emplace(); },
       [](Pipeline& p) {
         auto& source = container(p).model_data_source.emplace().s3_data_source.emplace(s3());
         source.compression_type = "gzip";
       },
       [](Pipeline& p) {
         auto& source = container(p).model_data_source.emplace().s3_data_source.emplace(s3());
         source.manifest_s3_uri = "manifest";
       },
       [](Pipeline& p) {
         auto& more = container(p).additional_model_data_sources.emplace(1).front();
         more.s3_data_source.emplace(s3()).s3_uri = "b/k";
       }},
      {[](Pipeline& p) { container(p).model_data_source.emplace().s3_data_source = s3(); }}}},
    {"An uncompressed S3Prefix ends in /",
     {{[](Pipeline& p) {
        container(p).model_data_source.emplace().s3_data_source.emplace(s3()).s3_uri = "s3://b/k";
      }},
      {[](Pipeline& p) { container(p).model_data_source.emplace().s3_data_source = s3(); },
       [](Pipeline& p) {
         auto& source = container(p).model_data_source.emplace().s3_data_source.emplace(s3());
         source.s3_uri = "s3://b/k";
         source.s3_data_type = "S3Object";
       }}}},
    {"No ModelDataSource in MultiModel mode",
     {{[](Pipeline& p) {
        container(p).model_data_source.emplace();
        container(p).mode = "MultiModel";
      }},
      {[](Pipeline& p) { container(p).model_data_source.emplace(); }}}},
    {"ModelDataSource rules out batch transform",
     {{[](Pipeline& p) { container(p).model_data_source.emplace(); }}, {[](Pipeline&) {}}}},
    {"At most 5 additional sources with names of their own",
     {{[](Pipeline& p) {
         auto& more = container(p).additional_model_data_sources.emplace();
         for (int i = 0; i < 6; ++i) more.push_back({std::to_string(i), s3(), {}});
       },
       [](Pipeline& p) {
         container(p).additional_model_data_sources = {{"a", s3(), {}}, {"a", s3(), {}}};
       },
       [](Pipeline& p) {
         container(p).additional_model_data_sources = {{"a/b", s3(), {}}};
       },
       [](Pipeline& p) {
         container(p).additional_model_data_sources = {{"a", std::nullopt, {}}};
       }},
      {[](Pipeline& p) {
        container(p).additional_model_data_sources = {{"a", s3(), {}}, {"b", s3(), {}}};
      }}}},
    {"Environment has valid names and lengths",
     {{[](Pipeline& p) {
         container(p).environment = EnvironmentMap{{"A-B", "1"}};
       },
       [](Pipeline& p) {
         container(p).environment = EnvironmentMap{{"A", std::string(1025, 'x')}};
       },
       [](Pipeline& p) {
         auto& variables = container(p).environment.emplace();
         for (int i = 0; i < 101; ++i) variables.emplace_back("V" + std::to_string(i), "");
       }},
      {[](Pipeline& p) {
        container(p).environment = EnvironmentMap{{"A", std::string(1024, 'x')}};
      }}}},
    {"Environment of all containers within 32 KB",
     {{[](Pipeline& p) {
        for (std::size_t at : {0u, 1u}) {
          auto& variables = container(p, at).environment.emplace();
          for (int i = 0; i < 17; ++i)
            variables.emplace_back("V" + std::to_string(i), std::string(1000, 'x'));
        }
      }},
      {[](Pipeline& p) {
        auto& variables = container(p).environment.emplace();
        for (int i = 0; i < 32; ++i) variables.emplace_back("V", std::string(1023, 'x'));
      }}}},
    {"SAGEMAKER_SPARKML_SCHEMA is JSON",
     {{[](Pipeline& p) {
        container(p).environment = EnvironmentMap{{"SAGEMAKER_SPARKML_SCHEMA", "{'a'}"}};
      }},
      {[](Pipeline& p) {
        container(p).environment = EnvironmentMap{{"SAGEMAKER_SPARKML_SCHEMA", R"({"input":[]})"}};
      }}}},
    {"Local variables are such that a process can have",
     {{[](Pipeline& p) {
         launch(p).environment = EnvironmentMap{{"A=B", "1"}};
       },
       [](Pipeline& p) {
         launch(p).environment = EnvironmentMap{{"A", std::string("1\0", 2)}};
       }},
      {[](Pipeline& p) {
        launch(p).environment = EnvironmentMap{{"A.B", "="}};
      }}}},
    {"A process stage has a Command",
     {{[](Pipeline& p) { launch(p).runtime = RuntimeKind::Process; },
       [](Pipeline& p) {
         launch(p).runtime = RuntimeKind::Process;
         launch(p).command.emplace();
       }},
      {[](Pipeline& p) {
        launch(p).runtime = RuntimeKind::Process;
        launch(p).command = {"serve"};
      }}}},
    {"A url stage has an http:// address",
     {{[](Pipeline& p) { launch(p).runtime = RuntimeKind::Url; },
       [](Pipeline& p) {
         launch(p).runtime = RuntimeKind::Url;
         launch(p).url = "127.0.0.1:9000";
       },
       [](Pipeline& p) {
         launch(p).runtime = RuntimeKind::Url;
         launch(p).url = "http://:9000";
       }},
      {[](Pipeline& p) {
        launch(p).runtime = RuntimeKind::Url;
        launch(p).url = "http://127.0.0.1:9000/base";
      }}}},
    {"Local members fit the stage's runtime",
     {{[](Pipeline& p) { launch(p).url = "http://h"; },
       [](Pipeline& p) {
         launch(p).runtime = RuntimeKind::Process;
         launch(p).image = "i";
         launch(p).build = ".";
       },
       [](Pipeline& p) {
         launch(p).runtime = RuntimeKind::Url;
         launch(p).command = {"c"};
       }},
      {[](Pipeline& p) { launch(p).image = "wine:dev"; }}}},
    {"Port from 1 to 65535",
     {{[](Pipeline& p) { launch(p).port = 0; }, [](Pipeline& p) { launch(p).port = 65536; }},
      {[](Pipeline& p) { launch(p).port = 65535; }}}},
    {"Each Port on one stage only",
     {{[](Pipeline& p) { launch(p, 0).port = launch(p, 2).port = 9000; }}, {[](Pipeline& p) {
        launch(p, 0).port = 9000;
        launch(p, 2).port = 9001;
      }}}},
    {"Cpus and MemoryBytes are positive",
     {{[](Pipeline& p) { launch(p).cpus = 0; }, [](Pipeline& p) { launch(p).memory_bytes = -1; }},
      {[](Pipeline& p) { launch(p).cpus = 0.5; }}}},
    {"At least one stage is not bypassed",
     {{[](Pipeline& p) {
        for (std::size_t i : {0u, 1u, 2u}) launch(p, i).bypassed = true;
      }},
      {[](Pipeline& p) {
        for (std::size_t i : {0u, 1u}) launch(p, i).bypassed = true;
      }}}},
    {"Time-outs that something waits for are not 0",
     {{[](Pipeline& p) { p.local.profile.ping_timeout = {}; },
       [](Pipeline& p) { p.local.profile.startup_timeout = {}; }},
      {[](Pipeline& p) { p.local.profile.invocation_timeout = {}; }}}},
    {"Saved requests have names of their own",
     {{[](Pipeline& p) {
         p.requests = {{.name = "a"}, {.name = "a"}};
       },
       [](Pipeline& p) { p.requests = {{.body = ""}}; }},
      {[](Pipeline& p) {
        p.requests = {{.name = "a"}, {.name = "b"}};
      }}}},
    {"Headers of saved requests can be sent",
     {{[](Pipeline& p) { p.requests = {{.name = "a", .content_type = "text/csv\r\nX: 1"}}; },
       [](Pipeline& p) { p.requests = {{.name = "a", .accept = "é"}}; },
       [](Pipeline& p) {
         p.requests = {{.name = "a", .custom_attributes = std::string(1025, 'x')}};
       }},
      {[](Pipeline& p) { p.requests = {{.name = "a", .content_type = "text/csv; a=b"}}; }}}},
};

std::size_t findings_of(const Rule& rule, Change change) {
  Pipeline pipeline = good();
  change(pipeline);
  std::vector<Finding> findings;
  rule.check(pipeline, findings);
  return findings.size();
}

}  // namespace

TEST_CASE("nothing is odd about a good pipeline") { CHECK(validate(good()).empty()); }

TEST_CASE("every rule has a case that breaks it and one that does not") {
  for (const Rule& rule : definition_rules()) {
    INFO(rule.title);
    REQUIRE(kCases.contains(rule.title));
    const Case& both = kCases.at(rule.title);
    REQUIRE_FALSE(both.broken.empty());
    REQUIRE_FALSE(both.fine.empty());
    for (std::size_t i = 0; i < both.broken.size(); ++i) {
      INFO("broken case " << i);
      CHECK(findings_of(rule, both.broken[i]) >= 1);
    }
    for (std::size_t i = 0; i < both.fine.size(); ++i) {
      INFO("fine case " << i);
      CHECK(findings_of(rule, both.fine[i]) == 0);
    }
  }
  CHECK(kCases.size() == definition_rules().size());
}

TEST_CASE("every finding has an id, words, and a pointer into the file") {
  for (const auto& [title, both] : kCases)
    for (const Change change : both.broken) {
      INFO(title);
      Pipeline pipeline = good();
      change(pipeline);
      for (const Finding& finding : validate(pipeline)) {
        CHECK_FALSE(finding.id.empty());
        CHECK_FALSE(finding.message.empty());
        CHECK(finding.pointer.starts_with('/'));
      }
    }
}
