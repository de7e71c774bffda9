#include "app/view_model/filter/invocation_terms.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "app/view_model/address_words.h"
#include "app/view_model/filter/invocation_filter.h"
#include "emulator/base/text.h"
#include "emulator/base/text_search.h"

namespace app {
namespace {

using emulator::Invocation;
using emulator::NumberKind;
using emulator::NumberRange;
using emulator::QueryWord;

bool contains(std::string_view text, std::string_view part) {
  return emulator::find_ignoring_case(text, part) != text.npos;
}

// One of the word's values; with a tilde part of a text, else all of it.
using TextTest = std::function<bool(std::string_view)>;
TextTest text_test(const QueryWord& word, bool part = false) {
  return [values = word.values, part = part || word.sign == '~'](std::string_view text) {
    return std::ranges::any_of(values, [&](const std::string& value) {
      return part ? contains(text, value) : emulator::equals_ignoring_case(text, value);
    });
  };
}

using NumberTest = std::function<bool(double)>;
std::optional<NumberTest> number_test(const QueryWord& word, NumberKind kind) {
  std::vector<NumberRange> ranges;
  for (const std::string& value : word.values) {
    const auto range = emulator::number_range(value, kind);
    if (!range) return std::nullopt;
    ranges.push_back(*range);
  }
  return [ranges](double number) {
    return std::ranges::any_of(ranges, [&](const NumberRange& r) { return r.holds(number); });
  };
}

// "running" and "cancelled" are statuses, too; what is still being typed counts as what it may
// become.
std::optional<InvocationTest> status_test(const QueryWord& word) {
  std::vector<NumberRange> ranges;
  bool running = false;
  bool cancelled = false;
  for (const std::string& value : word.values) {
    if (const auto range = emulator::number_range(value)) {
      ranges.push_back(*range);
    } else if (emulator::begins_ignoring_case("running", value)) {
      running = true;
    } else if (emulator::begins_ignoring_case("cancelled", value)) {
      cancelled = true;
    } else {
      return std::nullopt;
    }
  }
  return [ranges, running, cancelled](const Invocation& invocation) {
    if (!invocation.finished) return running;
    if (!invocation.response) return cancelled;
    const int status = invocation.response->status;
    return std::ranges::any_of(ranges, [&](const NumberRange& r) { return r.holds(status); });
  };
}

template <typename Test>
bool any_hop(const Invocation& invocation, const Test& test) {
  return std::ranges::any_of(invocation.hops,
                             [&](const emulator::HopPtr& hop) { return test(*hop); });
}

InvocationTest stage_test(const QueryWord& word) {
  return [test = text_test(word)](const Invocation& invocation) {
    return any_hop(invocation,
                   [&](const emulator::Hop& hop) { return test(hop.container_hostname); });
  };
}

// The length first, then a letter: millions of names are looked at for one filter.
bool is_named(const emulator::Header& header, std::string_view name) {
  constexpr char kCase = 0x20;
  if (header.name.size() != name.size()) return false;
  if (name.empty() || (header.name[0] | kCase) != (name[0] | kCase)) return false;
  return header.name == name || emulator::equals_ignoring_case(header.name, name);
}

// Asks about a text once and remembers the answer: messages say the same few things again and
// again.
template <typename Asks>
class Remembered {
 public:
  explicit Remembered(Asks asks) : asks_(std::move(asks)) {}
  bool operator()(const std::string& text) {
    for (const Said& said : said_)
      if (said.known && said.text == text) return said.verdict;
    Said& oldest = said_[next_++ % said_.size()];
    oldest = {text, asks_(text), true};
    return oldest.verdict;
  }

 private:
  struct Said {
    std::string text;
    bool verdict = false;
    bool known = false;
  };
  Asks asks_;
  std::array<Said, 8> said_;
  std::size_t next_ = 0;
};

template <typename Asks>
bool of_type(const emulator::Headers& headers, Asks& is_one) {
  for (const emulator::Header& header : headers)
    if (is_named(header, "Content-Type")) return is_one(header.value);
  return false;
}

// Of the client's request or answer, or of any hop's.
InvocationTest type_test(const QueryWord& word) {
  const auto is_any = [names = word.values](std::string_view content_type) {
    return std::ranges::any_of(
        names, [&](const std::string& name) { return is_type(content_type, name); });
  };
  return [is_one = Remembered(is_any)](const Invocation& invocation) mutable {
    const auto& sent = invocation.request.content_type;
    if (sent && is_one(*sent)) return true;
    if (invocation.response && of_type(invocation.response->headers, is_one)) return true;
    return any_hop(invocation, [&](const emulator::Hop& hop) {
      return of_type(hop.request.headers, is_one) ||
             (hop.response() && of_type(hop.response()->headers, is_one));
    });
  };
}

std::optional<InvocationTest> time_test(const QueryWord& word) {
  const auto test = number_test(word, NumberKind::Time);
  if (!test) return std::nullopt;
  return [test = *test](const Invocation& invocation) {
    return invocation.finished && test(static_cast<double>(invocation.duration.count()));
  };
}

std::optional<InvocationTest> size_test(const QueryWord& word, bool request, bool response) {
  const auto test = number_test(word, NumberKind::Size);
  if (!test) return std::nullopt;
  return [test = *test, request, response](const Invocation& invocation) {
    const auto fits = [&](const emulator::BodyPtr& body) {
      return test(body ? static_cast<double>(body->size()) : 0);
    };
    return (request && fits(invocation.request.body)) ||
           (response && invocation.response && fits(invocation.response->body));
  };
}

// "timeout", "closed": what happened on the wire; "any" of them; or part of the error that the
// client was told: "ModelError".
InvocationTest error_test(const QueryWord& word) {
  return [values = word.values](const Invocation& invocation) {
    return std::ranges::any_of(values, [&](const std::string& value) {
      const bool wire = any_hop(invocation, [&](const emulator::Hop& hop) {
        return hop.error() && (value == "any" ||
                               emulator::begins_ignoring_case(to_text(hop.error()->kind), value));
      });
      if (wire || !invocation.response) return wire;
      const auto told = invocation.response->headers.get("x-amzn-ErrorType");
      return told && (value == "any" || contains(*told, value));
    });
  };
}

bool is_source(const emulator::Hop& hop, std::string_view name) {
  using emulator::HopSource;
  const HopSource source = hop.source;
  if (name == "mock") return source == HopSource::Recording || source == HopSource::Canned;
  if (name == "fault") return hop.fault != emulator::FaultKind::None;
  if (name == "edited") return hop.request_before_edit || hop.response_before_edit;
  return emulator::begins_ignoring_case(to_text(source), name);
}

std::optional<InvocationTest> source_test(const QueryWord& word) {
  using emulator::HopSource;
  constexpr std::array kAll{HopSource::Container, HopSource::Recording, HopSource::Canned,
                            HopSource::Hand, HopSource::Kept};
  for (const std::string& value : word.values) {
    const bool known = value == "mock" || value == "fault" || value == "edited" ||
                       std::ranges::any_of(kAll, [&](HopSource source) {
                         return emulator::begins_ignoring_case(to_text(source), value);
                       });
    if (!known) return std::nullopt;
  }
  return [values = word.values](const Invocation& invocation) {
    return any_hop(invocation, [&](const emulator::Hop& hop) {
      return std::ranges::any_of(values, [&](const auto& value) { return is_source(hop, value); });
    });
  };
}

std::optional<InvocationTest> replay_test(const QueryWord& word) {
  if (std::string_view("yes").starts_with(word.value()))
    return [](const Invocation& invocation) { return static_cast<bool>(invocation.replay_of); };
  if (std::string_view("no").starts_with(word.value()))
    return [](const Invocation& invocation) { return !invocation.replay_of; };
  return std::nullopt;
}

std::optional<InvocationTest> id_test(const QueryWord& word) {
  const auto test = number_test(word, NumberKind::Plain);
  if (!test) return std::nullopt;
  return [test = *test](const Invocation& invocation) {
    return test(static_cast<double>(invocation.id.value));
  };
}

bool value_fits(const emulator::FieldTest& test, std::string_view value) {
  return !test.sign || test.value.empty() || emulator::holds(*test.sign, value, test.value);
}

// One field of a word: its name, and what is said of its value.
struct HeaderTest {
  explicit HeaderTest(const emulator::FieldTest& test)
      : name(test.name), fits([test](std::string_view value) { return value_fits(test, value); }) {}
  bool operator()(const emulator::Headers& headers) {
    return std::ranges::any_of(headers, [this](const emulator::Header& header) {
      return is_named(header, name) && fits(header.value);
    });
  }

  std::string name;
  Remembered<std::function<bool(std::string_view)>> fits;
};

// Any message of it, the client's answer included.
InvocationTest header_test(const QueryWord& word) {
  std::vector<HeaderTest> tests;
  for (const emulator::FieldTest& test : emulator::field_tests(word)) tests.emplace_back(test);
  return [tests = std::move(tests)](const Invocation& invocation) mutable {
    return std::ranges::any_of(tests, [&](HeaderTest& test) {
      if (invocation.response && test(invocation.response->headers)) return true;
      return any_hop(invocation, [&](const emulator::Hop& hop) {
        return test(hop.request.headers) || (hop.response() && test(hop.response()->headers));
      });
    });
  };
}

InvocationTest endpoint_test(const QueryWord& word) {
  return [test = text_test(word)](const Invocation& invocation) {
    return came_through_address(invocation) && test(invocation.endpoint.endpoint);
  };
}
InvocationTest client_test(const QueryWord& word) {
  return [test = text_test(word, true)](const Invocation& invocation) {
    return test(invocation.client);
  };
}
InvocationTest note_test(const QueryWord& word) {
  return [test = text_test(word, true)](const Invocation& invocation) {
    return test(invocation.note);
  };
}

using MakeTest = std::optional<InvocationTest> (*)(const QueryWord&);
constexpr std::array<std::pair<std::string_view, MakeTest>, 15> kTests{{
    {"status", status_test},
    {"stage", [](const QueryWord& w) { return std::optional(stage_test(w)); }},
    {"type", [](const QueryWord& w) { return std::optional(type_test(w)); }},
    {"time", time_test},
    {"size", [](const QueryWord& w) { return size_test(w, true, true); }},
    {"request-size", [](const QueryWord& w) { return size_test(w, true, false); }},
    {"response-size", [](const QueryWord& w) { return size_test(w, false, true); }},
    {"client", [](const QueryWord& w) { return std::optional(client_test(w)); }},
    {"endpoint", [](const QueryWord& w) { return std::optional(endpoint_test(w)); }},
    {"error", [](const QueryWord& w) { return std::optional(error_test(w)); }},
    {"source", source_test},
    {"replay", replay_test},
    {"note", [](const QueryWord& w) { return std::optional(note_test(w)); }},
    {"id", id_test},
    {"header", [](const QueryWord& w) { return std::optional(header_test(w)); }},
}};

}  // namespace

std::optional<InvocationTest> invocation_test(std::string_view key, const QueryWord& word) {
  for (const auto& [name, make] : kTests)
    if (name == key) return make(word);
  return std::nullopt;
}

InvocationTest invocation_text_test(std::string text) {
  return [text = std::move(text)](const Invocation& invocation) {
    return std::to_string(invocation.id.value) == text || contains(invocation.request.name, text) ||
           contains(invocation.model_name, text) || contains(invocation.uuid, text) ||
           contains(invocation.note, text);
  };
}

}  // namespace app
