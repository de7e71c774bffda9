#pragma once

#include "app/panels/body_views/body_part.h"

namespace app {

// A CSV, NumPy, RecordIO, LIBSVM or SparkML body as a table. Returns false where there is none
// (yet): text or bytes stand in.
bool draw_grid_view(const BodyPart& part, BodyHabits& habits);

}  // namespace app
