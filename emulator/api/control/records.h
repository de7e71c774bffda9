#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/control/control_plane.h"

// What the control plane knows. Values; whoever holds them has the lock (control_state.h).
namespace emulator {

// Who made something: only what came over the wire is kept in the state folder, and what is open in
// the window is changed there.
enum class Origin { Wire, File, Window };

// What models, endpoint configs and endpoints have in common.
struct ResourceFacts {
  std::uint64_t number = 0;  // rises with every creation; ties of CreationTime are decided by it
  std::string name;          // as it was given
  std::string arn;           // with the name in lower case (contract 4.17)
  CallScope scope;           // who created it
  WallTime created;          // whole milliseconds
  Origin origin = Origin::Wire;
};

struct ModelRecord : ResourceFacts {
  std::shared_ptr<const Pipeline> pipeline;  // as it would run here
};
using ModelPtr = std::shared_ptr<const ModelRecord>;

// Of one ProductionVariant what is acted on (contract 4.21).
struct VariantSettings {
  std::string name;
  std::string model_name;
  double weight = 1;
  int instance_count = 1;
  std::string instance_type;
  std::optional<std::chrono::seconds> startup_timeout;
  std::string json;  // the whole of it
};

struct ConfigRecord : ResourceFacts {
  std::vector<VariantSettings> variants;
  std::string json;  // the request without its tags
};
using ConfigPtr = std::shared_ptr<const ConfigRecord>;

// One variant as an endpoint runs it.
struct DeployedVariant {
  VariantSettings settings;
  std::shared_ptr<const Pipeline> pipeline;
  Origin model_origin = Origin::Wire;
  double current_weight = 1;
  double desired_weight = 1;
  int instance_count = 1;
  HostedPipelinePtr hosted;  // null before it is started and after it failed
  HostedReport report;       // the last one, once `hosted` was let go
};

// An endpoint config as an endpoint runs it.
struct Deployment {
  std::uint64_t number = 0;
  ConfigPtr config;
  WallTime started;
  std::vector<DeployedVariant> variants;
};

struct EndpointRecord : ResourceFacts {
  std::string status;  // contract 4.22
  std::string failure_reason;
  WallTime modified;
  std::optional<Deployment> live;  // what answers
  std::optional<Deployment> next;  // what is starting; what failed, after a failed CreateEndpoint
  std::string deployment_config;   // DeploymentConfig as it was last given; echoed
  std::shared_ptr<const EndpointRoute> route;        // what invocations see
  std::vector<std::weak_ptr<HostedPipeline>> going;  // under Deleting: who may still be in use
};

// Compares names without case: two names that differ in case alone have the same ARN.
struct WithoutCase {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};

// The pipeline that is open in the window, as records beside the others.
struct WindowRecords {
  HostedPipelinePtr hosted;
  ModelPtr model;
  ConfigPtr config;
  std::shared_ptr<EndpointRecord> endpoint;  // null while it is stopped
};

struct Records {
  std::map<std::string, ModelPtr, WithoutCase> models;
  std::map<std::string, ConfigPtr, WithoutCase> configs;
  std::map<std::string, std::shared_ptr<EndpointRecord>, WithoutCase> endpoints;
  std::map<std::string, std::vector<Tag>, std::less<>> tags;  // by ARN
  WindowRecords window;
  std::vector<ImageMap> images;
  std::uint64_t numbers = 0;  // given so far

  // Null where there is none; those of the window stand behind the others.
  ModelPtr find_model(std::string_view name) const;
  ConfigPtr find_config(std::string_view name) const;
  std::shared_ptr<EndpointRecord> find_endpoint(std::string_view name) const;

  // All of them, in no order that means anything.
  std::vector<ModelPtr> all_models() const;
  std::vector<ConfigPtr> all_configs() const;
  std::vector<std::shared_ptr<EndpointRecord>> all_endpoints() const;
};

// arn:aws:sagemaker:REGION:ACCOUNT:KIND/name; kind is model, endpoint-config or endpoint.
std::string resource_arn(const CallScope& scope, std::string_view kind, std::string_view name);

}  // namespace emulator
