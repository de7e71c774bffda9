#include "emulator/payload/aialgs_record.h"

#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "emulator/base/text.h"
#include "emulator/payload/npy.h"
#include "emulator/payload/number_text.h"

namespace emulator {
namespace {

using Type = RecordTensor::Type;

enum class Wire { Varint = 0, Fixed64 = 1, Length = 2, Fixed32 = 5 };

// One field of a message: its number and its content.
struct Field {
  std::uint64_t number = 0;
  Wire wire = Wire::Varint;
  std::uint64_t varint = 0;
  std::string_view bytes;  // of all other wires; of a varint, nothing, but in its place
};

// Walks over the fields of one message and remembers where in the whole record that is.
class Message {
 public:
  Message(std::string_view whole, std::string_view part) : whole_(whole), rest_(part) {}

  bool done() const { return rest_.empty(); }
  std::size_t position() const { return static_cast<std::size_t>(rest_.data() - whole_.data()); }
  std::string_view whole() const { return whole_; }

  Result<Field> next() {
    const std::size_t start = position();
    const auto head = varint();
    if (!head) return wrong(start, "a field's number has no end");
    Field field;
    field.number = *head >> 3;
    if (field.number == 0) return wrong(start, "a field has the number 0");
    field.wire = static_cast<Wire>(*head & 7);
    switch (field.wire) {
      case Wire::Varint: {
        const auto value = varint();
        if (!value) return wrong(start, "a number has no end");
        field.varint = *value;
        field.bytes = whole_.substr(start, 0);
        return field;
      }
      case Wire::Fixed64:
        return fixed(field, 8, start);
      case Wire::Fixed32:
        return fixed(field, 4, start);
      case Wire::Length: {
        const auto length = varint();
        if (!length) return wrong(start, "a length has no end");
        return fixed(field, *length, start);
      }
    }
    return wrong(start, "a field of no known kind");
  }

  tl::unexpected<Error> wrong(std::size_t at, const std::string& what) const {
    return fail(ErrorCode::InvalidInput,
                "No aialgs.data.Record at its byte " + format_count(at) + ": " + what);
  }

 private:
  std::optional<std::uint64_t> varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 70 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      if (shift == 63 && byte > 1) return std::nullopt;
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if ((byte & 0x80) == 0) return value;
    }
    return std::nullopt;
  }

  Result<Field> fixed(Field field, std::uint64_t length, std::size_t start) {
    if (length > rest_.size())
      return wrong(start, format_count(length) + " bytes are said, " + format_count(rest_.size()) +
                              " are left");
    field.bytes = rest_.substr(0, static_cast<std::size_t>(length));
    rest_.remove_prefix(static_cast<std::size_t>(length));
    return field;
  }

  std::string_view whole_;
  std::string_view rest_;
};

// Calls `take(field)` for every field of a message; it returns an Error to stop.
template <typename Take>
std::optional<Error> each_field(std::string_view whole, std::string_view part, Take take) {
  for (Message message(whole, part); !message.done();) {
    const auto field = message.next();
    if (!field) return field.error();
    if (std::optional<Error> error = take(*field)) return error;
  }
  return std::nullopt;
}

Error wrong_at(std::string_view whole, std::string_view part, const std::string& what) {
  const auto at = static_cast<std::size_t>(part.data() - whole.data());
  return Message(whole, part).wrong(at, what).value();
}

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[i - 1]);
  return value;
}

// Repeated numbers come packed into one field or one by one.
std::optional<Error> read_varints(std::string_view whole, const Field& field,
                                  std::vector<std::uint64_t>& numbers) {
  if (field.wire == Wire::Varint) {
    numbers.push_back(field.varint);
    return std::nullopt;
  }
  if (field.wire != Wire::Length)
    return wrong_at(whole, field.bytes, "whole numbers are of another kind");
  std::uint64_t value = 0;
  unsigned shift = 0;
  for (const char c : field.bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (shift > 63) return wrong_at(whole, field.bytes, "a number has no end");
    value |= std::uint64_t{byte & 0x7FU} << shift;
    shift += 7;
    if ((byte & 0x80) != 0) continue;
    numbers.push_back(std::exchange(value, 0));
    shift = 0;
  }
  if (shift != 0) return wrong_at(whole, field.bytes, "the last number has no end");
  return std::nullopt;
}

std::optional<Error> read_reals(std::string_view whole, const Field& field, std::size_t width,
                                std::vector<double>& numbers) {
  if (field.wire == Wire::Varint || field.bytes.size() % width != 0)
    return wrong_at(whole, field.bytes, "numbers do not fill whole values");
  for (std::size_t at = 0; at < field.bytes.size(); at += width) {
    const std::uint64_t bits = little_endian(field.bytes.substr(at, width));
    numbers.push_back(width == 4 ? double{std::bit_cast<float>(static_cast<std::uint32_t>(bits))}
                                 : std::bit_cast<double>(bits));
  }
  return std::nullopt;
}

std::optional<Error> read_values(std::string_view whole, const Field& field, RecordTensor& tensor) {
  if (tensor.type == Type::Float32) return read_reals(whole, field, 4, tensor.values);
  if (tensor.type == Type::Float64) return read_reals(whole, field, 8, tensor.values);
  std::vector<std::uint64_t> numbers;
  std::optional<Error> error = read_varints(whole, field, numbers);
  for (const std::uint64_t number : numbers)
    tensor.values.push_back(static_cast<double>(static_cast<std::int32_t>(number)));
  return error;
}

// Float32Tensor, Float64Tensor, Int32Tensor: values = 1, keys = 2, shape = 3.
std::optional<Error> read_numbers(std::string_view whole, std::string_view part,
                                  RecordTensor& tensor) {
  return each_field(whole, part, [&](const Field& field) -> std::optional<Error> {
    switch (field.number) {
      case 1:
        return read_values(whole, field, tensor);
      case 2:
        return read_varints(whole, field, tensor.keys);
      case 3:
        return read_varints(whole, field, tensor.shape);
      default:
        return std::nullopt;
    }
  });
}

// Bytes: value = 1, content_type = 2.
std::optional<Error> read_blobs(std::string_view whole, std::string_view part,
                                RecordTensor& tensor) {
  return each_field(whole, part, [&](const Field& field) -> std::optional<Error> {
    if (field.number > 2) return std::nullopt;
    if (field.wire != Wire::Length)
      return wrong_at(whole, field.bytes, "bytes are of another kind");
    if (field.number == 1) {
      tensor.blobs.emplace_back(field.bytes);
    } else {
      tensor.content_type = field.bytes;
    }
    return std::nullopt;
  });
}

// Value: float32_tensor = 2, float64_tensor = 3, int32_tensor = 7, bytes = 9, of which the last
// one that is there counts.
std::optional<Error> read_value(std::string_view whole, std::string_view part,
                                RecordTensor& tensor) {
  return each_field(whole, part, [&](const Field& field) -> std::optional<Error> {
    const Type type = field.number == 2   ? Type::Float32
                      : field.number == 3 ? Type::Float64
                      : field.number == 7 ? Type::Int32
                      : field.number == 9 ? Type::Bytes
                                          : Type::None;
    if (type == Type::None) return std::nullopt;
    if (field.wire != Wire::Length) return wrong_at(whole, part, "a tensor is of another kind");
    if (type != tensor.type) tensor = {};
    tensor.type = type;
    if (type == Type::Bytes) return read_blobs(whole, field.bytes, tensor);
    return read_numbers(whole, field.bytes, tensor);
  });
}

// An entry of a map: key = 1, value = 2.
std::optional<Error> read_entry(std::string_view whole, std::string_view part,
                                std::vector<NamedTensor>& tensors) {
  NamedTensor named;
  std::optional<Error> error =
      each_field(whole, part, [&](const Field& field) -> std::optional<Error> {
        if (field.number > 2) return std::nullopt;
        if (field.wire != Wire::Length) return wrong_at(whole, part, "an entry is of another kind");
        if (field.number == 2) return read_value(whole, field.bytes, named.tensor);
        named.name = field.bytes;
        return std::nullopt;
      });
  if (!error) tensors.push_back(std::move(named));
  return error;
}

}  // namespace

Result<AialgsRecord> parse_aialgs_record(std::string_view bytes) {
  AialgsRecord record;
  const auto take = [&](const Field& field) -> std::optional<Error> {
    if (field.number > 5) return std::nullopt;
    if (field.wire != Wire::Length)
      return wrong_at(bytes, field.bytes,
                      "field " + std::to_string(field.number) + " is of another kind");
    if (field.number == 1) return read_entry(bytes, field.bytes, record.features);
    if (field.number == 2) return read_entry(bytes, field.bytes, record.label);
    std::string& text = field.number == 3   ? record.uid
                        : field.number == 4 ? record.metadata
                                            : record.configuration;
    text = field.bytes;
    return std::nullopt;
  };
  if (auto error = each_field(bytes, bytes, take)) return fail(std::move(*error));
  return record;
}

std::string_view to_text(Type type) {
  constexpr std::array<std::string_view, 5> kNames = {"float32", "float64", "int32", "bytes",
                                                      "nothing"};
  return kNames[static_cast<std::size_t>(type)];
}

std::string tensor_shape_text(const RecordTensor& tensor) {
  if (tensor.type == Type::None) return "nothing";
  const auto shape =
      tensor.shape.empty() ? std::vector<std::uint64_t>{tensor.count()} : tensor.shape;
  std::string text = std::string(to_text(tensor.type)) + " " + npy_shape_text(shape);
  if (tensor.sparse()) text += ", " + format_count(tensor.keys.size()) + " keys";
  return text;
}

std::string tensor_value_text(const RecordTensor& tensor, std::size_t index) {
  switch (tensor.type) {
    case Type::Float32:
      return number_text(static_cast<float>(tensor.values[index]));
    case Type::Bytes:
      return format_size(tensor.blobs[index].size());
    case Type::None:
      return "";
    default:
      return number_text(tensor.values[index]);
  }
}

}  // namespace emulator
