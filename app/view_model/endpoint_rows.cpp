#include "app/view_model/endpoint_rows.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "app/view_model/stage_usage.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::EndpointView;
using emulator::LatencyFigures;
using emulator::VariantView;

struct EndpointWord {
  std::string_view status;
  Glyph glyph;
};
constexpr std::array kWords = {
    EndpointWord{"InService", Glyph::Ok},        EndpointWord{"Creating", Glyph::Starting},
    EndpointWord{"Updating", Glyph::Starting},   EndpointWord{"SystemUpdating", Glyph::Starting},
    EndpointWord{"RollingBack", Glyph::Warning}, EndpointWord{"Deleting", Glyph::Starting},
    EndpointWord{"Failed", Glyph::Error},        EndpointWord{"UpdateRollbackFailed", Glyph::Error},
};

void put_latency(const LatencyFigures& latency, FigureRow& row) {
  const bool known = latency.count > 0;
  row.p50 = known ? emulator::format_duration(latency.p50) : "–";
  row.p99 = known ? emulator::format_duration(latency.p99) : "–";
}

FigureRow latency_row(const char* name, const LatencyFigures& latency) {
  FigureRow row;
  row.name = name;
  put_latency(latency, row);
  return row;
}

std::string trouble_of(const emulator::StageStatus& status, const StatusWords& words) {
  if (words.glyph != Glyph::Error || !status.error) return "";
  const std::string& next = status.error->next_step;
  return status.error->what + (next.empty() ? "" : "\n" + next);
}

FigureRow container_row(const emulator::HostedContainer& container, const VariantView& variant,
                        emulator::WallTime now) {
  FigureRow row;
  row.name = container.name;
  row.is_container = true;
  row.state = stage_words(&container.status, now);
  row.trouble = trouble_of(container.status, row.state);
  const auto& all = variant.figures.containers;
  const auto figures = std::ranges::find(all, container.name, &emulator::ContainerFigures::name);
  put_latency(figures == all.end() ? LatencyFigures{} : figures->latency, row);
  if (container.status.usage) {
    const UsageWords words = usage_words(*container.status.usage);
    row.cpu = words.cpu;
    row.memory = words.used;
  }
  return row;
}

// The container that the time goes to, where there is a choice.
void mark_slowest(const VariantView& variant, std::vector<FigureRow>& rows) {
  const auto& all = variant.figures.containers;
  if (all.size() < 2) return;
  const auto slowest = std::ranges::max_element(
      all, {}, [](const emulator::ContainerFigures& container) { return container.latency.p50; });
  for (FigureRow& row : rows)
    row.slowest = row.is_container && row.name == slowest->name && slowest->latency.count > 0;
}

std::string weight_of(const VariantView& variant) {
  std::string text = "weight " + weight_text(variant.current_weight);
  if (variant.desired_weight != variant.current_weight)
    text += " → " + weight_text(variant.desired_weight);
  return text;
}

VariantBlock block_of(const VariantView& variant, emulator::WallTime now) {
  VariantBlock block;
  block.name = variant.name;
  block.model = variant.model_name;
  block.weight = weight_of(variant);
  block.instances =
      counted(static_cast<std::size_t>(std::max(variant.instance_count, 0)), "instance");
  const emulator::VariantFigures& figures = variant.figures;
  const auto count = [&](const char* name, std::uint64_t number) {
    block.counts.emplace_back(name, emulator::format_count(number));
  };
  count("Invocations", figures.invocations);
  count("4XXErrors", figures.invocation_4xx_errors);
  count("5XXErrors", figures.invocation_5xx_errors);
  count("ModelErrors", figures.invocation_model_errors);
  block.figures = {latency_row("ModelLatency", figures.model_latency),
                   latency_row("OverheadLatency", figures.overhead_latency)};
  const auto& containers = variant.report.containers;
  for (const emulator::HostedContainer& container : containers) {
    block.figures.push_back(container_row(container, variant, now));
    block.log_streams.push_back(log_stream(variant.name, container.name, containers.size() == 1));
  }
  mark_slowest(variant, block.figures);
  return block;
}

}  // namespace

StatusWords endpoint_words(std::string_view status) {
  const auto found = std::ranges::find(kWords, status, &EndpointWord::status);
  return {found == kWords.end() ? Glyph::Idle : found->glyph, std::string(status), ""};
}

std::vector<HostedRow> hosted_rows(const emulator::AddressView& address) {
  std::vector<HostedRow> rows;
  for (const EndpointView& endpoint : address.endpoints)
    rows.push_back({HostedRow::Kind::Endpoint, endpoint.name, endpoint_words(endpoint.status), "",
                    endpoint.of_window});
  for (const emulator::ModelView& model : address.models)
    rows.push_back({HostedRow::Kind::Model,
                    model.name,
                    {},
                    counted(model.pipeline ? model.pipeline->stages.size() : 0, "container"),
                    model.of_window});
  return rows;
}

const EndpointView* find_endpoint(const emulator::AddressView& address, std::string_view name) {
  const auto found = std::ranges::find(address.endpoints, name, &EndpointView::name);
  return found == address.endpoints.end() ? nullptr : &*found;
}

const emulator::ModelView* find_model(const emulator::AddressView& address, std::string_view name) {
  const auto found = std::ranges::find(address.models, name, &emulator::ModelView::name);
  return found == address.models.end() ? nullptr : &*found;
}

std::vector<VariantBlock> variant_blocks(const EndpointView& endpoint, emulator::WallTime now) {
  std::vector<VariantBlock> blocks;
  for (const VariantView& variant : endpoint.variants) blocks.push_back(block_of(variant, now));
  return blocks;
}

std::string endpoint_times(const EndpointView& endpoint) {
  const std::string created = emulator::format_time_of_day(endpoint.created, false);
  const std::string modified = emulator::format_time_of_day(endpoint.modified, false);
  return "created " + created + (modified == created ? "" : ", changed " + modified);
}

std::vector<std::pair<std::string, std::string>> model_containers(
    const emulator::ModelView& model) {
  std::vector<std::pair<std::string, std::string>> out;
  if (!model.pipeline) return out;
  for (std::size_t i = 0; i < model.pipeline->stages.size(); ++i) {
    const emulator::Stage& stage = model.pipeline->stages[i];
    const std::string origin = stage_origin(stage);
    out.emplace_back(
        emulator::container_name(*model.pipeline, i),
        std::string(emulator::to_text(stage.runtime())) + (origin.empty() ? "" : "  " + origin));
  }
  return out;
}

DeleteCall delete_call(HostedRow::Kind kind, const std::string& name) {
  const bool model = kind == HostedRow::Kind::Model;
  const nlohmann::json request{{model ? "ModelName" : "EndpointName", name}};
  return {model ? "DeleteModel" : "DeleteEndpoint", request.dump()};
}

std::string weight_text(double weight) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", weight);
  return text.data();
}

}  // namespace app
