#include "app/view_model/size_limit.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace app {
namespace {

// Limits are round numbers: "5 MB" rather than "5.00 MB".
std::string round_size(std::uint64_t bytes) {
  constexpr std::uint64_t kMega = 1'000'000;
  if (bytes % kMega == 0) return std::to_string(bytes / kMega) + " MB";
  return emulator::format_size(bytes);
}

}  // namespace

SizeMeter size_meter(std::uint64_t bytes, const SizeLimit& limit) {
  SizeMeter meter;
  meter.text = emulator::format_size(bytes);
  if (limit.limit == 0) return meter;
  constexpr double kNear = 0.8;
  const double share = static_cast<double>(bytes) / static_cast<double>(limit.limit);
  meter.text += " of " + round_size(limit.limit) + " " + std::string(limit.where);
  meter.share = static_cast<float>(std::min(share, 1.0));
  meter.tone = share > 1 ? ChipTone::Bad : share > kNear ? ChipTone::Caution : ChipTone::Neutral;
  meter.explanation =
      share > 1 ? "Larger than SageMaker allows here" : "What SageMaker allows here";
  meter.explanation += " (contract " + std::string(limit.fact) +
                       "): " + emulator::format_count(bytes) + " of " +
                       emulator::format_count(limit.limit) + " bytes";
  return meter;
}

}  // namespace app
