#include "app/view_model/filter/invocation_filter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/view_model/filter/invocation_terms.h"
#include "emulator/base/text.h"
#include "emulator/base/text_search.h"

namespace app {
namespace {

using emulator::Invocation;
using emulator::QueryWord;

constexpr std::array kKeys{
    FilterKey{"status", "424, >=400, 4xx, 200..299, running or cancelled"},
    FilterKey{"stage", "a container's name: invocations that reached it"},
    FilterKey{"type", "json, csv, image, text/csv: a request's or an answer's"},
    FilterKey{"time", ">50ms, 1..2s, 80us"},
    FilterKey{"size", ">1MB, 200B: the client's request or answer"},
    FilterKey{"request-size", ">1MB, 200B"},
    FilterKey{"response-size", ">1MB, 200B"},
    FilterKey{"client", "part of what the caller calls itself"},
    FilterKey{"endpoint", "the endpoint that was invoked"},
    FilterKey{"error", "connect, timeout, closed, any, ModelError"},
    FilterKey{"source", "container, mock, recording, canned, hand, kept, fault or edited"},
    FilterKey{"replay", "yes or no"},
    FilterKey{"note", "part of your note", true},
    FilterKey{"id", "128, >=100, 100..120"},
    FilterKey{"header", "Content-Type=text/csv, X-Name (there at all), Name~part"},
    FilterKey{"body", "a text in any body", true},
    FilterKey{"request", "a text in the client's request", true},
    FilterKey{"response", "a text in the client's answer", true},
};
// Terms of the log's search: known here only to say so.
constexpr std::array<std::string_view, 2> kOfLogs{"level", "invocation"};

const FilterKey* key_named(std::string_view name) {
  const auto found = std::ranges::find(kKeys, name, &FilterKey::name);
  return found == kKeys.end() ? nullptr : &*found;
}

std::vector<std::string_view> key_names() {
  std::vector<std::string_view> names;
  for (const FilterKey& key : kKeys) names.push_back(key.name);
  return names;
}

bool is_about_bodies(std::string_view key) {
  return key == "body" || key == "request" || key == "response";
}

// The word while its value is not there yet.
bool is_begun(const QueryWord& word) {
  return std::ranges::all_of(word.values, [](const std::string& v) { return v.empty(); });
}

QueryWord without_blank_values(QueryWord word) {
  std::erase_if(word.values, [](const std::string& value) { return value.empty(); });
  return word;
}

bool has_upper_case(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool holds_text(std::string_view content, const std::string& text) {
  if (has_upper_case(text)) return content.find(text) != content.npos;
  return emulator::find_ignoring_case(content, text) != content.npos;
}

// Each body once: the answer of a hop is the request of the next.
std::vector<emulator::BodyPtr> bodies_of(const Invocation& invocation, const std::string& where) {
  std::vector<emulator::BodyPtr> bodies;
  const auto add = [&](const emulator::BodyPtr& body) {
    if (body && body->size() > 0 && std::ranges::find(bodies, body) == bodies.end())
      bodies.push_back(body);
  };
  if (where != "response") add(invocation.request.body);
  if (where == "body")
    for (const emulator::HopPtr& hop : invocation.hops) {
      add(hop->request.body);
      if (hop->response()) add(hop->response()->body);
      if (hop->error() && hop->error()->partial) add(hop->error()->partial->body);
    }
  if (where != "request" && invocation.response) add(invocation.response->body);
  return bodies;
}

}  // namespace

std::span<const FilterKey> invocation_filter_keys() { return kKeys; }

InvocationFilter::InvocationFilter(std::string_view query) {
  for (const QueryWord& word : emulator::query_words(query)) take(query, word);
}

void InvocationFilter::take_text(std::string text, bool negated) {
  terms_.push_back({negated, invocation_text_test(std::move(text))});
}

void InvocationFilter::take(std::string_view query, const QueryWord& written) {
  const auto wrong = [&](emulator::QueryProblem problem) {
    if (!problem_) problem_ = std::move(problem);
    terms_.push_back({false, [](const Invocation&) { return false; }});
  };
  if (written.key.empty()) return take_text(written.value(), written.negated);
  const FilterKey* key = key_named(written.key);
  if (!key && std::ranges::find(kOfLogs, written.key) != kOfLogs.end())
    return wrong({"`" + written.key + "` is a term of the log's search", written.begin,
                  written.key.size() + (written.negated ? 1 : 0)});
  if (!key) {
    auto problem = emulator::unknown_term(written, key_names());
    if (problem.text.find("did you mean") != problem.text.npos) return wrong(std::move(problem));
    const std::size_t begin = written.begin + (written.negated ? 1 : 0);
    return take_text(std::string(query.substr(begin, written.end - begin)), written.negated);
  }
  if (is_begun(written)) return;
  const QueryWord word = without_blank_values(written);
  if (is_about_bodies(word.key)) return bodies_.push_back({word.negated, word.key, word.values});
  if (auto test = invocation_test(word.key, word))
    return terms_.push_back({word.negated, std::move(*test)});
  wrong(value_problem(word, "`" + word.key + "` takes " + std::string(key->takes)));
}

bool InvocationFilter::matches(const Invocation& invocation) const {
  return std::ranges::all_of(
      terms_, [&](const Term& term) { return term.holds(invocation) != term.negated; });
}

BodyVerdict InvocationFilter::bodies_match(const Invocation& invocation,
                                           const ReadBody& read) const {
  BodyVerdict verdict{true, 0};
  for (const BodyTerm& term : bodies_) {
    bool found = false;
    for (const emulator::BodyPtr& body : bodies_of(invocation, term.where)) {
      auto bytes = body->in_memory();
      if (!bytes && read) bytes = read(*body).value_or(nullptr);
      if (!bytes) ++verdict.unread;
      found = bytes && std::ranges::any_of(term.texts, [&](const std::string& text) {
                return holds_text(bytes->view(), text);
              });
      if (found) break;
    }
    verdict.matches = verdict.matches && found != term.negated;
  }
  return verdict;
}

bool is_type(std::string_view content_type, std::string_view name) {
  const std::string_view media = emulator::trim(content_type.substr(0, content_type.find(';')));
  if (name.find('/') != name.npos) return emulator::begins_ignoring_case(media, name);
  // One of its words: "application/vnd.acme+json" is json, "application/jsonlines" is not.
  const auto ends_word = [&](std::size_t at) {
    return at >= media.size() || std::string_view("/+-.").find(media[at]) != media.npos;
  };
  for (std::size_t at = emulator::find_ignoring_case(media, name); at != media.npos;
       at = emulator::find_ignoring_case(media, name, at + 1))
    if ((at == 0 || ends_word(at - 1)) && ends_word(at + name.size())) return true;
  return false;
}

}  // namespace app
