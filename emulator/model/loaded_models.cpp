#include "emulator/model/loaded_models.h"

namespace emulator {

LoadedModels::Turn LoadedModels::await(const std::string& name, SteadyTime deadline,
                                       const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const auto is_loading = [&] {
    const auto found = models_.find(name);
    return found != models_.end() && found->second == State::Loading;
  };
  if (!changed_.wait_until(lock, stop, deadline, [&] { return !is_loading(); })) return Turn::Late;
  return models_.try_emplace(name, State::Loading).second ? Turn::Load : Turn::Loaded;
}

void LoadedModels::loaded(const std::string& name) {
  {
    const std::lock_guard lock(mutex_);
    models_[name] = State::Loaded;
  }
  changed_.notify_all();
}

void LoadedModels::forget(const std::string& name) {
  {
    const std::lock_guard lock(mutex_);
    models_.erase(name);
  }
  changed_.notify_all();
}

}  // namespace emulator
