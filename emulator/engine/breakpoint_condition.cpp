#include "emulator/engine/breakpoint_condition.h"

#include <algorithm>
#include <array>
#include <string>

namespace emulator {
namespace {

constexpr std::array<std::string_view, 5> kKeys{"status", "size", "header", "json", "time"};

tl::unexpected<Error> refused(const QueryProblem& problem) {
  return fail(ErrorCode::InvalidInput,
              "The condition cannot be read at character " + std::to_string(problem.at + 1) + ": " +
                  problem.text,
              "Write terms as in status:>=400 size:>1MB header:content-type=text/csv json:$.a.b=3 "
              "time:>50ms");
}

bool passes(const FieldTest& test, std::string_view value) {
  return !test.sign || holds(*test.sign, value, test.value);
}

}  // namespace

// What the terms are about at one moment.
struct BreakpointCondition::Message {
  const Hop& hop;
  const Headers& headers;
  const BodyPtr& body;
};

Result<BreakpointCondition> BreakpointCondition::parse(std::string_view text, HoldMoment moment) {
  BreakpointCondition condition;
  for (const QueryWord& word : query_words(text)) {
    auto term = term_of(word, moment);
    if (!term) return fail(term.error());
    condition.terms_.push_back(std::move(*term));
  }
  return condition;
}

Result<BreakpointCondition::Term> BreakpointCondition::term_of(const QueryWord& word,
                                                               HoldMoment moment) {
  if (word.unfinished) return refused(value_problem(word, "a quote is not closed"));
  if (std::ranges::find(kKeys, word.key) == kKeys.end()) return refused(unknown_term(word, kKeys));
  if (word.sign != ':' || word.value().empty())
    return refused(value_problem(word, "`" + word.key + "` needs a colon and a value"));
  Term term{.negated = word.negated, .what = HeaderTerm{}};
  if (word.key == "header") {
    term.what = HeaderTerm{field_tests(word)};
    return term;
  }
  if (word.key == "json") {
    auto json = json_term(word);
    if (!json) return fail(json.error());
    term.what = std::move(*json);
    return term;
  }
  auto figure = figure_term(word, moment);
  if (!figure) return fail(figure.error());
  term.what = std::move(*figure);
  return term;
}

Result<BreakpointCondition::FigureTerm> BreakpointCondition::figure_term(const QueryWord& word,
                                                                         HoldMoment moment) {
  FigureTerm term;
  auto kind = NumberKind::Plain;
  if (word.key == "size") {
    term.figure = Figure::Size;
    kind = NumberKind::Size;
  } else if (word.key == "time") {
    term.figure = Figure::Time;
    kind = NumberKind::Time;
  }
  if (moment == HoldMoment::BeforeRequest && term.figure != Figure::Size)
    return refused(value_problem(word, "`" + word.key + "` is known after the answer only"));
  for (const std::string& value : word.values) {
    const auto range = number_range(value, kind);
    if (!range)
      return refused(value_problem(word, "`" + value + "` is not a number as in " + word.key +
                                             (term.figure == Figure::Status ? ":>=400"
                                              : term.figure == Figure::Size ? ":>1MB"
                                                                            : ":>50ms")));
    term.ranges.push_back(*range);
  }
  return term;
}

Result<BreakpointCondition::JsonTerm> BreakpointCondition::json_term(const QueryWord& word) {
  JsonTerm term{field_tests(word), {}};
  for (const FieldTest& test : term.tests) {
    auto path = JsonPath::parse(test.name);
    if (!path)
      return refused(value_problem(word, "`" + test.name + "` is not a path as in $.rows[0].name"));
    term.paths.push_back(std::move(*path));
  }
  return term;
}

bool BreakpointCondition::holds(const Hop& hop, HoldMoment moment,
                                const HttpRequest& request) const {
  const HttpResponse* response = moment == HoldMoment::AfterResponse ? hop.response() : nullptr;
  const Message message{.hop = hop,
                        .headers = response != nullptr ? response->headers : request.headers,
                        .body = response != nullptr ? response->body : request.body};
  return std::ranges::all_of(terms_, [&](const Term& term) {
    return std::visit([&](const auto& what) { return is_so(what, message); }, term.what) !=
           term.negated;
  });
}

bool BreakpointCondition::is_so(const FigureTerm& term, const Message& message) {
  double number = 0;
  if (term.figure == Figure::Status)
    number = message.hop.response() != nullptr ? message.hop.response()->status : 0;
  if (term.figure == Figure::Size)
    number = message.body ? static_cast<double>(message.body->size()) : 0;
  if (term.figure == Figure::Time)
    number = static_cast<double>(message.hop.timing.container().count());
  return std::ranges::any_of(term.ranges,
                             [&](const NumberRange& range) { return range.holds(number); });
}

bool BreakpointCondition::is_so(const HeaderTerm& term, const Message& message) {
  return std::ranges::any_of(term.tests, [&](const FieldTest& test) {
    const auto value = message.headers.get(test.name);
    return value && passes(test, *value);
  });
}

bool BreakpointCondition::is_so(const JsonTerm& term, const Message& message) {
  const auto content = message.body ? message.body->in_memory() : nullptr;
  if (!content) return false;
  for (std::size_t i = 0; i < term.tests.size(); ++i) {
    const auto value = term.paths[i].value_in(content->view());
    if (value && passes(term.tests[i], *value)) return true;
  }
  return false;
}

}  // namespace emulator
