#pragma once

#include "emulator/api/control/request_shape.h"

// The requests of the operations (contract 1a, 4.20, 4.21). Of members that nothing here acts on
// (4.26) only the type is looked at.
namespace emulator {

namespace shapes {
extern const ValueShape create_model;  // types and required members; the rest is validate's
extern const ValueShape model_name;    // DescribeModel, DeleteModel
extern const ValueShape list_models;

extern const ValueShape create_endpoint_config;
extern const ValueShape endpoint_config_name;
extern const ValueShape list_endpoint_configs;

extern const ValueShape create_endpoint;
extern const ValueShape update_endpoint;
extern const ValueShape update_weights;
extern const ValueShape endpoint_name;
extern const ValueShape list_endpoints;

extern const ValueShape add_tags;
extern const ValueShape list_tags;
extern const ValueShape delete_tags;
}  // namespace shapes

}  // namespace emulator
