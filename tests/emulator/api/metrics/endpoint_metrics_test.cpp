#include "emulator/api/metrics/endpoint_metrics.h"

#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/small_pipeline.h"

using namespace emulator;
using namespace test_support;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using Json = nlohmann::json;

namespace {

// The chain prep, model with these outcomes, prep taking 2 ms and model 3 ms of 6 ms.
Invocation invocation_of(std::vector<std::variant<HttpResponse, TransportError>> outcomes) {
  std::vector<Act> acts;
  for (auto& outcome : outcomes)
    acts.push_back({static_cast<int>(acts.size()) + 1,
                    std::move(outcome),
                    {},
                    {.wait = acts.empty() ? 2ms : 3ms}});
  const Story story(plan_of({"prep", "model"}), csv_request(), std::move(acts));
  Invocation out;
  out.endpoint.endpoint = "wine";
  out.request = story.request;
  out.hops = story.hops;
  out.response = story.answer();
  out.finished = true;
  out.duration = 6ms;
  return out;
}

VariantFigures figures_after(std::vector<std::variant<HttpResponse, TransportError>> outcomes) {
  EndpointMetrics metrics;
  metrics.record(invocation_of(std::move(outcomes)));
  return metrics.figures("wine", "AllTraffic");
}

struct Errors {
  std::uint64_t of_4xx, of_5xx, of_model;
  bool operator==(const Errors&) const = default;
};
Errors errors(const VariantFigures& figures) {
  CHECK(figures.invocations == 1);
  return {figures.invocation_4xx_errors, figures.invocation_5xx_errors,
          figures.invocation_model_errors};
}

HttpResponse ok(std::string_view body = "a") { return reply(200, "text/csv", body); }

EndpointView view_of(const std::string& endpoint) {
  EndpointView view;
  view.name = endpoint;
  view.arn = "arn:aws:sagemaker:us-east-1:000000000000:endpoint/" + endpoint;
  view.status = "InService";
  VariantView variant;
  variant.name = "AllTraffic";
  variant.model_name = "wine-model";
  variant.instance_count = 2;
  StageStatus busy;
  busy.usage = StageUsage{.cpus = 0.5, .memory_bytes = 25, .memory_limit = 100};
  variant.report.containers = {{"prep", "process", busy}, {"model", "url", {}}};
  view.variants.push_back(variant);
  return view;
}

}  // namespace

TEST_CASE("a success is an invocation with its times, split as AWS does (6.1, 6.2)") {
  const VariantFigures figures = figures_after({ok(), ok()});
  CHECK(errors(figures) == Errors{0, 0, 0});
  CHECK(figures.model_latency.sum == 5ms);
  CHECK(figures.overhead_latency.sum == 1ms);
  CHECK(figures.overhead_latency.p99 == 1ms);
  REQUIRE(figures.containers.size() == 2);
  CHECK(figures.containers[0].name == "prep");
  CHECK(figures.containers[0].latency.max == 2ms);
  CHECK(figures.containers[1].invocations == 1);
  CHECK(figures.containers[1].latency.sum == 3ms);
}

TEST_CASE("4XX and 5XX count what the model answered, model errors every other result (6.1)") {
  CHECK(errors(figures_after({reply(415, "", "no")})) == Errors{1, 0, 1});
  CHECK(errors(figures_after({ok(), reply(500, "", "no")})) == Errors{0, 1, 1});
  CHECK(errors(figures_after({ok(), reply(302, "", "")})) == Errors{0, 0, 1});
  for (const auto kind : {TransportErrorKind::Connect, TransportErrorKind::Timeout,
                          TransportErrorKind::Closed, TransportErrorKind::BadHttp})
    CHECK(errors(figures_after({ok(), broken(kind)})) == Errors{0, 0, 1});
  // Too large to hand on: 200 from the container, 424 for the client.
  CHECK(errors(figures_after({ok(std::string(5'000'001, 'x'))})) == Errors{0, 0, 1});
}

TEST_CASE("an error whose body broke off still is one of its status") {
  TransportError cut = broken(TransportErrorKind::Closed);
  cut.partial = std::make_shared<const HttpResponse>(reply(503, "", "half"));
  CHECK(errors(figures_after({cut})) == Errors{0, 1, 1});
}

TEST_CASE("one that was refused or cancelled is an invocation only") {
  EndpointMetrics metrics;
  Invocation refused = invocation_of({ok(), ok()});
  refused.hops.clear();
  refused.response = reply(400, "application/json", "{}");
  metrics.record(refused);
  Invocation cancelled = invocation_of({ok(), broken(TransportErrorKind::Cancelled)});
  cancelled.response.reset();
  metrics.record(cancelled);
  const VariantFigures figures = metrics.figures("wine", "AllTraffic");
  CHECK(figures.invocations == 2);
  CHECK(figures.invocation_model_errors == 0);
  CHECK(figures.invocation_4xx_errors == 0);
  CHECK(figures.model_latency.count == 0);
  CHECK(figures.containers.empty());
}

TEST_CASE("sums are of all, percentiles of the newest") {
  EndpointMetrics metrics;
  Invocation one = invocation_of({ok(), ok()});
  one.duration = 1s;
  for (int i = 0; i < 10; ++i) metrics.record(one);
  one.duration = 7ms;
  for (int i = 0; i < 5000; ++i) metrics.record(one);
  const LatencyFigures overhead = metrics.figures("wine", "AllTraffic").overhead_latency;
  CHECK(overhead.count == 5010);
  CHECK(overhead.sum == 10 * 995ms + 5000 * 2ms);
  CHECK(overhead.max == 2ms);
}

TEST_CASE("endpoints and variants are counted apart, and forgotten when asked to") {
  EndpointMetrics metrics;
  Invocation one = invocation_of({ok(), ok()});
  metrics.record(one);
  one.endpoint.variant = "Next";
  metrics.record(one);
  metrics.record(one);
  CHECK(metrics.figures("wine", "AllTraffic").invocations == 1);
  CHECK(metrics.figures("wine", "Next").invocations == 2);
  CHECK(metrics.figures("beer", "Next").invocations == 0);
  metrics.forget("beer");
  metrics.forget("wine");
  CHECK(metrics.figures("wine", "Next").invocations == 0);
}

TEST_CASE("many threads may record while others read") {
  EndpointMetrics metrics;
  const Invocation one = invocation_of({ok(), ok()});
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (int k = 0; k < 500; ++k) metrics.record(one);
      });
    for (int k = 0; k < 20; ++k) metrics.as_json({view_of("wine")});
  }
  CHECK(metrics.figures("wine", "AllTraffic").invocations == 2000);
}

TEST_CASE("as JSON they have AWS's names and units, and the names of its logs (6.1–6.6)") {
  EndpointMetrics metrics;
  metrics.record(invocation_of({ok(), reply(500, "", "no")}));
  const Json all = Json::parse(metrics.as_json({view_of("wine"), view_of("beer")}));
  REQUIRE(all["Endpoints"].size() == 2);
  const Json& endpoint = all["Endpoints"][0];
  CHECK(endpoint["EndpointName"] == "wine");
  CHECK(endpoint["LogGroupName"] == "/aws/sagemaker/Endpoints/wine");
  const Json& variant = endpoint["Variants"][0];
  CHECK(variant["Invocations"] == 1);
  CHECK(variant["InvocationsPerInstance"] == 0.5);
  CHECK(variant["Invocation5XXErrors"] == 1);
  CHECK(variant["InvocationModelErrors"] == 1);
  CHECK(variant["ModelLatency"]["Unit"] == "Microseconds");
  CHECK(variant["ModelLatency"]["Average"] == 5000.0);
  CHECK(variant["CPUUtilization"] == 50.0);
  CHECK(variant["MemoryUtilization"] == 25.0);
  const Json& prep = variant["Containers"][0];
  CHECK(prep["ContainerName"] == "prep");
  CHECK(prep["LogStreamName"] == "AllTraffic/i-local0000000000000/prep");
  CHECK(prep["ContainerLatency"]["Sum"] == 2000.0);
  CHECK(prep["CPUUtilization"] == 50.0);
  CHECK_FALSE(variant["Containers"][1].contains("CPUUtilization"));
  // Nothing came yet.
  const Json& idle = all["Endpoints"][1]["Variants"][0];
  CHECK(idle["ModelLatency"]["Average"] == 0);
  CHECK(idle["Containers"].size() == 2);
}

TEST_CASE("the log stream of a single container does not name it (6.6)") {
  EndpointView view = view_of("wine");
  view.variants[0].report.containers.pop_back();
  const Json all = Json::parse(EndpointMetrics().as_json({view}));
  CHECK(all["Endpoints"][0]["Variants"][0]["Containers"][0]["LogStreamName"] ==
        "AllTraffic/i-local0000000000000");
}

TEST_CASE("in Prometheus' form every metric has its help and type, once") {
  EndpointMetrics metrics;
  metrics.record(invocation_of({ok(), ok()}));
  const std::string text = metrics.as_prometheus({view_of("wine"), view_of("beer")});
  const std::string wine = R"({endpoint_name="wine",variant_name="AllTraffic"})";
  CHECK_THAT(text,
             ContainsSubstring("# HELP sagemaker_invocations_total Invocations: requests "
                               "sent to the endpoint.\n"
                               "# TYPE sagemaker_invocations_total counter\n"
                               "sagemaker_invocations_total" +
                               wine + " 1\n" + "sagemaker_invocations_total" +
                               R"({endpoint_name="beer",variant_name="AllTraffic"} 0)" + "\n"));
  CHECK_THAT(text, ContainsSubstring("# TYPE sagemaker_model_latency_seconds summary\n"));
  CHECK_THAT(text,
             ContainsSubstring("sagemaker_model_latency_seconds{endpoint_name=\"wine\",variant_"
                               "name=\"AllTraffic\",quantile=\"0.99\"} 0.005\n"));
  CHECK_THAT(text, ContainsSubstring("sagemaker_model_latency_seconds_sum" + wine + " 0.005\n"));
  CHECK_THAT(text, ContainsSubstring("sagemaker_model_latency_seconds_count" + wine + " 1\n"));
  CHECK_THAT(text, ContainsSubstring(
                       "sagemaker_container_latency_seconds_count{endpoint_name=\"wine\",variant_"
                       "name=\"AllTraffic\",container_name=\"model\"} 1\n"));
  CHECK_THAT(text, ContainsSubstring("container_name=\"prep\"} 50\n"));
  CHECK(text.ends_with('\n'));
  CHECK(EndpointMetrics().as_prometheus({}).empty());
}

TEST_CASE("labels of Prometheus are escaped") {
  CHECK_THAT(EndpointMetrics().as_prometheus({view_of("a\"b\\c\nd")}),
             ContainsSubstring(R"(endpoint_name="a\"b\\c\nd")"));
}
