#include "emulator/api/control/operations.h"

#include <algorithm>
#include <array>

#include "emulator/api/control/operation_shapes.h"
#include "emulator/api/control/sagemaker_operations.h"

namespace emulator {
namespace {

const std::array kOperations{
    Operation{"CreateModel", shapes::create_model, create_model},
    Operation{"DescribeModel", shapes::model_name, describe_model},
    Operation{"ListModels", shapes::list_models, list_models},
    Operation{"DeleteModel", shapes::model_name, delete_model},
    Operation{"CreateEndpointConfig", shapes::create_endpoint_config, create_endpoint_config},
    Operation{"DescribeEndpointConfig", shapes::endpoint_config_name, describe_endpoint_config},
    Operation{"ListEndpointConfigs", shapes::list_endpoint_configs, list_endpoint_configs},
    Operation{"DeleteEndpointConfig", shapes::endpoint_config_name, delete_endpoint_config},
    Operation{"CreateEndpoint", shapes::create_endpoint, create_endpoint},
    Operation{"DescribeEndpoint", shapes::endpoint_name, describe_endpoint},
    Operation{"ListEndpoints", shapes::list_endpoints, list_endpoints},
    Operation{"UpdateEndpoint", shapes::update_endpoint, update_endpoint},
    Operation{"UpdateEndpointWeightsAndCapacities", shapes::update_weights,
              update_endpoint_weights_and_capacities},
    Operation{"DeleteEndpoint", shapes::endpoint_name, delete_endpoint},
    Operation{"AddTags", shapes::add_tags, add_tags},
    Operation{"ListTags", shapes::list_tags, list_tags},
    Operation{"DeleteTags", shapes::delete_tags, delete_tags},
};

ServiceError serialization_error(const Error& error) {
  return {"SerializationException",
          error.what + (error.next_step.empty() ? "" : ". " + error.next_step)};
}

}  // namespace

std::span<const Operation> operations() { return kOperations; }

const Operation* find_operation(std::string_view name) {
  const auto found = std::ranges::find(kOperations, name, &Operation::name);
  return found == kOperations.end() ? nullptr : &*found;
}

ServiceError no_operation(std::string_view name) {
  if (!is_sagemaker_operation(name))
    return {"UnknownOperationException", "SageMaker has no operation " + std::string(name)};
  std::string known;
  for (const Operation& operation : kOperations)
    known.append(known.empty() ? "" : ", ").append(operation.name);
  return {"ValidationException",
          "Hoplens does not emulate " + std::string(name) + ". It emulates " + known +
              ", InvokeEndpoint and InvokeEndpointWithResponseStream; send this one to AWS."};
}

Answered run_operation(ControlState& state, std::string_view operation, std::string_view json,
                       const CallScope& scope) {
  const Operation* const known = find_operation(operation);
  if (known == nullptr) return tl::unexpected(no_operation(operation));
  const bool blank = json.find_first_not_of(" \t\r\n") == json.npos;  // contract 4.11
  const auto request = parse_json(blank ? "{}" : json, "the request");
  if (!request) return tl::unexpected(serialization_error(request.error()));
  if (auto broken = check_request(*request, known->shape))
    return tl::unexpected(std::move(*broken));
  return known->run(state, {*request, scope});
}

}  // namespace emulator
