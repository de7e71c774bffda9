#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "app/errands/errand.h"
#include "app/view_model/bodies/body_kind.h"
#include "app/view_model/bodies/grid.h"
#include "app/view_model/bodies/json_tree.h"
#include "emulator/base/result.h"
#include "emulator/model/body.h"

namespace app {

using BodyBytes = std::shared_ptr<const emulator::Bytes>;
using LoadBody = std::function<emulator::Result<BodyBytes>(const emulator::Body&)>;

// Each makes a part of a body's look and puts it where the inspector finds it, unless the body was
// forgotten meanwhile.
Errand fetch_body(emulator::BodyPtr body, LoadBody load);
Errand wrap_text(std::uint64_t body_id, BodyBytes bytes, std::size_t columns);
Errand grow_tree(std::uint64_t body_id, BodyBytes bytes, BodyForm form);
Errand lay_table(std::uint64_t body_id, BodyBytes bytes);
Errand lay_grids(std::uint64_t body_id, BodyBytes bytes, BodyForm form);
Errand decode_body(std::uint64_t body_id, BodyBytes bytes);

// Parts of how a body is looked at: dropped where it is looked at in another way by then.
Errand search_tree(std::uint64_t body_id, BodyBytes bytes, std::shared_ptr<const JsonTree> tree,
                   std::string query);
Errand order_rows(std::uint64_t body_id, GridPtr grid, GridSort sort);
Errand measure_columns(std::uint64_t body_id, GridPtr grid);

// Puts every cell of a column on the clipboard, a line each, in the order shown.
Errand copy_column(GridPtr grid, std::shared_ptr<const GridOrder> order, std::size_t column);

// Puts a whole body on the clipboard, wherever it is kept, and says so.
Errand copy_body(emulator::BodyPtr body, LoadBody load);
// Writes it to a file, all of it or nothing, and says so.
Errand save_body(emulator::BodyPtr body, LoadBody load, std::filesystem::path file);
// Puts a text on the clipboard in the next frame and says `told`.
Errand copy_text(std::string text, std::string told);

}  // namespace app
