#pragma once

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "emulator/codec/json_text.h"
#include "emulator/model/finding.h"
#include "emulator/model/pipeline.h"

// One table per JSON object: a row says which key fills which member and how. Reading, writing
// and the JSON Schema for editors walk the same tables. Private to codec.
namespace emulator {

// What one reading of a file has come across. The first error ends it.
struct Reading {
  std::string_view name;  // of the file, for messages
  std::vector<Finding> warnings;
  std::optional<Error> error;
  const JsonNode* local_stages = nullptr;  // read last: its keys are container names

  // Records the error and gives false, so that `return reading.stop(…)` ends a reader.
  bool stop(const JsonNode& at, const std::string& what, std::string next_step = {});
  // False, with the error recorded, unless `node` is of that kind.
  bool expect(const JsonNode& node, JsonKind kind);
};

// How a member of type X stands in JSON.
template <typename X>
struct Codec;

// Whether there is something to write: a member at its default is written only where the file
// had it.
enum class Presence { Absent, Default, Set };

template <typename T>
struct Field {
  std::string_view key;
  std::string_view help;                        // one line for the editor
  std::span<const std::string_view> options{};  // the values there are, where they are few
  bool (*read)(const JsonNode&, T&, Reading&) = nullptr;
  Presence (*presence)(const T&, std::string_view key) = nullptr;
  void (*write)(const T&, std::string_view key, std::string& out) = nullptr;
  std::string (*schema)() = nullptr;  // members of a JSON Schema object
  bool required = false;              // an object made here is written with it in any case

  constexpr Field needed() const {
    Field out = *this;
    out.required = true;
    return out;
  }
};

// Ours: an unknown key is an error. Aws: only one that nearly equals a known key is; AWS adds
// members every year, so others are kept and warned about.
enum class UnknownKeys { Error, Keep };

template <typename T>
struct Shape {
  UnknownKeys unknown_keys = UnknownKeys::Error;
  KeptMembers& (*kept)(T&) = nullptr;
  std::span<const Field<T>> fields;

  const Field<T>* find(std::string_view key) const {
    for (const Field<T>& field : fields)
      if (field.key == key) return &field;
    return nullptr;
  }
};

// Specialised for every struct that is a JSON object.
template <typename T>
const Shape<T>& shape_of();

// Deals with a key that is in no table; false when it is an error.
bool unknown_key(const JsonNode& node, const std::vector<std::string_view>& known,
                 UnknownKeys policy, Reading& reading);
// Appends `"key":`, with a comma where one is needed.
void begin_member(std::string& out, std::string_view key);
// One property of a JSON Schema: `"key":{"description":…,…}`.
std::string schema_property(std::string_view key, std::string_view help,
                            std::span<const std::string_view> options, const std::string& type);

const std::string* find_text(const KeptMembers& kept, std::string_view key);

template <typename T>
bool read_object(const JsonNode& node, T& value, const Shape<T>& shape, Reading& reading) {
  if (!reading.expect(node, JsonKind::Object)) return false;
  std::vector<std::string_view> known;
  for (const Field<T>& field : shape.fields) known.push_back(field.key);
  for (const JsonNode& child : node.children) {
    shape.kept(value).key_order.push_back(child.key);
    if (const Field<T>* field = shape.find(child.key)) {
      if (child.kind == JsonKind::Null)
        return reading.stop(child, "must not be null", "Leave the member out instead");
      if (!field->read(child, value, reading)) return false;
      continue;
    }
    if (!unknown_key(child, known, shape.unknown_keys, reading)) return false;
    shape.kept(value).unknown.emplace_back(child.key, compact_json(child.raw));
  }
  return true;
}

// Set where any member is: for members of T that stand in an object of their own in JSON.
template <typename T>
Presence presence_of_part(const T& value, const Shape<T>& shape) {
  for (const Field<T>& field : shape.fields)
    if (field.presence(value, field.key) == Presence::Set) return Presence::Set;
  return Presence::Default;
}

// The object as compact JSON: the keys that were read in their order, then what is new in table
// order.
template <typename T>
void write_object(const T& value, const Shape<T>& shape, std::string& out) {
  // The accessor serves reading too; writing does not change what it gives.
  const KeptMembers& kept = shape.kept(const_cast<T&>(value));
  const auto was_read = [&kept](std::string_view key) {
    return std::find(kept.key_order.begin(), kept.key_order.end(), key) != kept.key_order.end();
  };
  out += '{';
  for (const std::string& key : kept.key_order) {
    const Field<T>* field = shape.find(key);
    const std::string* text = field ? nullptr : find_text(kept, key);
    if (text != nullptr) {
      begin_member(out, key);
      out += *text;
    } else if (field && field->presence(value, key) != Presence::Absent) {
      begin_member(out, key);
      field->write(value, key, out);
    }
  }
  const bool made_here = kept.key_order.empty() && presence_of_part(value, shape) == Presence::Set;
  for (const Field<T>& field : shape.fields) {
    if (was_read(field.key)) continue;
    const Presence presence = field.presence(value, field.key);
    const bool needed = field.required && made_here && presence == Presence::Default;
    if (presence != Presence::Set && !needed) continue;
    begin_member(out, field.key);
    field.write(value, field.key, out);
  }
  out += '}';
}

template <typename T>
std::string shape_schema(const Shape<T>& shape) {
  std::string out = R"("type":"object","properties":{)";
  std::string required;
  for (const Field<T>& field : shape.fields) {
    if (!out.ends_with('{')) out += ',';
    out += schema_property(field.key, field.help, field.options, field.schema());
    if (field.required) required += (required.empty() ? "" : ",") + json_string(field.key);
  }
  out += '}';
  if (!required.empty()) out += R"(,"required":[)" + required + "]";
  return out + (shape.unknown_keys == UnknownKeys::Keep ? "" : R"(,"additionalProperties":false)");
}

// A struct with a table of its own.
template <typename X>
struct Codec {
  static bool read(const JsonNode& node, X& out, Reading& reading) {
    return read_object(node, out, shape_of<X>(), reading);
  }
  static void write(const X& value, std::string& out) { write_object(value, shape_of<X>(), out); }
  static std::string schema() { return shape_schema(shape_of<X>()); }
};

#define HOPLENS_CODEC(Type)                                              \
  template <>                                                            \
  struct Codec<Type> {                                                   \
    static bool read(const JsonNode& node, Type& out, Reading& reading); \
    static void write(const Type& value, std::string& out);              \
    static std::string schema();                                         \
  }
HOPLENS_CODEC(std::string);
HOPLENS_CODEC(bool);
HOPLENS_CODEC(int);
HOPLENS_CODEC(std::int64_t);
HOPLENS_CODEC(double);
HOPLENS_CODEC(std::chrono::seconds);
HOPLENS_CODEC(RuntimeKind);
HOPLENS_CODEC(EnvironmentMap);
#undef HOPLENS_CODEC

template <typename X>
struct Codec<std::optional<X>> {
  static bool read(const JsonNode& node, std::optional<X>& out, Reading& reading) {
    return Codec<X>::read(node, out.emplace(), reading);
  }
  static void write(const std::optional<X>& value, std::string& out) {
    Codec<X>::write(*value, out);
  }
  static std::string schema() { return Codec<X>::schema(); }
};

template <typename X>
struct Codec<std::vector<X>> {
  static bool read(const JsonNode& node, std::vector<X>& out, Reading& reading) {
    if (!reading.expect(node, JsonKind::List)) return false;
    for (const JsonNode& child : node.children)
      if (!Codec<X>::read(child, out.emplace_back(), reading)) return false;
    return true;
  }
  static void write(const std::vector<X>& value, std::string& out) {
    out += '[';
    for (const X& item : value) {
      if (!out.ends_with('[')) out += ',';
      Codec<X>::write(item, out);
    }
    out += ']';
  }
  static std::string schema() { return R"("type":"array","items":{)" + Codec<X>::schema() + "}"; }
};

template <typename X>
Presence presence_of(const X& value) {
  return value == X{} ? Presence::Default : Presence::Set;
}
template <typename X>
Presence presence_of(const std::optional<X>& value) {
  return value ? Presence::Set : Presence::Absent;
}

// The row of a member that `Get`, a function of (const or not) T&, reaches.
template <typename T, auto Get>
constexpr Field<T> row_of(std::string_view key, std::string_view help,
                          std::span<const std::string_view> options = {}) {
  using X = std::remove_cvref_t<decltype(Get(std::declval<T&>()))>;
  return {
      key,
      help,
      options,
      [](const JsonNode& node, T& value, Reading& reading) {
        return Codec<X>::read(node, Get(value), reading);
      },
      [](const T& value, std::string_view) { return presence_of(Get(value)); },
      [](const T& value, std::string_view, std::string& out) { Codec<X>::write(Get(value), out); },
      [] { return Codec<X>::schema(); }};
}

template <typename T, const Shape<T>& Part>
constexpr Field<T> part_row(std::string_view key, std::string_view help) {
  return {
      key,
      help,
      {},
      [](const JsonNode& node, T& value, Reading& reading) {
        return read_object(node, value, Part, reading);
      },
      [](const T& value, std::string_view) { return presence_of_part(value, Part); },
      [](const T& value, std::string_view, std::string& out) { write_object(value, Part, out); },
      [] { return shape_schema(Part); }};
}

template <typename T, typename X>
T class_of(X T::*);

template <auto Member>
constexpr auto row(std::string_view key, std::string_view help,
                   std::span<const std::string_view> options = {}) {
  using T = decltype(class_of(Member));
  return row_of < T, [](auto& value) -> auto& { return value.*Member; }
  > (key, help, options);
}

}  // namespace emulator
