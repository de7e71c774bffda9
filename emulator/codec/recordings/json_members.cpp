#include "emulator/codec/recordings/json_members.h"

#include <array>
#include <charconv>
#include <mutex>
#include <set>

#include "emulator/base/text.h"

namespace emulator::members {
namespace {

// A text stands as it is where JSON can hold it.
std::string text_json(std::string_view text) {
  if (is_valid_utf8(text)) return json_string(text);
  return "{\"Base64\":" + json_string(base64_encode(text)) + "}";
}

bool read_text(const JsonNode& at, std::string& out, Reading& reading) {
  if (at.kind == JsonKind::Text) return out = at.text, true;
  const JsonNode* coded = at.kind == JsonKind::Object ? at.find("Base64") : nullptr;
  if (!coded || coded->kind != JsonKind::Text || at.children.size() != 1)
    return reading.stop(at, "must be text, or an object with Base64 alone");
  if (base64_decode(coded->text, out)) return true;
  return reading.stop(*coded, "is not base64");
}

template <typename Number>
bool read_number(const JsonNode& at, Number& out, Reading& reading) {
  if (!reading.expect(at, JsonKind::Integer)) return false;
  const auto [end, error] = std::from_chars(at.raw.data(), at.raw.data() + at.raw.size(), out);
  if (error == std::errc{} && end == at.raw.data() + at.raw.size()) return true;
  return reading.stop(at, "is out of range");
}

template <typename Enum>
struct Word {
  Enum value;
  std::string_view word;
};
// The first row is the zero, which is not written.
constexpr std::array kSources{
    Word<HopSource>{HopSource::Container, "container"},
    Word<HopSource>{HopSource::Recording, "recording"},
    Word<HopSource>{HopSource::Canned, "canned"}, Word<HopSource>{HopSource::Hand, "hand"},
    Word<HopSource>{HopSource::Kept, "kept"}};
constexpr std::array kFaults{
    Word<FaultKind>{FaultKind::None, "none"},
    Word<FaultKind>{FaultKind::Delay, "delay"},
    Word<FaultKind>{FaultKind::Status, "status"},
    Word<FaultKind>{FaultKind::WrongType, "wrong-type"},
    Word<FaultKind>{FaultKind::Truncated, "truncated"},
    Word<FaultKind>{FaultKind::Oversize, "oversize"},
    Word<FaultKind>{FaultKind::Dropped, "dropped"},
    Word<FaultKind>{FaultKind::PingFailing, "ping-failing"}};
constexpr std::array kSeverities{Word<Severity>{Severity::Error, "error"},
                                 Word<Severity>{Severity::Warning, "warning"},
                                 Word<Severity>{Severity::Info, "info"}};
constexpr std::array kFlows{
    Word<HeaderFlow>{HeaderFlow::FromClient, "from-client"},
    Word<HeaderFlow>{HeaderFlow::InheritedFromHop, "inherited"},
    Word<HeaderFlow>{HeaderFlow::Added, "added"},
    Word<HeaderFlow>{HeaderFlow::PassedOn, "passed-on"},
    Word<HeaderFlow>{HeaderFlow::Stripped, "stripped"},
    Word<HeaderFlow>{HeaderFlow::Edited, "edited"}};
constexpr std::array kErrorKinds{
    Word<TransportErrorKind>{TransportErrorKind::Connect, "connect"},
    Word<TransportErrorKind>{TransportErrorKind::Timeout, "timeout"},
    Word<TransportErrorKind>{TransportErrorKind::Closed, "closed"},
    Word<TransportErrorKind>{TransportErrorKind::BadHttp, "bad-http"},
    Word<TransportErrorKind>{TransportErrorKind::TooLarge, "too-large"},
    Word<TransportErrorKind>{TransportErrorKind::Cancelled, "cancelled"}};

template <typename Table, typename Enum>
bool put_word(std::string& out, const Table& table, Enum value) {
  for (const auto& row : table)
    if (row.value == value) out += json_string(row.word);
  return value != table.front().value;
}

template <typename Table, typename Enum>
bool get_word(const JsonNode& at, const Table& table, Enum& value, Reading& reading) {
  if (!reading.expect(at, JsonKind::Text)) return false;
  std::string words;
  for (const auto& row : table) {
    if (row.word == at.text) return value = row.value, true;
    words.append(words.empty() ? "" : ", ").append(row.word);
  }
  return reading.stop(at, "unknown word \"" + at.text + "\"; it can be " + words);
}

// A fact's number as text that stays for good: notes hold views of it.
std::optional<std::string_view> kept_fact(const std::string& text) {
  static std::mutex mutex;
  static std::set<std::string, std::less<>> facts;
  constexpr std::size_t kLongest = 6;  // "12.34": there are few such texts
  if (text.size() > kLongest || text.find_first_not_of("0123456789.") != text.npos)
    return std::nullopt;
  const std::lock_guard lock(mutex);
  return *facts.insert(text).first;
}

template <typename Number>
bool put_number(std::string& out, Number value) {
  out += std::to_string(value);
  return value != 0;
}

}  // namespace

bool Writer::put(std::string& out, const std::string& value) {
  out += text_json(value);
  return !value.empty();
}
bool Writer::put(std::string& out, std::string_view fact) {
  out += text_json(fact);
  return !fact.empty();
}
bool Writer::put(std::string& out, bool value) {
  out += value ? "true" : "false";
  return value;
}
bool Writer::put(std::string& out, int value) { return put_number(out, value); }
bool Writer::put(std::string& out, std::uint64_t value) { return put_number(out, value); }
bool Writer::put(std::string& out, Nanoseconds value) { return put_number(out, value.count()); }
bool Writer::put(std::string& out, WallTime value) {
  return put_number(out, std::chrono::nanoseconds(value.time_since_epoch()).count());
}
bool Writer::put(std::string& out, StageId value) {
  return value && put_number(out, context_.stages.number_of(value));
}
bool Writer::put(std::string& out, InvocationId value) { return put_number(out, value.value); }
bool Writer::put(std::string& out, Severity value) { return put_word(out, kSeverities, value); }
bool Writer::put(std::string& out, HopSource value) { return put_word(out, kSources, value); }
bool Writer::put(std::string& out, FaultKind value) { return put_word(out, kFaults, value); }
bool Writer::put(std::string& out, HeaderFlow value) { return put_word(out, kFlows, value); }
bool Writer::put(std::string& out, TransportErrorKind value) {
  return put_word(out, kErrorKinds, value);
}
bool Writer::put(std::string& out, const Headers& value) {
  out += '[';
  for (const Header& header : value) {
    if (!out.ends_with('[')) out += ',';
    out += "[" + text_json(header.name) + "," + text_json(header.value) + "]";
  }
  out += ']';
  return !value.empty();
}
bool Writer::put(std::string& out, const BodyPtr& value) {
  if (value) out += context_.body(*value);
  return value != nullptr;
}

bool Reader::done() {
  if (!ok_) return false;
  for (const JsonNode& child : node_.children)
    if (std::find(known_.begin(), known_.end(), child.key) == known_.end())
      return unknown_key(child, known_, UnknownKeys::Error, reading_);
  return true;
}

bool Reader::get(const JsonNode& at, std::string& value) { return read_text(at, value, reading_); }
bool Reader::get(const JsonNode& at, std::string_view& fact) {
  if (!reading_.expect(at, JsonKind::Text)) return false;
  const auto kept = kept_fact(at.text);
  if (!kept) return reading_.stop(at, "is not the number of a fact, such as 3.14");
  fact = *kept;
  return true;
}
bool Reader::get(const JsonNode& at, bool& value) {
  if (!reading_.expect(at, JsonKind::Boolean)) return false;
  value = at.raw == "true";
  return true;
}
bool Reader::get(const JsonNode& at, int& value) { return read_number(at, value, reading_); }
bool Reader::get(const JsonNode& at, std::uint64_t& value) {
  return read_number(at, value, reading_);
}
bool Reader::get(const JsonNode& at, Nanoseconds& value) {
  std::int64_t count = 0;
  if (!read_number(at, count, reading_)) return false;
  // Sums of a few of them must not overflow.
  constexpr std::int64_t kMost = std::int64_t{1} << 55;  // about a year
  if (count > kMost || count < -kMost) return reading_.stop(at, "is longer than a year");
  value = Nanoseconds{count};
  return true;
}
bool Reader::get(const JsonNode& at, WallTime& value) {
  std::int64_t count = 0;
  if (!read_number(at, count, reading_)) return false;
  constexpr std::int64_t kMost = std::int64_t{1} << 62;  // in the year 2116
  if (count < 0 || count > kMost) return reading_.stop(at, "is no time that a clock can show");
  value = WallTime(std::chrono::duration_cast<WallTime::duration>(Nanoseconds{count}));
  return true;
}
bool Reader::get(const JsonNode& at, StageId& value) {
  std::uint64_t number = 0;
  if (!read_number(at, number, reading_)) return false;
  if (number == 0 || number > 1'000'000) return reading_.stop(at, "is no number of a stage");
  value = context_.stages.stage_of(number);
  return true;
}
bool Reader::get(const JsonNode& at, InvocationId& value) {
  if (!read_number(at, value.value, reading_)) return false;
  // Ids go on after the largest one.
  if (value.value >> 62 == 0) return true;
  return reading_.stop(at, "is out of range");
}
bool Reader::get(const JsonNode& at, Severity& value) {
  return get_word(at, kSeverities, value, reading_);
}
bool Reader::get(const JsonNode& at, HopSource& value) {
  return get_word(at, kSources, value, reading_);
}
bool Reader::get(const JsonNode& at, FaultKind& value) {
  return get_word(at, kFaults, value, reading_);
}
bool Reader::get(const JsonNode& at, HeaderFlow& value) {
  return get_word(at, kFlows, value, reading_);
}
bool Reader::get(const JsonNode& at, TransportErrorKind& value) {
  return get_word(at, kErrorKinds, value, reading_);
}
bool Reader::get(const JsonNode& at, Headers& value) {
  if (!reading_.expect(at, JsonKind::List)) return false;
  for (const JsonNode& pair : at.children) {
    if (pair.kind != JsonKind::List || pair.children.size() != 2)
      return reading_.stop(pair, "must be a list of a name and a value");
    Header header;
    if (!get(pair.children[0], header.name) || !get(pair.children[1], header.value)) return false;
    value.add(std::move(header.name), std::move(header.value));
  }
  return true;
}
bool Reader::get(const JsonNode& at, BodyPtr& value) {
  value = context_.body(at, reading_);
  return value != nullptr;
}

}  // namespace emulator::members
