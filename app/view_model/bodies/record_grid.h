#pragma once

#include "app/view_model/bodies/grid_makers.h"

namespace app {

// RecordIO with SageMaker's protobuf records: label, shapes and values of each. The problem, where
// there is one, is a remark above the records before it.
GridPtr make_record_grid(BodyContentPtr body);

}  // namespace app
