#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/view_model/address_words.h"

// The Endpoints page: what is listed, and what is told about the chosen one.
namespace app {

// AWS's own word with the shape that goes with it (contract 4.22).
StatusWords endpoint_words(std::string_view status);

struct HostedRow {
  enum class Kind { Endpoint, Model };
  Kind kind = Kind::Endpoint;
  std::string name;
  StatusWords status;      // of an endpoint
  std::string remark;      // "3 containers" of a model
  bool of_window = false;  // the open pipeline
  bool operator==(const HostedRow&) const = default;
};
// Endpoints, then models, each newest first.
std::vector<HostedRow> hosted_rows(const emulator::AddressView& address);

const emulator::EndpointView* find_endpoint(const emulator::AddressView& address,
                                            std::string_view name);
const emulator::ModelView* find_model(const emulator::AddressView& address, std::string_view name);

// One line of the figures: a metric of AWS's, or a container with its ContainerLatency.
struct FigureRow {
  std::string name;  // "ModelLatency", "preprocess"
  bool is_container = false;
  StatusWords state;        // of a container
  std::string p50, p99;     // "84.0 ms"; "–" before the first invocation
  std::string cpu, memory;  // of a container, where they are known
  bool slowest = false;     // of several containers
  std::string trouble;      // why it is ill, and what to do; empty: it is not
};

struct VariantBlock {
  std::string name;
  std::string model;
  std::string weight;                                       // "weight 1", "weight 1 → 3"
  std::string instances;                                    // "2 instances"
  std::vector<std::pair<std::string, std::string>> counts;  // AWS's name and the number
  std::vector<FigureRow> figures;  // ModelLatency, OverheadLatency, then the containers
  std::vector<std::string> log_streams;
};
std::vector<VariantBlock> variant_blocks(const emulator::EndpointView& endpoint,
                                         emulator::WallTime now);

// "created 22:05:01, changed 22:06:10"
std::string endpoint_times(const emulator::EndpointView& endpoint);

// "preprocess" and where it comes from, container by container.
std::vector<std::pair<std::string, std::string>> model_containers(const emulator::ModelView& model);

// What the control plane is asked to delete it: "DeleteEndpoint" and its request.
struct DeleteCall {
  std::string operation;
  std::string json;
};
DeleteCall delete_call(HostedRow::Kind kind, const std::string& name);

// "1", "0.25"
std::string weight_text(double weight);

}  // namespace app
