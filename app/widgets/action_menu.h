#pragma once

#include <optional>
#include <span>

#include "app/actions/actions.h"

namespace app {

// The rows of a menu that is open: labels and keys of the table, dim where they cannot be done.
std::optional<ActionId> action_menu_rows(std::span<const ActionId> rows,
                                         const ActionStates& states);

}  // namespace app
