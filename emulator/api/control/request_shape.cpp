#include "emulator/api/control/request_shape.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "emulator/base/text.h"

namespace emulator {
namespace {

std::optional<double> number_of(const JsonNode& node) {
  if (node.kind != JsonKind::Integer && node.kind != JsonKind::Number) return std::nullopt;
  double value = 0;
  const char* const last = node.raw.data() + node.raw.size();
  if (std::from_chars(node.raw.data(), last, value).ec != std::errc{}) return std::nullopt;
  return value;
}

std::string_view words_for(ValueKind kind) {
  switch (kind) {
    case ValueKind::Text:
      return "text";
    case ValueKind::Integer:
      return "a whole number";
    case ValueKind::Number:
      return "a number";
    case ValueKind::Boolean:
      return "true or false";
    case ValueKind::Time:
      return "a time, as seconds since 1970";
    case ValueKind::List:
      return "a list";
    case ValueKind::Map:
    case ValueKind::Structure:
      return "an object";
  }
  return "";
}

bool is_of_kind(const JsonNode& node, ValueKind kind) {
  switch (kind) {
    case ValueKind::Text:
      return node.kind == JsonKind::Text;
    case ValueKind::Integer: {
      const auto value = number_of(node);
      return value && std::floor(*value) == *value && std::abs(*value) < 9e15;
    }
    case ValueKind::Number:
    case ValueKind::Time:
      return number_of(node).has_value();
    case ValueKind::Boolean:
      return node.kind == JsonKind::Boolean;
    case ValueKind::List:
      return node.kind == JsonKind::List;
    case ValueKind::Map:
    case ValueKind::Structure:
      return node.kind == JsonKind::Object;
  }
  return false;
}

std::string lower_camel(std::string_view name) {
  std::string out(name);
  if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z')
    out[0] = static_cast<char>(out[0] - 'A' + 'a');
  return out;
}

std::string digits(double value) { return std::to_string(static_cast<std::int64_t>(value)); }

// Walks a request along its shape.
class Check {
 public:
  std::optional<ServiceError> run(const JsonNode& request, const ValueShape& shape) {
    look_at(request, shape, "");
    if (wrong_type_) return wrong_type_;
    if (errors_.empty()) return std::nullopt;
    return ServiceError{"ValidationException", validation_errors(errors_)};
  }

 private:
  void look_at(const JsonNode& node, const ValueShape& shape, const std::string& path) {
    if (wrong_type_) return;
    if (!is_of_kind(node, shape.kind)) return refuse_type(node, shape);
    switch (shape.kind) {
      case ValueKind::Text:
        return look_at_text(node, shape, path);
      case ValueKind::Integer:
      case ValueKind::Number:
        return look_at_number(node, shape, path);
      case ValueKind::Boolean:
      case ValueKind::Time:
        return;
      case ValueKind::List:
        return look_at_list(node, shape, path);
      case ValueKind::Map:
        for (const JsonNode& child : node.children) look_at(child, *shape.item, path);
        return;
      case ValueKind::Structure:
        return look_at_members(node, shape, path);
    }
  }

  void look_at_text(const JsonNode& node, const ValueShape& shape, const std::string& path) {
    if (!shape.options.empty()) return add(node.text, path, broken_enum(node.text, shape.options));
    add(node.text, path, broken_limit(node.text, shape.limits));
  }

  void look_at_number(const JsonNode& node, const ValueShape& shape, const std::string& path) {
    const double value = *number_of(node);
    if (value < shape.least)
      add(node.raw, path, "Member must have value greater than or equal to " + digits(shape.least));
    if (value > shape.most)
      add(node.raw, path, "Member must have value less than or equal to " + digits(shape.most));
  }

  void look_at_list(const JsonNode& node, const ValueShape& shape, const std::string& path) {
    const std::size_t count = node.children.size();
    const std::string_view shown = count == 0 ? "[]" : "[…]";
    if (count < shape.least_items)
      add(shown, path,
          "Member must have length greater than or equal to " + std::to_string(shape.least_items));
    if (count > shape.most_items)
      add(shown, path,
          "Member must have length less than or equal to " + std::to_string(shape.most_items));
    for (std::size_t i = 0; i < count; ++i)
      look_at(node.children[i], *shape.item, path + "." + std::to_string(i + 1) + ".member");
  }

  void look_at_members(const JsonNode& node, const ValueShape& shape, const std::string& path) {
    for (const MemberShape& known : shape.members) {
      const std::string inside = (path.empty() ? "" : path + ".") + lower_camel(known.name);
      if (const JsonNode* const child = member_of(node, known.name))
        look_at(*child, known.shape, inside);
      else if (known.required)
        errors_.push_back("Value null at '" + inside +
                          "' failed to satisfy constraint: Member must not be null");
    }
  }

  void add(std::string_view value, const std::string& path, std::optional<std::string> broken) {
    if (!broken) return;
    constexpr std::string_view kOne = "1 validation error detected: ";
    errors_.push_back(constraint_text(value, path, *broken).substr(kOne.size()));
  }

  void refuse_type(const JsonNode& node, const ValueShape& shape) {
    const std::string place = node.pointer.empty() ? "The request" : node.pointer;
    wrong_type_ = ServiceError{"SerializationException",
                               place + " must be " + std::string(words_for(shape.kind)) + ", is " +
                                   std::string(to_text(node.kind))};
  }

  std::vector<std::string> errors_;
  std::optional<ServiceError> wrong_type_;
};

const ValueShape* shape_in(const ValueShape& shape, std::string_view name) {
  if (shape.kind == ValueKind::Map) return shape.item;
  for (const MemberShape& known : shape.members)
    if (known.name == name) return &known.shape;
  return nullptr;
}

bool nearly_known(const ValueShape& shape, std::string_view name) {
  std::vector<std::string_view> names;
  for (const MemberShape& known : shape.members) names.push_back(known.name);
  return !nearest(name, names).empty();
}

void append_kept(const JsonNode& value, const ValueShape* shape, bool strict_names,
                 std::span<const std::string_view> left_out, std::string& out) {
  const auto separate = [&out](char open) {
    if (!out.ends_with(open)) out += ',';
  };
  if (value.kind == JsonKind::List) {
    out += '[';
    for (const JsonNode& child : value.children) {
      separate('[');
      append_kept(child, shape == nullptr ? nullptr : shape->item, strict_names, {}, out);
    }
    out += ']';
    return;
  }
  if (value.kind != JsonKind::Object) {
    out += compact_json(value.raw);
    return;
  }
  std::string inside;
  for (const JsonNode& child : value.children) {
    if (child.kind == JsonKind::Null || std::ranges::find(left_out, child.key) != left_out.end())
      continue;
    const ValueShape* const known = shape == nullptr ? nullptr : shape_in(*shape, child.key);
    if (known == nullptr && shape != nullptr && strict_names && nearly_known(*shape, child.key))
      continue;
    inside += (inside.empty() ? "" : ",") + json_string(child.key) + ":";
    append_kept(child, known, strict_names, {}, inside);
  }
  out += "{" + inside + "}";
}

}  // namespace

std::optional<ServiceError> check_request(const JsonNode& request, const ValueShape& shape) {
  return Check().run(request, shape);
}

std::string validation_errors(std::span<const std::string> errors) {
  std::string out = std::to_string(errors.size()) + " validation error" +
                    (errors.size() == 1 ? "" : "s") + " detected: ";
  for (std::size_t i = 0; i < errors.size(); ++i) out += (i == 0 ? "" : "; ") + errors[i];
  return out;
}

std::string kept_json(const JsonNode& value, const ValueShape& shape,
                      std::span<const std::string_view> left_out, bool strict_names) {
  std::string out;
  append_kept(value, &shape, strict_names, left_out, out);
  return out;
}

const JsonNode* member_of(const JsonNode& object, std::string_view name) {
  const JsonNode* const found = object.find(name);
  return found == nullptr || found->kind == JsonKind::Null ? nullptr : found;
}

std::optional<std::string> text_member(const JsonNode& object, std::string_view name) {
  const JsonNode* const found = member_of(object, name);
  if (found == nullptr) return std::nullopt;
  return found->text;
}

std::optional<double> number_member(const JsonNode& object, std::string_view name) {
  const JsonNode* const found = member_of(object, name);
  return found == nullptr ? std::nullopt : number_of(*found);
}

bool true_member(const JsonNode& object, std::string_view name) {
  const JsonNode* const found = member_of(object, name);
  return found != nullptr && found->raw == "true";
}

}  // namespace emulator
