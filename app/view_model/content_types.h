#pragma once

#include <span>
#include <string_view>

namespace app {

// What SageMaker's own containers speak, for lists to choose from.
std::span<const std::string_view> common_content_types();
// The same and */*.
std::span<const std::string_view> common_accepts();

// What a file's ending says; empty where it says nothing.
std::string_view content_type_of(std::string_view file_name);

}  // namespace app
