#pragma once

#include <stop_token>
#include <string>

#include "emulator/base/result.h"
#include "emulator/model/loaded_models.h"

namespace emulator {

// Puts the models of a MultiModel container where it looks for them (contract 2.14). Thread-safe.
class ModelPlaces {
 public:
  virtual ~ModelPlaces() = default;
  // The folder of one model as the container sees it, "/opt/ml/models/<name>/model", with the
  // content of `target_model`, the key below the container's ModelDataUrl. Fetches and unpacks it
  // the first time. `name` is the folder's: letters and digits. Errors: NotFound where there is no
  // such model, whatever goes wrong in fetching and unpacking, Cancelled.
  virtual Result<std::string> place(const std::string& target_model, const std::string& name,
                                    const std::stop_token& cancel) = 0;

  LoadedModels& loaded_models() { return loaded_models_; }

 private:
  LoadedModels loaded_models_;
};

}  // namespace emulator
