#include "emulator/api/control/listing.h"

#include <algorithm>
#include <charconv>

#include "emulator/api/control/json_object.h"
#include "emulator/api/control/request_shape.h"
#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::size_t kPage = 10;  // contract 4.20

std::string padded(std::int64_t number) {
  std::string digits = std::to_string(number);
  return digits.insert(0, digits.size() < 20 ? 20 - digits.size() : 0, '0');
}

// What an item is sorted by: texts in whose order it stands. The number of its creation makes each
// different.
using SortKey = std::pair<std::string, std::uint64_t>;

SortKey key_of(const ListedItem& item, std::string_view sort_by) {
  if (sort_by == "Name") return {item.name, item.number};
  if (sort_by == "Status") return {item.status, item.number};
  return {padded(item.created.time_since_epoch().count()), item.number};
}

double seconds_of(WallTime time) {
  return std::chrono::duration<double>(time.time_since_epoch()).count();
}

bool within(const JsonNode& request, std::string_view member, WallTime time) {
  const std::string name(member);
  const auto before = number_member(request, name + "Before");
  const auto after = number_member(request, name + "After");
  return (!before || seconds_of(time) < *before) && (!after || seconds_of(time) > *after);
}

bool is_wanted(const JsonNode& request, const ListedItem& item) {
  const auto part = text_member(request, "NameContains");
  const auto status = text_member(request, "StatusEquals");
  return (!part || item.name.find(*part) != std::string::npos) &&
         (!status || item.status == *status) && within(request, "CreationTime", item.created) &&
         within(request, "LastModifiedTime", item.modified);
}

// FNV-1a: a token is opaque, and a mistyped one is not taken for another.
std::string checksum(std::string_view text) {
  std::uint64_t sum = 14695981039346656037ULL;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return std::to_string(sum);
}

std::optional<SortKey> parse_position(const std::string& position) {
  const std::size_t space = position.find(' ');
  if (space == position.npos) return std::nullopt;
  std::uint64_t number = 0;
  std::from_chars(position.data(), position.data() + space, number);
  return SortKey{position.substr(space + 1), number};
}

}  // namespace

ListedItem listed(const ResourceFacts& facts, std::string json) {
  return {facts.number, facts.name, facts.created, facts.created, "", std::move(json)};
}

Answered list_answer(std::string_view member, std::vector<ListedItem> items,
                     const JsonNode& request) {
  const std::string sort_by = text_member(request, "SortBy").value_or("CreationTime");
  const std::string order = text_member(request, "SortOrder").value_or("Descending");
  const bool rising = order == "Ascending";
  const auto stands_before = [rising](const SortKey& a, const SortKey& b) {
    return rising ? a < b : b < a;
  };
  std::erase_if(items, [&](const ListedItem& item) { return !is_wanted(request, item); });
  std::ranges::sort(items, [&](const ListedItem& a, const ListedItem& b) {
    return stands_before(key_of(a, sort_by), key_of(b, sort_by));
  });

  const std::string purpose = std::string(member) + " " + sort_by + " " + order;
  if (const auto token = text_member(request, "NextToken")) {
    const auto position = read_token(purpose, *token);
    const auto last = position ? parse_position(*position) : std::nullopt;
    if (!last) return refuse_token();
    std::erase_if(items, [&](const ListedItem& item) {
      return !stands_before(*last, key_of(item, sort_by));
    });
  }

  const auto most = static_cast<std::size_t>(
      number_member(request, "MaxResults").value_or(static_cast<double>(kPage)));
  std::vector<std::string> page;
  for (std::size_t i = 0; i < items.size() && i < most; ++i) page.push_back(items[i].json);
  JsonObject out;
  out.raw(member, json_list(page));
  if (items.size() > most) {
    const auto [key, number] = key_of(items[most - 1], sort_by);
    out.text("NextToken", make_token(purpose, std::to_string(number) + " " + key));
  }
  return out.take();
}

std::string make_token(std::string_view purpose, std::string_view position) {
  const std::string what = std::string(purpose) + "\n" + std::string(position);
  return base64_encode(checksum(what) + "\n" + std::string(position));
}

std::optional<std::string> read_token(std::string_view purpose, std::string_view token) {
  std::string text;
  if (!base64_decode(token, text)) return std::nullopt;
  const std::size_t line = text.find('\n');
  if (line == text.npos) return std::nullopt;
  std::string position = text.substr(line + 1);
  if (make_token(purpose, position) != token) return std::nullopt;
  return position;
}

tl::unexpected<ServiceError> refuse_token() {
  return refuse(
      "The NextToken is not valid for this request. Send the one that the last answer gave, with "
      "the same SortBy and SortOrder.");
}

}  // namespace emulator
