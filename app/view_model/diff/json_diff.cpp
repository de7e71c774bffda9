#include "app/view_model/diff/json_diff.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "app/view_model/bodies/visible_text.h"
#include "app/view_model/diff/alignment.h"
#include "app/view_model/diff/json_values.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using Kind = DiffRow::Kind;
using Type = JsonValues::Type;

constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);

struct Pair {
  std::uint32_t before = kNone, after = kNone;
  std::uint32_t position = 0;  // of an element: in what it is now, or where it was
};

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

std::string step_of(const std::string& name) {
  const std::string shown = visible_text(name, 60);
  return is_plain_name(shown) ? "." + shown : "[\"" + shown + "\"]";
}

// Walks both trees side by side. A loop, so that depth costs no stack.
class JsonComparison {
 public:
  JsonComparison(JsonValues& before, JsonValues& after, const Tolerance& tolerance)
      : before_(before), after_(after), tolerance_(tolerance) {
    diff_.form = DiffForm::Json;
  }

  BodyDiff run() {
    compare({0, 0, 0});
    while (!levels_.empty()) {
      Level& level = levels_.back();
      if (level.at == level.pairs.size()) {
        levels_.pop_back();
      } else {
        compare(level.pairs[level.at++]);
      }
    }
    if (gave_up_)
      diff_.remark = "Arrays too large and too different to find the elements that moved";
    return std::move(diff_);
  }

 private:
  struct Level {
    std::vector<Pair> pairs;
    std::size_t at = 0;  // the next one
    bool object = false;
  };

  void compare(const Pair& pair) {
    if (pair.before == kNone || pair.after == kNone) return lone(pair);
    const Type was = before_.type(pair.before);
    const Type is = after_.type(pair.after);
    if (was == is && was == Type::Object) return members(pair);
    if (was == is && was == Type::Array) return elements(pair);
    ++diff_.compared;
    if (was == is && same_scalar(pair, was)) return;
    DiffRow row;
    row.kind = Kind::Changed;
    if (wants_row()) {
      row.place = path();
      row.before = shown(before_, pair.before);
      row.after = shown(after_, pair.after);
      if (was != is && !(was == Type::Word && is == Type::Word))
        row.after += " (" + std::string(to_text(was)) + " → " + std::string(to_text(is)) + ")";
    }
    add_difference(diff_, std::move(row));
  }

  bool same_scalar(const Pair& pair, Type type) {
    const std::string_view was = before_.text(pair.before);
    const std::string_view is = after_.text(pair.after);
    if (was == is) return true;
    if (type == Type::String) return before_.meaning(pair.before) == after_.meaning(pair.after);
    bool near = false;
    const bool same = type == Type::Number && same_value(was, is, tolerance_, near);
    diff_.near += near ? 1 : 0;
    return same;
  }

  void lone(const Pair& pair) {
    ++diff_.compared;
    DiffRow row;
    row.kind = pair.after == kNone ? Kind::Removed : Kind::Added;
    if (wants_row()) {
      row.place = path();
      if (pair.before != kNone) row.before = shown(before_, pair.before);
      if (pair.after != kNone) row.after = shown(after_, pair.after);
    }
    add_difference(diff_, std::move(row));
  }

  // In the order of what was, then what came.
  void members(const Pair& pair) {
    const auto was = before_.children(pair.before);
    const auto is = after_.children(pair.after);
    std::unordered_multimap<std::string, std::size_t> by_name;
    for (std::size_t i = 0; i < is.size(); ++i) by_name.emplace(after_.name(is[i]), i);
    Level level;
    level.object = true;
    std::vector<bool> taken(is.size());
    for (const std::uint32_t member : was) {
      const auto found = by_name.find(before_.name(member));
      if (found == by_name.end()) {
        level.pairs.push_back({member, kNone, 0});
        continue;
      }
      level.pairs.push_back({member, is[found->second], 0});
      taken[found->second] = true;
      by_name.erase(found);
    }
    for (std::size_t i = 0; i < is.size(); ++i)
      if (!taken[i]) level.pairs.push_back({kNone, is[i], 0});
    go_into(std::move(level));
  }

  void elements(const Pair& pair) {
    const auto was = before_.children(pair.before);
    const auto is = after_.children(pair.after);
    Level level;
    if (was.size() == is.size()) {
      for (std::uint32_t i = 0; i < was.size(); ++i) level.pairs.push_back({was[i], is[i], i});
      return go_into(std::move(level));
    }
    std::unordered_map<std::uint64_t, std::uint32_t> known;
    const auto ids = [&](JsonValues& values, const std::vector<std::uint32_t>& nodes) {
      std::vector<std::uint32_t> out;
      for (const std::uint32_t node : nodes)
        out.push_back(known.try_emplace(values.hash(node), known.size()).first->second);
      return out;
    };
    const auto was_ids = ids(before_, was);
    const Alignment alignment = align(was_ids, ids(after_, is));
    gave_up_ = gave_up_ || alignment.gave_up;
    std::uint32_t b = 0;
    std::uint32_t a = 0;
    const auto between = [&](std::uint32_t b_end, std::uint32_t a_end) {
      for (; b < b_end && a < a_end; ++b, ++a) level.pairs.push_back({was[b], is[a], a});
      for (; b < b_end; ++b) level.pairs.push_back({was[b], kNone, b});
      for (; a < a_end; ++a) level.pairs.push_back({kNone, is[a], a});
    };
    for (const auto& [same_b, same_a] : alignment.pairs) {
      between(same_b, same_a);
      level.pairs.push_back({was[b], is[a], a});
      ++b, ++a;
    }
    between(static_cast<std::uint32_t>(was.size()), static_cast<std::uint32_t>(is.size()));
    go_into(std::move(level));
  }

  void go_into(Level level) {
    if (level.pairs.empty()) ++diff_.compared;  // an empty container is a value
    levels_.push_back(std::move(level));
  }

  bool wants_row() const { return diff_.rows.size() < kMostDiffRows; }

  // Of the pair at hand, as JSONPath writes it.
  std::string path() const {
    constexpr std::size_t kMostSteps = 60;  // nobody reads a longer path
    std::string out = levels_.size() > kMostSteps ? "$…" : "$";
    const std::size_t first = levels_.size() > kMostSteps ? levels_.size() - kMostSteps : 0;
    for (std::size_t i = first; i < levels_.size(); ++i) {
      const Level& level = levels_[i];
      const Pair& pair = level.pairs[level.at - 1];
      if (!level.object) {
        out += "[" + std::to_string(pair.position) + "]";
      } else {
        out += step_of(pair.after == kNone ? before_.name(pair.before) : after_.name(pair.after));
      }
    }
    return out;
  }

  static std::string shown(const JsonValues& values, std::uint32_t node) {
    const std::string_view text = values.text(node);
    std::string out = visible_text(text.substr(0, 4 * kMostDiffColumns), kMostDiffColumns);
    if (text.size() > out.size() + 8) out += "…";
    return out;
  }

  JsonValues& before_;
  JsonValues& after_;
  const Tolerance& tolerance_;
  std::vector<Level> levels_;
  bool gave_up_ = false;
  BodyDiff diff_;
};

}  // namespace

emulator::Result<BodyDiff> diff_json(std::string_view before, std::string_view after,
                                     const Tolerance& tolerance) {
  JsonValues was(before);
  JsonValues is(after);
  for (const auto& [values, which] : {std::pair{&was, "the first"}, std::pair{&is, "the second"}})
    if (!values->problem().empty())
      return emulator::fail(emulator::ErrorCode::InvalidInput,
                            std::string(which) + " is no JSON (" + values->problem() + ")");
  return JsonComparison(was, is, tolerance).run();
}

}  // namespace app
