#include "emulator/api/control/records.h"

#include <algorithm>

namespace emulator {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view partition_of(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  return "aws";
}

// The one of that name: first among those that were created, then the window's.
template <typename Pointer, typename Map>
Pointer find_in(const Map& created, const Pointer& of_window, std::string_view name) {
  const auto found = created.find(name);
  if (found != created.end()) return found->second;
  const WithoutCase less;
  const bool same = of_window && !less(of_window->name, name) && !less(name, of_window->name);
  return same ? of_window : nullptr;
}

template <typename Pointer, typename Map>
std::vector<Pointer> all_in(const Map& created, const Pointer& of_window) {
  std::vector<Pointer> out;
  for (const auto& [name, record] : created) out.push_back(record);
  if (of_window && !created.contains(of_window->name)) out.push_back(of_window);
  return out;
}

}  // namespace

bool WithoutCase::operator()(std::string_view a, std::string_view b) const {
  return std::ranges::lexicographical_compare(a, b, {}, lower, lower);
}

ModelPtr Records::find_model(std::string_view name) const {
  return find_in(models, window.model, name);
}
ConfigPtr Records::find_config(std::string_view name) const {
  return find_in(configs, window.config, name);
}
std::shared_ptr<EndpointRecord> Records::find_endpoint(std::string_view name) const {
  return find_in(endpoints, window.endpoint, name);
}

std::vector<ModelPtr> Records::all_models() const { return all_in(models, window.model); }
std::vector<ConfigPtr> Records::all_configs() const { return all_in(configs, window.config); }
std::vector<std::shared_ptr<EndpointRecord>> Records::all_endpoints() const {
  return all_in(endpoints, window.endpoint);
}

std::string resource_arn(const CallScope& scope, std::string_view kind, std::string_view name) {
  std::string out = "arn:" + std::string(partition_of(scope.region)) +
                    ":sagemaker:" + scope.region + ":" + scope.account + ":" + std::string(kind) +
                    "/";
  for (const char c : name) out += lower(c);
  return out;
}

}  // namespace emulator
