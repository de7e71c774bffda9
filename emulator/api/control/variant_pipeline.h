#pragma once

#include <memory>

#include "emulator/api/control/records.h"

namespace emulator {

// The pipeline as one variant runs it: stages of its own, and the variant's start-up window in
// place of the model's (contract 2.19).
std::shared_ptr<const Pipeline> variant_pipeline(const Pipeline& model,
                                                 const VariantSettings& settings);

}  // namespace emulator
