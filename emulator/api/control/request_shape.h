#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "emulator/api/control/service_error.h"
#include "emulator/codec/json_text.h"
#include "emulator/validate/rule_kit.h"

// What a request of the control plane must look like, as tables. Clients check almost nothing
// (contract 1.13), so all of it is checked here.
namespace emulator {

enum class ValueKind { Text, Integer, Number, Boolean, Time, List, Map, Structure };

struct MemberShape;

// One value: its type, and the limits that AWS's service model gives it.
struct ValueShape {
  ValueKind kind = ValueKind::Text;
  TextLimits limits{0, std::numeric_limits<std::size_t>::max()};
  std::span<const std::string_view> options{};  // of an enumerated text
  double least = std::numeric_limits<double>::lowest();
  double most = std::numeric_limits<double>::max();
  const ValueShape* item = nullptr;  // of a list, or of a map's values
  std::size_t least_items = 0;
  std::size_t most_items = std::numeric_limits<std::size_t>::max();
  std::span<const MemberShape> members{};  // of a structure
};

struct MemberShape {
  std::string_view name;
  ValueShape shape;
  bool required = false;
};

constexpr ValueShape any_text() { return {}; }
constexpr ValueShape text_within(const TextLimits& limits) { return {.limits = limits}; }
constexpr ValueShape one_of(std::span<const std::string_view> options) {
  return {.options = options};
}
constexpr ValueShape whole(double least = std::numeric_limits<double>::lowest(),
                           double most = std::numeric_limits<double>::max()) {
  return {.kind = ValueKind::Integer, .least = least, .most = most};
}
constexpr ValueShape number(double least) { return {.kind = ValueKind::Number, .least = least}; }
constexpr ValueShape boolean() { return {.kind = ValueKind::Boolean}; }
constexpr ValueShape timestamp() { return {.kind = ValueKind::Time}; }
constexpr ValueShape list_of(const ValueShape& item, std::size_t least = 0,
                             std::size_t most = std::numeric_limits<std::size_t>::max()) {
  return {.kind = ValueKind::List, .item = &item, .least_items = least, .most_items = most};
}
constexpr ValueShape map_of(const ValueShape& item) {
  return {.kind = ValueKind::Map, .item = &item};
}
constexpr ValueShape structure(std::span<const MemberShape> members) {
  return {.kind = ValueKind::Structure, .members = members};
}

// SerializationException for the first value of a wrong type; else one ValidationException that
// names all broken constraints (contract 1c, 1.19). Unknown members are ignored (4.14); null
// counts as absent.
std::optional<ServiceError> check_request(const JsonNode& request, const ValueShape& shape);

// "2 validation errors detected: …; …"; each begins with "Value".
std::string validation_errors(std::span<const std::string> errors);

// The value as compact JSON without nulls and without the members `left_out` at its root. With
// `strict_names`, an unknown member whose name nearly equals a known one is left out as well.
std::string kept_json(const JsonNode& value, const ValueShape& shape,
                      std::span<const std::string_view> left_out, bool strict_names);

// Members of a checked request; null counts as absent.
const JsonNode* member_of(const JsonNode& object, std::string_view name);
std::optional<std::string> text_member(const JsonNode& object, std::string_view name);
std::optional<double> number_member(const JsonNode& object, std::string_view name);
bool true_member(const JsonNode& object, std::string_view name);  // present and true

}  // namespace emulator
