#pragma once

#include <span>
#include <string_view>

#include "emulator/api/control/control_state.h"
#include "emulator/api/control/request_shape.h"

// The operations of the control plane, each one function behind one row of the table.
namespace emulator {

// A request that has its operation's shape, and who sent it.
struct Call {
  const JsonNode& request;
  const CallScope& scope;

  std::string text(std::string_view name) const { return text_member(request, name).value_or(""); }
};

struct Operation {
  std::string_view name;
  const ValueShape& shape;
  Answered (*run)(ControlState&, const Call&);
};

std::span<const Operation> operations();
const Operation* find_operation(std::string_view name);
// Why there is no such operation here (contract 4.14).
ServiceError no_operation(std::string_view name);

// The operation with all checks before it, from the body's text.
Answered run_operation(ControlState&, std::string_view operation, std::string_view json,
                       const CallScope& scope);

// models.cpp
Answered create_model(ControlState&, const Call&);
Answered describe_model(ControlState&, const Call&);
Answered list_models(ControlState&, const Call&);
Answered delete_model(ControlState&, const Call&);
// endpoint_configs.cpp
Answered create_endpoint_config(ControlState&, const Call&);
Answered describe_endpoint_config(ControlState&, const Call&);
Answered list_endpoint_configs(ControlState&, const Call&);
Answered delete_endpoint_config(ControlState&, const Call&);
// endpoints.cpp
Answered create_endpoint(ControlState&, const Call&);
Answered update_endpoint(ControlState&, const Call&);
Answered update_endpoint_weights_and_capacities(ControlState&, const Call&);
Answered delete_endpoint(ControlState&, const Call&);
// describe_endpoint.cpp
Answered describe_endpoint(ControlState&, const Call&);
Answered list_endpoints(ControlState&, const Call&);
// tags.cpp
Answered add_tags(ControlState&, const Call&);
Answered list_tags(ControlState&, const Call&);
Answered delete_tags(ControlState&, const Call&);

}  // namespace emulator
