#include "app/view_model/diff/invocation_diff.h"

#include <algorithm>
#include <cmath>

#include "app/view_model/diff/alignment.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Hop;
using emulator::Invocation;
using emulator::Nanoseconds;

// A stage of a route: reached, or only on the way.
struct Step {
  std::string name;
  emulator::StageId id;      // none: not reached
  const Hop* hop = nullptr;  // null: not reached
};

std::vector<Step> steps_of(const Invocation& invocation) {
  std::vector<Step> steps;
  for (const emulator::HopPtr& hop : invocation.hops)
    steps.push_back({hop->container_hostname, hop->stage, hop.get()});
  for (std::size_t i = steps.size(); i < invocation.order.size(); ++i)
    steps.push_back({invocation.order[i], {}, nullptr});
  return steps;
}

bool same_stage(const Step& a, const Step& b) {
  return a.id && b.id ? a.id == b.id : a.name == b.name;
}

// For each step of one route its stage in the other, or -1.
std::vector<int> partners(const std::vector<Step>& steps, const std::vector<Step>& others) {
  std::vector<int> found;
  std::vector<bool> taken(others.size());
  for (const Step& step : steps) {
    int at = -1;
    for (std::size_t i = 0; i < others.size() && at < 0; ++i)
      if (!taken[i] && same_stage(step, others[i])) at = static_cast<int>(i);
    if (at >= 0) taken[static_cast<std::size_t>(at)] = true;
    found.push_back(at);
  }
  return found;
}

std::string size_text(const emulator::BodyPtr& body) {
  return emulator::format_size(body ? body->size() : 0);
}

HopSide side_of(const std::vector<Step>& steps, int at) {
  HopSide side;
  if (at < 0) return side;
  side.hop = at + 1;
  const Hop* hop = steps[static_cast<std::size_t>(at)].hop;
  if (!hop) return side;
  side.called = true;
  side.status = hop_words(*hop);
  const ComparedMessage response = response_of(*hop);
  side.sizes = size_text(hop->request.body) + " ▸ " + size_text(response.body);
  side.duration = hop->timing.container();
  return side;
}

MessageVerdict verdict_of(const MessageDiff& diff) { return {!diff.same(), message_verdict(diff)}; }

// What can be said of hops of which one was not called.
MessageVerdict lone_verdict(const HopSide& before, const HopSide& after) {
  if (!before.called && !after.called) return {before.hop == 0 || after.hop == 0, "not called"};
  if (before.hop == 0) return {true, "only in B"};
  if (after.hop == 0) return {true, "only in A"};
  return {true, before.called ? "not called in B" : "not called in A"};
}

class Comparison {
 public:
  Comparison(const Invocation& before, const Invocation& after, const Tolerance& tolerance,
             const FindContent& content)
      : before_(before), after_(after), wish_{DiffForm::Auto, tolerance}, content_(content) {}

  InvocationComparison run() {
    was_ = steps_of(before_);
    is_ = steps_of(after_);
    pair_hops();
    out_.request = verdict_of(
        diff_messages(client_request_of(before_), client_request_of(after_), wish_, content_));
    out_.response = verdict_of(
        diff_messages(client_response_of(before_), client_response_of(after_), wish_, content_));
    summarise();
    return std::move(out_);
  }

 private:
  void pair_hops() {
    const std::vector<int> to_after = partners(was_, is_);
    const std::vector<int> to_before = partners(is_, was_);
    std::size_t next = 0;  // of `after`: those before it have a row
    const auto add_new = [&](std::size_t end) {
      for (; next < end; ++next)
        if (to_before[next] < 0) add(-1, static_cast<int>(next));
    };
    const std::vector<bool> kept = in_order(to_after);
    for (std::size_t b = 0; b < was_.size(); ++b) {
      if (kept[b]) add_new(static_cast<std::size_t>(to_after[b]));
      add(static_cast<int>(b), to_after[b]);
      out_.hops.back().moved = to_after[b] >= 0 && !kept[b];
    }
    add_new(is_.size());
  }

  // Which steps stand in the same order in both: as many as can be.
  static std::vector<bool> in_order(const std::vector<int>& to_after) {
    std::vector<std::uint32_t> was;
    std::vector<std::uint32_t> is;
    for (const int at : to_after)
      if (at >= 0) was.push_back(static_cast<std::uint32_t>(at));
    is = was;
    std::ranges::sort(is);
    std::vector<bool> kept(to_after.size());
    for (const auto& [b, a] : align(was, is).pairs) {
      const auto place = std::ranges::find(to_after, static_cast<int>(was[b]));
      kept[static_cast<std::size_t>(place - to_after.begin())] = true;
    }
    return kept;
  }

  void add(int b, int a) {
    HopComparison row;
    row.before = side_of(was_, b);
    row.after = side_of(is_, a);
    const std::vector<Step>& named = a >= 0 ? is_ : was_;
    row.stage = named[static_cast<std::size_t>(a >= 0 ? a : b)].name;
    if (row.before.called && row.after.called) {
      const Hop& was = *was_[static_cast<std::size_t>(b)].hop;
      const Hop& is = *is_[static_cast<std::size_t>(a)].hop;
      row.request = verdict_of(diff_messages(request_of(was), request_of(is), wish_, content_));
      row.response = verdict_of(diff_messages(response_of(was), response_of(is), wish_, content_));
    } else {
      row.request = row.response = lone_verdict(row.before, row.after);
    }
    out_.hops.push_back(std::move(row));
  }

  static std::string status_of(const Invocation& invocation) {
    return invocation_words(invocation).text;
  }

  std::string first_difference() const {
    const auto moved = std::ranges::find_if(out_.hops, &HopComparison::moved);
    if (moved != out_.hops.end()) return "another order: " + moved->stage + " stands elsewhere";
    for (const HopComparison& hop : out_.hops) {
      const std::string at =
          "hop " + std::to_string(hop.before.hop > 0 ? hop.before.hop : hop.after.hop);
      if (!hop.differs()) continue;
      if (!hop.before.called || !hop.after.called)
        return at + " " + hop.stage + ": " + hop.request.text;
      return "differs at " + at +
             (hop.request.differs ? " request " + hop.request.text
                                  : " response " + hop.response.text);
    }
    if (out_.request.differs) return "the client's request differs: " + out_.request.text;
    if (out_.response.differs) return "the client's response differs: " + out_.response.text;
    return "same";
  }

  void summarise() {
    const std::string was = status_of(before_);
    const std::string is = status_of(after_);
    out_.summary = was == is ? first_difference() : "status " + was + " → " + is;
    out_.differs = out_.summary != "same";
  }

  const Invocation& before_;
  const Invocation& after_;
  DiffWish wish_;
  const FindContent& content_;
  std::vector<Step> was_, is_;
  InvocationComparison out_;
};

}  // namespace

InvocationComparison compare_invocations(const Invocation& before, const Invocation& after,
                                         const Tolerance& tolerance, const FindContent& content) {
  return Comparison(before, after, tolerance, content).run();
}

std::string latency_change_text(Nanoseconds before, Nanoseconds after) {
  const Nanoseconds change = after - before;
  if (change == Nanoseconds{0}) return "±0";
  const std::string sign = change > Nanoseconds{0} ? "+" : "−";
  const Nanoseconds size = change > Nanoseconds{0} ? change : -change;
  std::string text = sign + emulator::format_duration(size);
  if (before > Nanoseconds{0}) {
    const double share = static_cast<double>(size.count()) / static_cast<double>(before.count());
    text += share < 10
                ? " (" + sign + std::to_string(std::lround(share * 100)) + " %)"
                : " (" +
                      emulator::format_count(static_cast<std::uint64_t>(std::llround(share + 1))) +
                      " times)";
  }
  return text;
}

std::string comparison_as_text(const InvocationComparison& comparison) {
  const auto side = [](const HopSide& hop) {
    if (hop.hop == 0) return std::string("–\t–\t–");
    if (!hop.called) return std::string("not called\t–\t–");
    return hop.status.text + "\t" + hop.sizes + "\t" + emulator::format_duration(hop.duration);
  };
  std::string out =
      "Stage\tStatus A\tSizes A\tTime A\tStatus B\tSizes B\tTime B\tRequest\tResponse\n";
  for (const HopComparison& hop : comparison.hops)
    out += hop.stage + "\t" + side(hop.before) + "\t" + side(hop.after) + "\t" + hop.request.text +
           "\t" + hop.response.text + "\n";
  return out;
}

}  // namespace app
