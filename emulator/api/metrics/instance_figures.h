#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/api/address_view.h"

// What AWS says about the instance behind a variant, told of this machine. Pure but for the size of
// its memory.
namespace emulator {

// contract 6.6: a made-up one, there is no instance here.
inline constexpr std::string_view kInstanceId = "i-local0000000000000";

// contract 6.4, in percent: 100 for each processor that is kept busy; of the container's own memory
// limit, or of the machine's memory where it has none.
double cpu_utilization(const StageUsage& usage);
double memory_utilization(const StageUsage& usage);

// The sums over all containers whose usage is known; nullopt where none is.
struct InstanceFigures {
  double cpu = 0;
  double memory = 0;
};
std::optional<InstanceFigures> instance_figures(const HostedReport& report);

// contract 6.6: "/aws/sagemaker/Endpoints/NAME", and below it "VARIANT/INSTANCE/CONTAINER" in a
// pipeline, "VARIANT/INSTANCE" where there is one container.
std::string log_group(std::string_view endpoint);
std::string log_stream(const VariantView& variant, std::string_view container);

}  // namespace emulator
