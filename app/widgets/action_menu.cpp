#include "app/widgets/action_menu.h"

#include <string>

#include "app/item_registry.h"

namespace app {

std::optional<ActionId> action_menu_rows(std::span<const ActionId> rows,
                                         const ActionStates& states) {
  std::optional<ActionId> chosen;
  for (const ActionId id : rows) {
    const Action& row = action(id);
    if (ImGui::MenuItem(std::string(row.label).c_str(), chord_text(row.chord).c_str(), false,
                        states[id]))
      chosen = id;
    tag("menu:" + std::string(row.name));
  }
  return chosen;
}

}  // namespace app
