#include "app/view_model/edit_field_makers.h"

#include "emulator/base/text.h"

namespace app {
namespace {

EditField field_of(std::string path, std::string_view hint, FieldKind kind) {
  EditField field;
  field.label = last_step(path);
  field.path = std::move(path);
  field.hint = hint;
  field.kind = kind;
  return field;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

// An argument that has lines of its own would fall apart.
bool has_line_breaks(const std::vector<std::string>& lines) {
  for (const std::string& line : lines)
    if (line.find('\n') != std::string::npos) return true;
  return false;
}

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines = emulator::split(text, '\n');
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

constexpr std::string_view kHasBreaks =
    "One of the values has line breaks of its own; it is changed in the file only";

std::vector<std::string_view> all_of(std::span<const std::string_view> options) {
  return {options.begin(), options.end()};
}

}  // namespace

std::string last_step(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

EditField text_field_of(std::string path, std::string_view hint,
                        std::optional<std::string>& value) {
  EditField field = field_of(std::move(path), hint, FieldKind::Text);
  field.get = [&value] { return value.value_or(""); };
  field.set = [&value](const std::string& text) {
    value = text.empty() ? std::nullopt : std::optional(text);
    return std::string();
  };
  return field;
}

EditField text_field_of(std::string path, std::string_view hint, std::string& value) {
  EditField field = field_of(std::move(path), hint, FieldKind::Text);
  field.get = [&value] { return value; };
  field.set = [&value](const std::string& text) {
    value = text;
    return std::string();
  };
  return field;
}

EditField choice_of(std::string path, std::string_view hint, std::optional<std::string>& value,
                    std::span<const std::string_view> options) {
  EditField field = as(FieldKind::Choice, text_field_of(std::move(path), hint, value));
  field.options = all_of(options);
  return field;
}

EditField choice_of(std::string path, std::string_view hint, std::string& value,
                    std::span<const std::string_view> options) {
  EditField field = as(FieldKind::Choice, text_field_of(std::move(path), hint, value));
  field.options = all_of(options);
  return field;
}

EditField choice_of(std::string path, std::string_view hint, std::optional<bool>& value) {
  EditField field = field_of(std::move(path), hint, FieldKind::Choice);
  field.options = {"true", "false"};
  field.get = [&value] { return value ? std::string(*value ? "true" : "false") : std::string(); };
  field.set = [&value](const std::string& text) {
    value = text.empty() ? std::nullopt : std::optional(text == "true");
    return std::string();
  };
  return field;
}

EditField whole_number_of(std::string path, std::string_view hint,
                          std::function<std::optional<std::int64_t>()> get,
                          std::function<void(std::optional<std::int64_t>)> set) {
  EditField field = field_of(std::move(path), hint, FieldKind::Number);
  field.get = [get = std::move(get)] {
    const auto value = get();
    return value ? std::to_string(*value) : std::string();
  };
  field.set = [set = std::move(set)](const std::string& text) -> std::string {
    const std::string_view digits = emulator::trim(text);
    if (digits.empty()) return set(std::nullopt), "";
    std::int64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || stop != end) return "Not a whole number: write digits only";
    set(value);
    return "";
  };
  return field;
}

EditField lines_of(std::string path, std::string_view hint,
                   std::optional<std::vector<std::string>>& value) {
  EditField field = field_of(std::move(path), hint, FieldKind::Lines);
  field.get = [&value] { return value ? joined(*value) : std::string(); };
  field.set = [&value](const std::string& text) {
    if (value && has_line_breaks(*value)) return std::string(kHasBreaks);
    std::vector<std::string> lines = lines_in(text);
    value = lines.empty() ? std::nullopt : std::optional(std::move(lines));
    return std::string();
  };
  return field;
}

EditField lines_of(std::string path, std::string_view hint, std::vector<std::string>& value) {
  EditField field = field_of(std::move(path), hint, FieldKind::Lines);
  field.get = [&value] { return joined(value); };
  field.set = [&value](const std::string& text) {
    value = lines_in(text);
    return std::string();
  };
  return field;
}

EditField as(FieldKind kind, EditField field) {
  field.kind = kind;
  return field;
}

}  // namespace app
