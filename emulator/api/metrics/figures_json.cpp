#include <algorithm>

#include <nlohmann/json.hpp>

#include "emulator/api/metrics/figures_text.h"
#include "emulator/api/metrics/instance_figures.h"
#include "emulator/base/text.h"

namespace emulator {
namespace {

using Json = nlohmann::ordered_json;

double microseconds(Nanoseconds time) { return static_cast<double>(time.count()) / 1000.0; }

// CloudWatch's words for statistics.
Json latency(const LatencyFigures& figures) {
  const double sum = microseconds(figures.sum);
  return {{"Unit", "Microseconds"},
          {"SampleCount", figures.count},
          {"Sum", sum},
          {"Average", figures.count == 0 ? 0 : sum / static_cast<double>(figures.count)},
          {"p50", microseconds(figures.p50)},
          {"p90", microseconds(figures.p90)},
          {"p99", microseconds(figures.p99)},
          {"Maximum", microseconds(figures.max)}};
}

// Those that run, in route order, and those that were called and are there no more.
std::vector<ContainerFigures> containers_of(const VariantView& variant) {
  std::vector<ContainerFigures> out;
  const auto called = [&](const std::string& name) {
    return std::ranges::find(variant.figures.containers, name, &ContainerFigures::name);
  };
  for (const HostedContainer& each : variant.report.containers) {
    const auto found = called(each.name);
    out.push_back(found != variant.figures.containers.end() ? *found
                                                            : ContainerFigures{.name = each.name});
  }
  for (const ContainerFigures& each : variant.figures.containers)
    if (std::ranges::find(out, each.name, &ContainerFigures::name) == out.end())
      out.push_back(each);
  return out;
}

void add_usage(const VariantView& variant, const std::string& name, Json& out) {
  const auto& all = variant.report.containers;
  const auto found = std::ranges::find(all, name, &HostedContainer::name);
  if (found == all.end() || !found->status.usage) return;
  out["CPUUtilization"] = cpu_utilization(*found->status.usage);
  out["MemoryUtilization"] = memory_utilization(*found->status.usage);
}

Json container(const VariantView& variant, const ContainerFigures& figures) {
  Json out{{"ContainerName", figures.name},
           {"LogStreamName", log_stream(variant, figures.name)},
           {"Invocations", figures.invocations},
           {"ContainerLatency", latency(figures.latency)}};
  add_usage(variant, figures.name, out);
  return out;
}

Json variant(const VariantView& view) {
  const VariantFigures& figures = view.figures;
  Json out{{"VariantName", view.name},
           {"ModelName", view.model_name},
           {"InstanceId", kInstanceId},
           {"Invocations", figures.invocations},
           {"InvocationsPerInstance",
            static_cast<double>(figures.invocations) / std::max(1, view.instance_count)},
           {"Invocation4XXErrors", figures.invocation_4xx_errors},
           {"Invocation5XXErrors", figures.invocation_5xx_errors},
           {"InvocationModelErrors", figures.invocation_model_errors},
           {"ModelLatency", latency(figures.model_latency)},
           {"OverheadLatency", latency(figures.overhead_latency)}};
  if (const auto instance = instance_figures(view.report)) {
    out["CPUUtilization"] = instance->cpu;
    out["MemoryUtilization"] = instance->memory;
  }
  out["Containers"] = Json::array();
  for (const ContainerFigures& each : containers_of(view))
    out["Containers"].push_back(container(view, each));
  return out;
}

}  // namespace

std::string figures_json(const std::vector<EndpointView>& endpoints) {
  Json list = Json::array();
  for (const EndpointView& endpoint : endpoints) {
    Json variants = Json::array();
    for (const VariantView& each : endpoint.variants) variants.push_back(variant(each));
    list.push_back({{"EndpointName", endpoint.name},
                    {"EndpointArn", endpoint.arn},
                    {"EndpointStatus", endpoint.status},
                    {"LogGroupName", log_group(endpoint.name)},
                    {"Variants", std::move(variants)}});
  }
  const Json document{{"Endpoints", std::move(list)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace emulator
