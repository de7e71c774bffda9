#pragma once

#include <array>
#include <cstdint>
#include <string_view>

// The values that CreateModel's enumerated members may have (contract 1a).
namespace emulator {

inline constexpr std::array<std::string_view, 2> kContainerModes{"SingleModel", "MultiModel"};
inline constexpr std::array<std::string_view, 2> kExecutionModes{"Serial", "Direct"};
inline constexpr std::array<std::string_view, 2> kRepositoryAccessModes{"Platform", "Vpc"};
inline constexpr std::array<std::string_view, 2> kModelCacheSettings{"Enabled", "Disabled"};
inline constexpr std::array<std::string_view, 2> kS3DataTypes{"S3Prefix", "S3Object"};
inline constexpr std::array<std::string_view, 2> kCompressionTypes{"None", "Gzip"};
inline constexpr std::array<std::int64_t, 7> kMetricFrequencies{10, 30, 60, 120, 180, 240, 300};

}  // namespace emulator
