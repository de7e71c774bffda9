#include "emulator/payload/recordio.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::string_view kMagic = "\x0A\x23\xD7\xCE";  // 0xCED7230A, little endian
constexpr std::size_t kHead = 8;
enum class Part : std::uint32_t { Whole = 0, First = 1, Middle = 2, Last = 3 };

struct Frame {
  Part part = Part::Whole;
  std::size_t bytes = 0;
  std::size_t padded() const { return (bytes + 3) / 4 * 4; }
};

// `bytes` begin with a head.
Frame frame_of(std::string_view bytes) {
  std::uint32_t word = 0;
  for (std::size_t i = kHead; i > 4; --i)
    word = word << 8 | static_cast<unsigned char>(bytes[i - 1]);
  constexpr std::uint32_t kLength = (1U << 29) - 1;
  const std::uint32_t part = word >> 29;
  return {part > 3 ? Part::Whole : static_cast<Part>(part), word & kLength};
}

bool has_known_part(std::string_view head) {
  return static_cast<unsigned char>(head[kHead - 1]) >> 5 <= 3;
}

Error wrong(std::size_t at, const std::string& what) {
  return {ErrorCode::InvalidInput, "Not RecordIO from byte " + format_count(at) + " on: " + what,
          ""};
}

std::optional<Error> problem_with(std::string_view bytes, std::size_t at, bool inside) {
  const std::string_view rest = bytes.substr(at);
  if (!rest.starts_with(kMagic.substr(0, std::min(kMagic.size(), rest.size()))))
    return wrong(at, "the magic number 0xCED7230A is not there");
  if (rest.size() < kHead) return wrong(at, "a frame ends in its head");
  if (!has_known_part(rest)) return wrong(at + 4, "a frame is of no known part");
  const Frame frame = frame_of(rest);
  if (frame.bytes > rest.size() - kHead)
    return wrong(at, "a record of " + format_size(frame.bytes) + " ends after " +
                         format_size(rest.size() - kHead));
  const bool continues = frame.part == Part::Middle || frame.part == Part::Last;
  if (continues && !inside) return wrong(at, "a record begins with its middle");
  if (!continues && inside) return wrong(at, "the record before is not finished");
  return std::nullopt;
}

}  // namespace

bool is_recordio(std::string_view bytes) { return bytes.starts_with(kMagic); }

RecordIo index_recordio(std::string_view bytes) {
  RecordIo index;
  RecordPlace open;
  bool inside = false;
  for (std::size_t at = 0; at < bytes.size();) {
    index.problem = problem_with(bytes, at, inside);
    if (index.problem) return index;
    const Frame frame = frame_of(bytes.substr(at));
    if (!inside) open = {at, 0, frame.part == Part::First};
    if (inside) open.bytes += kMagic.size();
    open.bytes += frame.bytes;
    inside = frame.part == Part::First || frame.part == Part::Middle;
    if (!inside) index.records.push_back(open);
    at += kHead + frame.padded();  // the last one's padding may be missing
  }
  if (inside) index.problem = wrong(bytes.size(), "the last record is not finished");
  return index;
}

std::string record_content(std::string_view bytes, const RecordPlace& place) {
  std::string content;
  for (std::size_t at = place.offset; content.size() < place.bytes || content.empty();) {
    const Frame frame = frame_of(bytes.substr(at));
    if (at != place.offset) content += kMagic;
    content += bytes.substr(at + kHead, frame.bytes);
    if (frame.part == Part::Whole || frame.part == Part::Last) break;
    at += kHead + frame.padded();
  }
  return content;
}

}  // namespace emulator
