#pragma once

#include <string_view>

namespace emulator {

// Whether SageMaker's API (2017-07-24) has an operation of that name, emulated or not.
bool is_sagemaker_operation(std::string_view name);

}  // namespace emulator
