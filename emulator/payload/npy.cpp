#include "emulator/payload/npy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include "emulator/base/text.h"
#include "emulator/payload/python_literal.h"

namespace emulator {
namespace {

using Kind = NpyType::Kind;

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kMostAxes = 64;
constexpr std::size_t kMostHeader = 1'000'000;
constexpr const char* kSaveAs = "Look at it as bytes";

tl::unexpected<Error> wrong(std::string what, std::string next_step = {}) {
  return fail(ErrorCode::InvalidInput, std::move(what), std::move(next_step));
}

std::size_t little_endian(std::string_view bytes) {
  std::size_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[i - 1]);
  return value;
}

struct Row {
  char letter;
  Kind kind;
  std::array<std::size_t, 4> sizes;  // none: any
};
constexpr std::array kTypes = {
    Row{'b', Kind::Bool, {1}},
    Row{'i', Kind::Signed, {1, 2, 4, 8}},
    Row{'u', Kind::Unsigned, {1, 2, 4, 8}},
    Row{'f', Kind::Float, {2, 4, 8}},
    Row{'c', Kind::Complex, {8, 16}},
    Row{'S', Kind::Bytes, {}},
    Row{'a', Kind::Bytes, {}},
    Row{'U', Kind::Text, {}},
    Row{'M', Kind::Moment, {8}},
    Row{'m', Kind::Span, {8}},
    Row{'V', Kind::Raw, {}},
};

tl::unexpected<Error> unknown_type(const std::string& descr) {
  return fail(ErrorCode::Unsupported, "Elements of type " + descr + " are not read", kSaveAs);
}

// "<f4" → what that is. "?" and "b1" are both truth values.
Result<NpyType> parse_type(const std::string& descr) {
  std::string_view rest = descr;
  if (rest.find('O') != std::string_view::npos)
    return fail(ErrorCode::Unsupported,
                "An array of Python objects, which is never unpickled: that would run code",
                "Make it an array of numbers or text before it is saved");
  NpyType type;
  type.descr = descr;
  if (!rest.empty() && std::string_view("<>=|").find(rest.front()) != std::string_view::npos) {
    type.big_endian = rest.front() == '>';
    rest.remove_prefix(1);
  }
  const std::size_t unit = rest.find('[');
  if (unit != std::string_view::npos && rest.ends_with(']')) {
    type.unit = rest.substr(unit + 1, rest.size() - unit - 2);
    rest = rest.substr(0, unit);
  }
  if (rest == "?") rest = "b1";
  const auto row = std::ranges::find_if(
      kTypes, [&](const Row& each) { return !rest.empty() && each.letter == rest.front(); });
  if (row == kTypes.end()) return unknown_type(descr);
  std::uint32_t size = 0;
  const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), size);
  if (error != std::errc{} || end != rest.data() + rest.size()) return unknown_type(descr);
  const bool any = row->sizes.front() == 0;
  if (!any && (size == 0 || std::ranges::find(row->sizes, size) == row->sizes.end()))
    return unknown_type(descr);
  type.kind = row->kind;
  type.bytes = type.kind == Kind::Text ? std::size_t{size} * 4 : size;
  return type;
}

std::optional<std::uint64_t> product(std::uint64_t a, std::uint64_t b) {
  if (a != 0 && b > std::numeric_limits<std::uint64_t>::max() / a) return std::nullopt;
  return a * b;
}

template <typename T>
const T* member(const PythonDict& dict, std::string_view name) {
  const auto found = dict.find(name);
  return found == dict.end() ? nullptr : std::get_if<T>(&found->second.value);
}

Result<NpyArray> from_header(const PythonDict& dict) {
  NpyArray array;
  if (member<PythonValue::List>(dict, "descr") != nullptr)
    return fail(ErrorCode::Unsupported, "A structured array, whose fields are not read", kSaveAs);
  const auto* descr = member<std::string>(dict, "descr");
  const auto* order = member<bool>(dict, "fortran_order");
  const auto* shape = member<std::vector<std::uint64_t>>(dict, "shape");
  if (descr == nullptr || order == nullptr || shape == nullptr)
    return wrong("The header does not say descr, fortran_order and shape");
  auto type = parse_type(*descr);
  if (!type) return fail(type.error());
  array.type = std::move(*type);
  array.fortran_order = *order;
  array.shape = *shape;
  if (array.shape.size() > kMostAxes)
    return wrong("The shape has more than " + std::to_string(kMostAxes) + " axes");
  return array;
}

Result<NpyArray> with_data(NpyArray array, std::size_t bytes) {
  for (const std::uint64_t axis : array.shape) {
    const auto more = product(array.count, axis);
    if (!more) return wrong("The shape " + npy_shape_text(array.shape) + " is too large");
    array.count = *more;
  }
  const auto size = product(array.count, array.type.bytes);
  if (!size) return wrong("The shape " + npy_shape_text(array.shape) + " is too large");
  // Elements of no bytes cost a file nothing, and whoever looks at all of them very much.
  constexpr std::uint64_t kMostOfNothing = 1'000'000;
  if (array.type.bytes == 0 && array.count > kMostOfNothing)
    return wrong("The shape " + npy_shape_text(array.shape) +
                 " is too large for elements of no bytes");
  const std::size_t there = bytes - array.data_offset;
  if (*size > there)
    return wrong("The data end at byte " + format_count(bytes) + ": " + format_count(*size) +
                 " bytes make " + npy_shape_text(array.shape) + ", " + format_count(there) +
                 " are there");
  return array;
}

}  // namespace

std::uint64_t NpyArray::columns() const { return shape.size() < 2 ? 1 : shape.back(); }

std::uint64_t NpyArray::rows() const {
  if (shape.size() < 2) return count;
  return columns() == 0 ? 0 : count / columns();
}

bool is_npy(std::string_view bytes) { return bytes.starts_with(kMagic); }

Result<NpyArray> parse_npy(std::string_view bytes) {
  if (!is_npy(bytes)) return wrong("Not a NumPy file: byte 0 does not begin \\x93NUMPY");
  constexpr std::size_t kVersion = 6, kLength = 8;
  if (bytes.size() < kLength + 2) return wrong("The NumPy file ends in its head");
  const int major = static_cast<unsigned char>(bytes[kVersion]);
  if (major < 1 || major > 3)
    return fail(ErrorCode::Unsupported,
                "Version " + std::to_string(major) + " of the NumPy format at byte 6 is unknown",
                kSaveAs);
  const std::size_t digits = major == 1 ? 2 : 4;
  const std::size_t start = kLength + digits;
  if (bytes.size() < start) return wrong("The NumPy file ends in its head");
  const std::size_t length = little_endian(bytes.substr(kLength, digits));
  if (length > kMostHeader || length > bytes.size() - start)
    return wrong("The header at byte " + std::to_string(start) + " has no end");
  const auto dict = parse_python_dict(bytes.substr(start, length), start);
  if (!dict) return fail(dict.error());
  auto array = from_header(*dict);
  if (!array) return array;
  array->major_version = major;
  array->data_offset = start + length;
  return with_data(std::move(*array), bytes.size());
}

std::string npy_shape_text(const std::vector<std::uint64_t>& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  return text + (shape.size() == 1 ? ",)" : ")");
}

}  // namespace emulator
