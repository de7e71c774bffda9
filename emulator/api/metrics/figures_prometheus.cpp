#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "emulator/api/metrics/figures_text.h"
#include "emulator/api/metrics/instance_figures.h"

namespace emulator {
namespace {

std::string number(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}
std::string number(std::uint64_t value) { return std::to_string(value); }
std::string seconds(Nanoseconds time) { return number(static_cast<double>(time.count()) / 1e9); }

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

class Labels {
 public:
  Labels& add(std::string_view name, std::string_view value) {
    if (!text_.empty()) text_ += ',';
    text_.append(name).append("=\"").append(escaped(value)).append("\"");
    return *this;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// One metric: its HELP, its TYPE, its samples.
class Family {
 public:
  Family(std::string name, std::string_view type, std::string_view help) : name_(std::move(name)) {
    text_ = "# HELP " + name_ + " " + std::string(help) + "\n# TYPE " + name_ + " " +
            std::string(type) + "\n";
  }

  void sample(std::string_view ending, const Labels& labels, const std::string& value) {
    text_.append(name_).append(ending).append("{").append(labels.text()).append("} ");
    text_.append(value).append("\n");
    empty_ = false;
  }
  void summary(const Labels& labels, const LatencyFigures& figures) {
    const std::array quantiles{std::pair("0.5", figures.p50), std::pair("0.9", figures.p90),
                               std::pair("0.99", figures.p99)};
    if (figures.count > 0)
      for (const auto& [quantile, time] : quantiles)
        sample("", Labels(labels).add("quantile", quantile), seconds(time));
    sample("_sum", labels, seconds(figures.sum));
    sample("_count", labels, number(figures.count));
  }
  // Nothing where nothing was measured.
  std::string text() const { return empty_ ? "" : text_; }

 private:
  std::string name_;
  std::string text_;
  bool empty_ = true;
};

using Endpoints = std::vector<EndpointView>;

template <typename Each>
void for_each_variant(const Endpoints& endpoints, Each each) {
  for (const EndpointView& endpoint : endpoints)
    for (const VariantView& variant : endpoint.variants) {
      Labels labels;
      labels.add("endpoint_name", endpoint.name).add("variant_name", variant.name);
      each(variant, labels);
    }
}

Labels with_container(const Labels& labels, std::string_view name) {
  return Labels(labels).add("container_name", name);
}

// contract 6.1.
struct Count {
  std::string_view name;
  std::string_view help;
  std::uint64_t VariantFigures::*value;
};
constexpr std::array kCounts{
    Count{"sagemaker_invocations_total", "Invocations: requests sent to the endpoint.",
          &VariantFigures::invocations},
    Count{"sagemaker_invocation_4xx_errors_total",
          "Invocation4XXErrors: requests whose model answered 4xx.",
          &VariantFigures::invocation_4xx_errors},
    Count{"sagemaker_invocation_5xx_errors_total",
          "Invocation5XXErrors: requests whose model answered 5xx.",
          &VariantFigures::invocation_5xx_errors},
    Count{"sagemaker_invocation_model_errors_total",
          "InvocationModelErrors: requests without a 2xx result, time-outs and broken connections "
          "included.",
          &VariantFigures::invocation_model_errors},
};
struct Latency {
  std::string_view name;
  std::string_view help;
  LatencyFigures VariantFigures::*value;
};
constexpr std::array kLatencies{
    Latency{"sagemaker_model_latency_seconds",
            "ModelLatency: time of all containers of the pipeline; quantiles of the newest.",
            &VariantFigures::model_latency},
    Latency{"sagemaker_overhead_latency_seconds",
            "OverheadLatency: time of the request without its containers, here Hoplens' own.",
            &VariantFigures::overhead_latency},
};
struct Gauge {
  std::string_view name;
  std::string_view help;
  double (*value)(const StageUsage&);
};
constexpr std::array kGauges{
    Gauge{"sagemaker_cpu_utilization_percent",
          "CPUUtilization of a container: 100 for each processor that is kept busy.",
          cpu_utilization},
    Gauge{"sagemaker_memory_utilization_percent",
          "MemoryUtilization of a container: of its own limit, or of this machine's memory.",
          memory_utilization},
};

std::string counts(const Endpoints& endpoints) {
  std::string out;
  for (const Count& count : kCounts) {
    Family family(std::string(count.name), "counter", count.help);
    for_each_variant(endpoints, [&](const VariantView& variant, const Labels& labels) {
      family.sample("", labels, number(variant.figures.*count.value));
    });
    out += family.text();
  }
  Family containers("sagemaker_container_invocations_total", "counter",
                    "Invocations of one container.");
  for_each_variant(endpoints, [&](const VariantView& variant, const Labels& labels) {
    for (const ContainerFigures& each : variant.figures.containers)
      containers.sample("", with_container(labels, each.name), number(each.invocations));
  });
  return out + containers.text();
}

std::string latencies(const Endpoints& endpoints) {
  std::string out;
  for (const Latency& latency : kLatencies) {
    Family family(std::string(latency.name), "summary", latency.help);
    for_each_variant(endpoints, [&](const VariantView& variant, const Labels& labels) {
      family.summary(labels, variant.figures.*latency.value);
    });
    out += family.text();
  }
  Family containers("sagemaker_container_latency_seconds", "summary",
                    "ContainerLatency: one container as seen from here, connecting and fetching "
                    "included.");
  for_each_variant(endpoints, [&](const VariantView& variant, const Labels& labels) {
    for (const ContainerFigures& each : variant.figures.containers)
      containers.summary(with_container(labels, each.name), each.latency);
  });
  return out + containers.text();
}

std::string gauges(const Endpoints& endpoints) {
  std::string out;
  for (const Gauge& gauge : kGauges) {
    Family family(std::string(gauge.name), "gauge", gauge.help);
    for_each_variant(endpoints, [&](const VariantView& variant, const Labels& labels) {
      for (const HostedContainer& each : variant.report.containers)
        if (each.status.usage)
          family.sample("", with_container(labels, each.name),
                        number(gauge.value(*each.status.usage)));
    });
    out += family.text();
  }
  return out;
}

}  // namespace

std::string figures_prometheus(const std::vector<EndpointView>& endpoints) {
  return counts(endpoints) + latencies(endpoints) + gauges(endpoints);
}

}  // namespace emulator
