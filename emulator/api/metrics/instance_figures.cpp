#include "emulator/api/metrics/instance_figures.h"

#include <unistd.h>

namespace emulator {
namespace {

double machine_memory() {
  static const double bytes =
      static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
  return bytes;
}

}  // namespace

double cpu_utilization(const StageUsage& usage) { return usage.cpus * 100; }

double memory_utilization(const StageUsage& usage) {
  const double whole =
      usage.memory_limit != 0 ? static_cast<double>(usage.memory_limit) : machine_memory();
  return whole > 0 ? static_cast<double>(usage.memory_bytes) / whole * 100 : 0;
}

std::optional<InstanceFigures> instance_figures(const HostedReport& report) {
  std::optional<InstanceFigures> sum;
  for (const HostedContainer& container : report.containers) {
    if (!container.status.usage) continue;
    if (!sum) sum.emplace();
    sum->cpu += cpu_utilization(*container.status.usage);
    sum->memory += memory_utilization(*container.status.usage);
  }
  return sum;
}

std::string log_group(std::string_view endpoint) {
  return "/aws/sagemaker/Endpoints/" + std::string(endpoint);
}

std::string log_stream(const VariantView& variant, std::string_view container) {
  std::string stream = variant.name + "/" + std::string(kInstanceId);
  if (variant.report.containers.size() > 1) stream.append("/").append(container);
  return stream;
}

}  // namespace emulator
