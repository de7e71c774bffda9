#pragma once

#include "emulator/validate/rule_kit.h"

// The checks behind the table of definition_rules(); what each looks for is its title there.
// Private to validate.
namespace emulator {

// rules_model.cpp
void check_model_name(const Pipeline&, Findings&);
void check_container_members(const Pipeline&, Findings&);
void check_container_count(const Pipeline&, Findings&);
void check_single_container(const Pipeline&, Findings&);
void check_execution_mode(const Pipeline&, Findings&);
void check_role_missing(const Pipeline&, Findings&);
void check_role_arn(const Pipeline&, Findings&);
void check_tags(const Pipeline&, Findings&);
void check_vpc(const Pipeline&, Findings&);

// rules_names.cpp
void check_hostname_limits(const Pipeline&, Findings&);
void check_hostnames_all_or_none(const Pipeline&, Findings&);
void check_hostnames_unique(const Pipeline&, Findings&);
void check_direct_hostnames(const Pipeline&, Findings&);
void check_hostname_ignored(const Pipeline&, Findings&);

// rules_containers.cpp
void check_image_limits(const Pipeline&, Findings&);
void check_image_or_package(const Pipeline&, Findings&);
void check_image_and_package(const Pipeline&, Findings&);
void check_image_to_fill_in(const Pipeline&, Findings&);
void check_image_regions(const Pipeline&, Findings&);
void check_image_config(const Pipeline&, Findings&);
void check_container_mode(const Pipeline&, Findings&);
void check_one_multi_model(const Pipeline&, Findings&);
void check_multi_model_config(const Pipeline&, Findings&);
void check_package_limits(const Pipeline&, Findings&);
void check_inference_specification(const Pipeline&, Findings&);
void check_metrics(const Pipeline&, Findings&);

// rules_model_data.cpp
void check_model_data_url(const Pipeline&, Findings&);
void check_model_data_archive(const Pipeline&, Findings&);
void check_model_data_both(const Pipeline&, Findings&);
void check_model_data_source(const Pipeline&, Findings&);
void check_model_data_prefix(const Pipeline&, Findings&);
void check_model_data_multi_model(const Pipeline&, Findings&);
void check_model_data_batch(const Pipeline&, Findings&);
void check_additional_model_data(const Pipeline&, Findings&);

// rules_environment.cpp
void check_environment_limits(const Pipeline&, Findings&);
void check_environment_sum(const Pipeline&, Findings&);
void check_sparkml_schema(const Pipeline&, Findings&);
void check_local_environment(const Pipeline&, Findings&);

// rules_local.cpp
void check_process_command(const Pipeline&, Findings&);
void check_stage_url(const Pipeline&, Findings&);
void check_ignored_members(const Pipeline&, Findings&);
void check_port_range(const Pipeline&, Findings&);
void check_port_unique(const Pipeline&, Findings&);
void check_resources(const Pipeline&, Findings&);
void check_some_stage_runs(const Pipeline&, Findings&);
void check_limits(const Pipeline&, Findings&);
void check_request_names(const Pipeline&, Findings&);
void check_request_headers(const Pipeline&, Findings&);

}  // namespace emulator
