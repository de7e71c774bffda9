#include "emulator/api/invoke/variant_choice.h"

#include <algorithm>
#include <cmath>

namespace emulator {
namespace {

double weight_of(const VariantRoute& variant) {
  return std::isfinite(variant.weight) && variant.weight > 0 ? variant.weight : 0;
}

}  // namespace

const VariantRoute* VariantChoice::named(const EndpointRoute& endpoint, std::string_view name) {
  const auto found = std::ranges::find(endpoint.variants, name, &VariantRoute::name);
  return found == endpoint.variants.end() ? nullptr : &*found;
}

const VariantRoute* VariantChoice::next(const EndpointRoute& endpoint) {
  if (endpoint.variants.empty()) return nullptr;
  if (endpoint.variants.size() == 1) return &endpoint.variants.front();
  double sum = 0;
  for (const VariantRoute& variant : endpoint.variants) sum += weight_of(variant);
  const bool equal = sum <= 0;
  if (equal) sum = static_cast<double>(endpoint.variants.size());
  // Multiples of the golden ratio lie evenly in [0, 1) after any number of steps, so that even a
  // few requests are shared as the weights say.
  constexpr std::uint64_t kGoldenRatio = 0x9E3779B97F4A7C15ULL;
  const std::uint64_t turn = count_.fetch_add(1, std::memory_order_relaxed) * kGoldenRatio;
  double left = std::ldexp(static_cast<double>(turn >> 11), -53) * sum;
  const VariantRoute* last = nullptr;
  for (const VariantRoute& variant : endpoint.variants) {
    const double weight = equal ? 1 : weight_of(variant);
    if (weight <= 0) continue;
    last = &variant;
    if (left < weight) break;
    left -= weight;
  }
  return last;
}

}  // namespace emulator
