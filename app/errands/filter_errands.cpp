#include "app/errands/filter_errands.h"

#include <chrono>
#include <utility>

#include "app/actions/actions.h"
#include "app/view_model/filter/query_edit.h"

namespace app {
namespace {

// What was found is on the screen soon after, and Stop is heard.
constexpr std::chrono::milliseconds kLongest{60};

}  // namespace

BodySearchResult searched(const BodySearchPart& part, const LoadBody& load) {
  BodySearchResult result{.search = part.search};
  const auto begin = std::chrono::steady_clock::now();
  for (const emulator::InvocationPtr& invocation : part.invocations) {
    const bool late = result.searched > 0 && std::chrono::steady_clock::now() - begin > kLongest;
    if (late || *part.stop) {
      result.left.push_back(invocation->id);
      continue;
    }
    const BodyVerdict verdict = part.filter.bodies_match(*invocation, load);
    if (verdict.matches) result.found.push_back(invocation->id);
    result.unread += verdict.unread;
    ++result.searched;
  }
  return result;
}

Errand search_bodies(BodySearchPart part, LoadBody load) {
  return {[part = std::move(part), load = std::move(load)]() -> AfterErrand {
    return [result = searched(part, load)](const ActionContext& c) {
      c.state.list.matches.take(result);
    };
  }};
}

Errand filter_by(std::string key, std::string value) {
  return {[key = std::move(key), value = std::move(value)]() -> AfterErrand {
    return [=](const ActionContext& c) {
      c.state.left_shown = true;
      c.state.list.filter = with_term(c.state.list.filter, key, value);
    };
  }};
}

}  // namespace app
