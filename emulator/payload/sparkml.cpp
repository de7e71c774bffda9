#include "emulator/payload/sparkml.h"

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"

namespace emulator {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostBytes = 20'000'000;
constexpr int kMostDepth = 64;

tl::unexpected<Error> wrong(std::string what) {
  return fail(ErrorCode::InvalidInput, std::move(what));
}

std::string text_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

SparkColumn column_of(const Json& object) {
  SparkColumn column{text_member(object, "name"), text_member(object, "type"),
                     text_member(object, "struct")};
  if (column.structure.empty()) column.structure = "basic";
  return column;
}

Result<std::vector<SparkColumn>> inputs_of(const Json& schema) {
  const auto input = schema.find("input");
  if (!schema.is_object() || input == schema.end() || !input->is_array())
    return wrong("The schema has no list named input");
  std::vector<SparkColumn> columns;
  for (const Json& each : *input) {
    if (!each.is_object() || text_member(each, "name").empty())
      return wrong("Column " + std::to_string(columns.size() + 1) + " of the schema has no name");
    columns.push_back(column_of(each));
  }
  return columns;
}

std::string value_text(const Json& value) {
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<std::string> row_of(const Json& values) {
  std::vector<std::string> row;
  for (const Json& value : values) row.push_back(value_text(value));
  return row;
}

// One row as it is, or several: where every value is a list, and not all columns are lists.
bool holds_rows(const Json& data, const std::vector<SparkColumn>& columns) {
  if (data.empty()) return false;
  for (const Json& each : data)
    if (!each.is_array()) return false;
  if (data.size() != columns.size()) return true;
  for (const SparkColumn& column : columns)
    if (column.structure == "basic") return true;
  return false;
}

// Deep nesting is cut off while it is read.
Json parse(std::string_view text) {
  bool deep = false;
  const auto guard = [&](int depth, Json::parse_event_t, Json&) {
    deep = deep || depth > kMostDepth;
    return !deep;
  };
  Json whole = Json::parse(text, guard, false);
  return deep ? Json(Json::value_t::discarded) : whole;
}

std::size_t broken_at(std::string_view text) {
  try {
    [[maybe_unused]] const Json unused = Json::parse(text);
  } catch (const Json::parse_error& error) {
    return error.byte;
  } catch (const Json::exception&) {
  }
  return 0;
}

}  // namespace

bool is_like_sparkml(std::string_view text) {
  const std::string_view head = text.substr(0, 4'096);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || head[first] != '{') return false;
  const std::size_t schema = head.find("\"schema\"");
  if (schema == std::string_view::npos || head.find("\"input\"", schema) == std::string_view::npos)
    return false;
  return text.size() > head.size() || head.find("\"data\"") != std::string_view::npos;
}

Result<SparkRequest> parse_sparkml(std::string_view text) {
  if (text.size() > kMostBytes)
    return fail(ErrorCode::Unsupported,
                format_size(text.size()) + " are too much for a table of columns",
                "Look at it as a tree");
  const Json whole = parse(text);
  if (whole.is_discarded())
    return wrong("Not JSON, or nested too deeply, at byte " + format_count(broken_at(text)));
  if (!whole.is_object()) return wrong("Not a JSON object at byte 0");
  const auto schema = whole.find("schema");
  const auto data = whole.find("data");
  if (schema == whole.end() || !schema->is_object()) return wrong("There is no schema");
  if (data == whole.end() || !data->is_array()) return wrong("There is no list named data");
  auto inputs = inputs_of(*schema);
  if (!inputs) return fail(inputs.error());
  SparkRequest request{std::move(*inputs), {}, {}};
  const auto output = schema->find("output");
  if (output != schema->end() && output->is_object()) request.output = column_of(*output);
  if (holds_rows(*data, request.inputs)) {
    for (const Json& row : *data) request.rows.push_back(row_of(row));
  } else if (!data->empty()) {
    request.rows.push_back(row_of(*data));
  }
  return request;
}

}  // namespace emulator
