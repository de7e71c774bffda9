#include "emulator/codec/recordings/redaction.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "emulator/base/text.h"
#include "emulator/codec/json_text.h"

namespace emulator {
namespace {

constexpr std::string_view kMask = "••••";
constexpr std::array<std::string_view, 7> kSecretHeaders = {
    "Authorization", "Proxy-Authorization",  "Cookie",    "Set-Cookie",
    "X-Api-Key",     "X-Amz-Security-Token", "X-Auth-Key"};

// One step of a path: a member, a position, or all of them.
struct Step {
  std::string name;
  bool any = false;
};

std::vector<Step> steps_of(std::string_view path) {
  std::vector<Step> steps;
  path.remove_prefix(1);  // $
  while (!path.empty()) {
    const bool bracket = path.front() == '[';
    if (bracket || path.front() == '.') path.remove_prefix(1);
    std::size_t end = path.find_first_of(bracket ? "]" : ".[");
    if (end == path.npos) end = path.size();
    std::string name(path.substr(0, end));
    std::erase_if(name, [](char c) { return c == '\'' || c == '"'; });
    steps.push_back({name, name == "*"});
    path.remove_prefix(std::min(path.size(), end + (bracket ? 1 : 0)));
  }
  return steps;
}

// Parts of a text that are to be hidden.
using Parts = std::vector<std::string_view>;

void follow(const JsonNode& node, std::span<const Step> steps, Parts& parts) {
  if (steps.empty()) return parts.push_back(node.raw);
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const JsonNode& child = node.children[i];
    const bool list = node.kind == JsonKind::List;
    if (steps[0].any || steps[0].name == (list ? std::to_string(i) : child.key))
      follow(child, steps.subspan(1), parts);
  }
}

void find_names(const JsonNode& node, const std::vector<std::string>& names, Parts& parts) {
  for (const JsonNode& child : node.children) {
    const auto same = [&](const std::string& name) {
      return node.kind == JsonKind::Object && equals_ignoring_case(name, child.key);
    };
    if (std::ranges::any_of(names, same)) {
      parts.push_back(child.raw);
    } else {
      find_names(child, names, parts);
    }
  }
}

Parts parts_to_hide(const JsonNode& root, const RedactionWishes& wishes) {
  Parts parts;
  find_names(root, wishes.names, parts);
  for (const std::string& path : wishes.paths) {
    const auto steps = steps_of(path);
    if (!steps.empty()) follow(root, steps, parts);
  }
  std::ranges::sort(parts, {}, [](std::string_view part) { return part.data(); });
  return parts;
}

// The text with these parts, which are views of it, hidden; parts inside others go with them.
std::string without(std::string_view text, const Parts& parts, std::size_t& hidden) {
  std::string out;
  const char* at = text.data();
  for (const std::string_view part : parts) {
    if (part.data() < at) continue;
    out.append(at, part.data()).append("\"").append(kMask).append("\"");
    at = part.data() + part.size();
    ++hidden;
  }
  return out.append(at, text.data() + text.size());
}

// A document, or nothing where it is none.
std::optional<std::string> hidden_document(std::string_view text, const RedactionWishes& wishes,
                                           std::size_t& hidden) {
  const auto root = parse_json(text, "");
  if (!root) return std::nullopt;
  return without(text, parts_to_hide(*root, wishes), hidden);
}

bool mentions(std::string_view text, const RedactionWishes& wishes) {
  const auto holds = [&](std::string_view word) { return text.find(word) != text.npos; };
  if (std::ranges::any_of(wishes.names, holds)) return true;
  return std::ranges::any_of(wishes.paths, [&](const std::string& path) {
    const auto steps = steps_of(path);
    return !steps.empty() && (steps.back().any || holds(steps.back().name));
  });
}

}  // namespace

RedactionWishes redaction_wishes(std::string_view typed) {
  RedactionWishes wishes;
  std::string spaced(typed);
  std::ranges::replace(spaced, ',', ' ');
  for (const std::string& word : split(spaced, ' ')) {
    const std::string name(trim(word));
    if (!name.empty()) (name.front() == '$' ? wishes.paths : wishes.names).push_back(name);
  }
  return wishes;
}

bool is_secret_header(std::string_view name) {
  std::string variable(name);
  std::ranges::replace(variable, '-', '_');
  return std::ranges::any_of(kSecretHeaders,
                             [&](auto known) { return equals_ignoring_case(known, name); }) ||
         looks_secret(variable);
}

RecordingSource redacting(RecordingSource source, std::shared_ptr<Redactor> redactor) {
  auto seen = std::make_shared<std::vector<bool>>(source.count, false);
  RecordingSource out = source;
  out.at = [inner = std::move(source), redactor = std::move(redactor), seen](std::size_t i) {
    const std::size_t before = redactor->hidden();
    InvocationPtr redacted = redactor->redacted(inner.at(i), inner.load);
    if ((*seen)[i]) redactor->set_hidden(before);
    (*seen)[i] = true;
    return redacted;
  };
  return out;
}

std::string hidden_text(std::size_t count) {
  if (count == 0) return "";
  return format_count(count) + (count == 1 ? " value hidden" : " values hidden");
}

bool Redactor::is_wished_name(std::string_view name) const {
  return std::ranges::any_of(wishes_.names,
                             [&](const auto& wish) { return equals_ignoring_case(wish, name); });
}

void Redactor::hide(Headers& headers) {
  Headers out;
  for (Header header : headers) {
    if (!header.value.empty() && (is_secret_header(header.name) || is_wished_name(header.name))) {
      header.value = kMask;
      ++hidden_;
    } else {
      hide(header.value);
    }
    out.add(std::move(header.name), std::move(header.value));
  }
  headers = std::move(out);
}

// What is no JSON but speaks of what is to be hidden goes as a whole.
void Redactor::hide_json(std::string& text) {
  if (wishes_.names.empty() && wishes_.paths.empty()) return;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos || (text[first] != '{' && text[first] != '[')) return;
  if (auto document = hidden_document(text, wishes_, hidden_)) {
    text = std::move(*document);
    return;
  }
  std::string lines;  // JSON Lines
  for (const std::string& line : split(text, '\n')) {
    if (!lines.empty()) lines += '\n';
    auto document = hidden_document(line, wishes_, hidden_);
    const bool opaque = !document && mentions(line, wishes_);
    if (opaque) ++hidden_;
    lines += document ? *document : opaque ? std::string(kMask) : line;
  }
  text = std::move(lines);
}

void Redactor::hide(BodyPtr& body, const LoadContent& load) {
  if (!body || body->size() == 0) return;
  const auto [known, fresh] = bodies_.try_emplace(body->id());
  if (fresh) known->second = without_secrets(body, load);
  body = known->second;
}

BodyPtr Redactor::without_secrets(const BodyPtr& body, const LoadContent& load) {
  if (secrets_.none() && wishes_.names.empty() && wishes_.paths.empty()) return body;
  const auto content = load ? load(*body) : content_in_memory(*body);
  if (!content) return body;
  std::string text((*content)->view());
  const std::size_t before = hidden_;
  hide_json(text);
  hide(text);
  return hidden_ == before ? body : make_body(text);
}

void Redactor::hide(HttpRequest& request, const LoadContent& load) {
  hide(request.target);
  hide(request.headers);
  hide(request.body, load);
}

void Redactor::hide(HttpResponse& response, const LoadContent& load) {
  hide(response.reason);
  hide(response.headers);
  hide(response.body, load);
}

void Redactor::hide(Hop& hop, const LoadContent& load) {
  hide(hop.url);
  hide(hop.source_note);
  hide(hop.request, load);
  if (auto* response = std::get_if<HttpResponse>(&hop.outcome)) hide(*response, load);
  if (auto* error = std::get_if<TransportError>(&hop.outcome)) {
    hide(error->message);
    if (error->partial) {
      HttpResponse partial = *error->partial;
      hide(partial, load);
      error->partial = std::make_shared<const HttpResponse>(std::move(partial));
    }
  }
  if (hop.request_before_edit) {
    HttpRequest before = *hop.request_before_edit;
    hide(before, load);
    hop.request_before_edit = std::make_shared<const HttpRequest>(std::move(before));
  }
  if (hop.response_before_edit) {
    HttpResponse before = *hop.response_before_edit;
    hide(before, load);
    hop.response_before_edit = std::make_shared<const HttpResponse>(std::move(before));
  }
}

void Redactor::hide(InvokeRequest& request, const LoadContent& load) {
  hide(request.content_type);
  hide(request.accept);
  if (request.custom_attributes && is_wished_name("X-Amzn-SageMaker-Custom-Attributes")) {
    request.custom_attributes = kMask;
    ++hidden_;
  }
  hide(request.custom_attributes);
  hide(request.inference_id);
  hide(request.session_id);
  hide(request.body, load);
}

InvocationPtr Redactor::redacted(const InvocationPtr& invocation, const LoadContent& load) {
  if (!on_) return invocation;
  bodies_.clear();
  const std::size_t before = hidden_;
  Invocation out = *invocation;
  hide(out.client);
  hide(out.note);
  hide(out.request, load);
  if (out.response) hide(*out.response, load);
  for (Finding& finding : out.findings) {
    hide(finding.message);
    hide(finding.fix);
  }
  for (HopPtr& kept : out.hops) {
    Hop hop = *kept;
    hide(hop, load);
    kept = std::make_shared<const Hop>(std::move(hop));
  }
  return hidden_ == before ? invocation : std::make_shared<const Invocation>(std::move(out));
}

void Redactor::hide(EnvironmentMap& environment) {
  for (auto& [name, value] : environment) {
    if (!value.empty() && (looks_secret(name) || is_wished_name(name))) {
      value = kMask;
      ++hidden_;
    } else {
      hide(value);
    }
  }
}

Pipeline Redactor::redacted(Pipeline pipeline) {
  if (!on_) return pipeline;
  for (Stage& stage : pipeline.stages) {
    if (stage.container.environment) hide(*stage.container.environment);
    if (stage.launch && stage.launch->environment) hide(*stage.launch->environment);
  }
  for (SavedRequest& request : pipeline.requests) {
    hide(request.custom_attributes);
    if (!request.body) continue;
    hide_json(*request.body);
    hide(*request.body);
  }
  return pipeline;
}

std::string Redactor::redacted(std::string text) {
  if (on_) hide(text);
  return text;
}

HttpRequest Redactor::redacted(HttpRequest request, const LoadContent& load) {
  bodies_.clear();
  if (on_) hide(request, load);
  return request;
}

}  // namespace emulator
