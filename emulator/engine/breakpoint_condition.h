#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "emulator/base/query_terms.h"
#include "emulator/base/result.h"
#include "emulator/codec/json_path.h"
#include "emulator/model/breakpoint.h"
#include "emulator/model/hop.h"

namespace emulator {

// What must hold of a hop for a breakpoint to hold it: `status:>=400 size:>1MB
// header:content-type=text/csv json:$.a.b=3 time:>50ms`, all of them; a minus before one negates
// it. Size, header and json are about the request before it is sent, about the answer afterwards;
// status and time are known afterwards only.
class BreakpointCondition {
 public:
  // Refuses with the position what means nothing, or nothing at that moment.
  static Result<BreakpointCondition> parse(std::string_view text, HoldMoment moment);

  // `request` is what is about to be sent, or was. Needs the bodies in memory for `json`.
  bool holds(const Hop& hop, HoldMoment moment, const HttpRequest& request) const;

 private:
  enum class Figure { Status, Size, Time };
  struct FigureTerm {
    Figure figure = Figure::Status;
    std::vector<NumberRange> ranges;  // any of them
  };
  struct HeaderTerm {
    std::vector<FieldTest> tests;
  };
  struct JsonTerm {
    std::vector<FieldTest> tests;
    std::vector<JsonPath> paths;  // of the tests
  };
  struct Term {
    bool negated = false;
    std::variant<FigureTerm, HeaderTerm, JsonTerm> what;
  };
  struct Message;

  static Result<Term> term_of(const QueryWord& word, HoldMoment moment);
  static Result<FigureTerm> figure_term(const QueryWord& word, HoldMoment moment);
  static Result<JsonTerm> json_term(const QueryWord& word);
  static bool is_so(const FigureTerm& term, const Message& message);
  static bool is_so(const HeaderTerm& term, const Message& message);
  static bool is_so(const JsonTerm& term, const Message& message);

  std::vector<Term> terms_;
};

}  // namespace emulator
