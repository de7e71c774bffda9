#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <span>

#include "app/view_model/edit_field.h"

// What the tables of fields are written with. Private to view_model.
namespace app {

// A text that is absent where it is empty.
EditField text_field_of(std::string path, std::string_view hint, std::optional<std::string>& value);
// A text that is always there.
EditField text_field_of(std::string path, std::string_view hint, std::string& value);
EditField choice_of(std::string path, std::string_view hint, std::optional<std::string>& value,
                    std::span<const std::string_view> options);
EditField choice_of(std::string path, std::string_view hint, std::string& value,
                    std::span<const std::string_view> options);
// "true" or "false"
EditField choice_of(std::string path, std::string_view hint, std::optional<bool>& value);
EditField whole_number_of(std::string path, std::string_view hint,
                          std::function<std::optional<std::int64_t>()> get,
                          std::function<void(std::optional<std::int64_t>)> set);
EditField lines_of(std::string path, std::string_view hint,
                   std::optional<std::vector<std::string>>& value);
EditField lines_of(std::string path, std::string_view hint, std::vector<std::string>& value);

// The same row, shown or looked for in another way.
EditField as(FieldKind kind, EditField field);

// The last step of a path: "RepositoryAccessMode".
std::string last_step(std::string_view path);

}  // namespace app
