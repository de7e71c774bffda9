#pragma once

#include <array>
#include <cstddef>

#include "app/theme/theme.h"

namespace app {

// The colour of the stage at that position: six, again and again. Its number or name stands
// beside it, never the colour alone.
inline Role stage_role(std::size_t position) {
  constexpr std::array kRoles = {Role::Stage1, Role::Stage2, Role::Stage3,
                                 Role::Stage4, Role::Stage5, Role::Stage6};
  return kRoles[position % kRoles.size()];
}

}  // namespace app
