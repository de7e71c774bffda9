#pragma once

#include <vector>

#include "app/view_model/watched_places.h"

namespace app {

// What the open pipeline is made of on the disk, and what of it changed.
struct SourceState {
  std::vector<WatchedPlace> watched;
  std::vector<SourceChange> changed;  // stages whose source is newer than what runs: to be asked
};

}  // namespace app
