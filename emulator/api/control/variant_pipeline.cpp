#include "emulator/api/control/variant_pipeline.h"

namespace emulator {

std::shared_ptr<const Pipeline> variant_pipeline(const Pipeline& model,
                                                 const VariantSettings& settings) {
  auto out = std::make_shared<Pipeline>(model);
  for (Stage& stage : out->stages) stage.id = new_stage_id();
  if (settings.startup_timeout) out->local.profile.startup_timeout = *settings.startup_timeout;
  return out;
}

}  // namespace emulator
