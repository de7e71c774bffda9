#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/view_model/bodies/body_kind.h"
#include "app/view_model/bodies/csv_table.h"
#include "app/view_model/bodies/grid.h"
#include "emulator/base/bytes.h"

namespace app {

using BodyContentPtr = std::shared_ptr<const emulator::Bytes>;

// One table of a body; an archive has several.
struct GridPart {
  std::string name;     // empty where there is only one
  GridPtr grid;         // null: the problem says why
  std::string problem;  // with its position
};

// The tables of a NumPy array or archive, of RecordIO, LIBSVM or a SparkML request. Not for the UI
// thread when large.
std::vector<GridPart> make_grids(BodyForm form, const BodyContentPtr& body);

// A CSV text with or without its first record as names. Cheap.
GridPtr make_csv_grid(BodyContentPtr body, std::shared_ptr<const CsvTable> table, bool header);

}  // namespace app
