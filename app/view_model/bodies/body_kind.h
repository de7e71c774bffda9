#pragma once

#include <cstddef>
#include <string_view>

namespace app {

enum class BodyView { Auto, Tree, Table, Text, Hex };
std::string_view to_text(BodyView view);  // "Tree"

// Which view suits a body: its Content-Type says, else how it begins. Looks at the first bytes
// only. Never Auto.
BodyView suitable_view(std::string_view content_type, std::string_view body);

}  // namespace app
