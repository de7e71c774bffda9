#include <array>
#include <cctype>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "emulator/codec/recordings/hop_words.h"
#include "emulator/codec/recordings/traces.h"

namespace emulator {
namespace {

using Json = nlohmann::ordered_json;

// Numbers of opentelemetry-proto; OTLP/JSON writes enumerators as integers.
constexpr int kServer = 2, kClient = 3;
constexpr int kUnset = 0, kError = 2;

// Attributes of the HTTP semantic conventions, and `hoplens.*` of our own.
class Attributes {
 public:
  void add(const char* key, const std::string& text) {
    if (!text.empty()) list_.push_back({{"key", key}, {"value", {{"stringValue", text}}}});
  }
  // 64-bit integers are strings in OTLP/JSON.
  void add(const char* key, std::uint64_t number) {
    list_.push_back({{"key", key}, {"value", {{"intValue", std::to_string(number)}}}});
  }
  void add_flag(const char* key, bool flag) {
    list_.push_back({{"key", key}, {"value", {{"boolValue", flag}}}});
  }
  // A header is a list of its values.
  void add_header(const char* key, const Headers& headers, std::string_view name) {
    const auto value = headers.get(name);
    if (!value) return;
    const Json values = Json::array({Json{{"stringValue", std::string(*value)}}});
    list_.push_back({{"key", key}, {"value", {{"arrayValue", {{"values", values}}}}}});
  }
  Json take() { return std::move(list_); }

 private:
  Json list_ = Json::array();
};

std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {  // FNV-1a
  std::uint64_t hash = 14695981039346656037ULL ^ seed;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash == 0 ? 1 : hash;  // ids of zero are invalid
}

std::string hex(std::uint64_t number) {
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(number));
  return text.data();
}

std::string identity(const Invocation& invocation) {
  return invocation.uuid + "#" + std::to_string(invocation.id.value);
}

// The request id is a UUID, which has a trace id's 32 digits.
std::string trace_id(const Invocation& invocation) {
  std::string digits;
  for (const char c : invocation.uuid)
    if (std::isxdigit(static_cast<unsigned char>(c)) != 0)
      digits += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const bool usable = digits.size() == 32 && digits.find_first_not_of('0') != digits.npos;
  if (usable) return digits;
  return hex(hash_of(identity(invocation), 1)) + hex(hash_of(identity(invocation), 2));
}

std::string span_id(const Invocation& invocation, int hop) {
  return hex(hash_of(identity(invocation), static_cast<std::uint64_t>(hop) + 1000));
}

std::string unix_nanoseconds(WallTime at, Nanoseconds later) {
  return std::to_string((Nanoseconds(at.time_since_epoch()) + later).count());
}

struct Url {
  std::string scheme, host, path;
  std::uint64_t port = 0;
};
Url url_of(const std::string& text) {
  Url url;
  const std::size_t mark = text.find("://");
  if (mark == text.npos) return url;
  url.scheme = text.substr(0, mark);
  const std::size_t slash = text.find('/', mark + 3);
  url.path = slash == text.npos ? "/" : text.substr(slash);
  url.host = text.substr(mark + 3, slash == text.npos ? text.npos : slash - mark - 3);
  url.port = url.scheme == "https" ? 443 : 80;
  const std::size_t colon = url.host.rfind(':');
  if (colon == url.host.npos || url.host.ends_with(']')) return url;
  url.port = std::strtoull(url.host.c_str() + colon + 1, nullptr, 10);
  url.host.resize(colon);
  return url;
}

Json attributes_of(const Hop& hop) {
  Attributes out;
  const Url url = url_of(hop.url);
  out.add("http.request.method", hop.request.method);
  out.add("url.full", hop.url);
  out.add("url.scheme", url.scheme);
  out.add("server.address", url.host);
  out.add("server.port", url.port);
  out.add("http.request.body.size", hop.request.body ? hop.request.body->size() : 0);
  out.add_header("http.request.header.content-type", hop.request.headers, "Content-Type");
  if (const HttpResponse* response = hop.response()) {
    out.add("http.response.status_code", static_cast<std::uint64_t>(response->status));
    out.add("http.response.body.size", response->body ? response->body->size() : 0);
    out.add_header("http.response.header.content-type", response->headers, "Content-Type");
    out.add("network.protocol.version", response->version);
    if (response->status >= 400) out.add("error.type", std::to_string(response->status));
  } else {
    out.add("error.type", std::string(to_text(hop.error()->kind)));
  }
  out.add("network.protocol.name", std::string("http"));
  out.add("hoplens.stage", hop.container_hostname);
  out.add("hoplens.hop", static_cast<std::uint64_t>(std::max(hop.index, 0)));
  out.add("hoplens.runtime", hop.runtime);
  out.add("hoplens.source", std::string(to_text(hop.source)));
  out.add_flag("hoplens.real", hop.is_real());
  out.add("hoplens.not_real", not_real_text(hop));
  return out.take();
}

Json status_of(bool failed, const std::string& message) {
  Json out{{"code", failed ? kError : kUnset}};
  if (failed && !message.empty()) out["message"] = message;
  return out;
}

// A moment of a span.
Json event_of(const Invocation& invocation, Nanoseconds at, const char* name) {
  return {{"timeUnixNano", unix_nanoseconds(invocation.started_at, at)},
          {"name", name},
          {"attributes", Json::array()},
          {"droppedAttributesCount", 0}};
}

Json span_of(const Invocation& invocation, const Hop& hop) {
  const Nanoseconds begin = hop.start + hop.timing.queue;
  const HopTiming& timing = hop.timing;
  const bool bad = hop.response() == nullptr || hop.response()->status >= 400;
  const std::string why = hop.error() ? hop.error()->message : "";
  Json events = Json::array();
  const Nanoseconds sent = begin + timing.connect + timing.send;
  events.push_back(event_of(invocation, sent, "request sent"));
  if (hop.response()) events.push_back(event_of(invocation, sent + timing.wait, "first byte"));
  return {{"traceId", trace_id(invocation)},
          {"spanId", span_id(invocation, hop.index)},
          {"parentSpanId", span_id(invocation, 0)},
          {"flags", 1},
          {"name", hop.request.method + " " + hop.container_hostname +
                       (hop.is_real() ? "" : " (not the container)")},
          {"kind", kClient},
          {"startTimeUnixNano", unix_nanoseconds(invocation.started_at, begin)},
          {"endTimeUnixNano", unix_nanoseconds(invocation.started_at, begin + timing.container())},
          {"attributes", attributes_of(hop)},
          {"droppedAttributesCount", 0},
          {"events", std::move(events)},
          {"status", status_of(bad, why)}};
}

Json attributes_of(const Invocation& invocation) {
  Attributes out;
  out.add("http.request.method", std::string("POST"));
  out.add("url.scheme", std::string("http"));
  out.add("url.path", "/endpoints/" + invocation.endpoint.endpoint + "/invocations");
  out.add("http.route", std::string("/endpoints/{EndpointName}/invocations"));
  out.add("http.request.body.size", invocation.request.body ? invocation.request.body->size() : 0);
  if (invocation.response) {
    const HttpResponse& response = *invocation.response;
    out.add("http.response.status_code", static_cast<std::uint64_t>(response.status));
    out.add("http.response.body.size", response.body ? response.body->size() : 0);
    if (response.status >= 500) out.add("error.type", std::to_string(response.status));
  } else {
    out.add("error.type", std::string("cancelled"));
  }
  out.add("client.address", invocation.client.substr(0, invocation.client.find(':')));
  out.add("cloud.region", invocation.endpoint.region);
  out.add("hoplens.invocation", invocation.id.value);
  out.add("hoplens.model_name", invocation.model_name);
  out.add("hoplens.variant", invocation.endpoint.variant);
  out.add("hoplens.note", invocation.note);
  out.add("hoplens.not_real", not_real_text(invocation));
  return out.take();
}

// A server's span fails by 5xx alone: with 4xx it is the client that failed.
Json root_span(const Invocation& invocation) {
  const bool bad = !invocation.response || invocation.response->status >= 500;
  Json events = Json::array();
  for (const Finding& finding : invocation.findings) {
    Json event = event_of(invocation, invocation.duration, "finding");
    Attributes about;
    about.add("hoplens.finding.id", finding.id);
    about.add("hoplens.finding.severity", std::string(to_text(finding.severity)));
    about.add("hoplens.finding.message", finding.message);
    event["attributes"] = about.take();
    events.push_back(std::move(event));
  }
  return {{"traceId", trace_id(invocation)},
          {"spanId", span_id(invocation, 0)},
          {"flags", 1},
          {"name", "POST /endpoints/{EndpointName}/invocations"},
          {"kind", kServer},
          {"startTimeUnixNano", unix_nanoseconds(invocation.started_at, {})},
          {"endTimeUnixNano", unix_nanoseconds(invocation.started_at, invocation.duration)},
          {"attributes", attributes_of(invocation)},
          {"droppedAttributesCount", 0},
          {"events", std::move(events)},
          {"status", status_of(bad, "")}};
}

// Names and messages may hold any byte: dumping must not throw.
std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string resource_text() {
  Attributes about;
  about.add("service.name", std::string("hoplens"));
  about.add("service.version", std::string(HOPLENS_VERSION));
  about.add("telemetry.sdk.name", std::string("hoplens"));
  about.add("telemetry.sdk.language", std::string("cpp"));
  about.add("telemetry.sdk.version", std::string(HOPLENS_VERSION));
  return text_of({{"attributes", about.take()}, {"droppedAttributesCount", 0}});
}

}  // namespace

Result<void> write_otlp(const RecordingSource& source, const TextSink& sink) {
  const Json scope{{"name", "hoplens"}, {"version", HOPLENS_VERSION}};
  auto done = sink("{\"resourceSpans\":[{\"resource\":" + resource_text() +
                   ",\"scopeSpans\":[{\"scope\":" + text_of(scope) + ",\"spans\":[");
  for (std::size_t i = 0; done && i < source.count; ++i) {
    const InvocationPtr invocation = source.at(i);
    std::string spans = (i > 0 ? ",\n" : "\n") + text_of(root_span(*invocation));
    for (const HopPtr& hop : invocation->hops) spans += ",\n" + text_of(span_of(*invocation, *hop));
    done = sink(spans);
    if (done) done = go_on(source.progress, i);
  }
  return done ? sink("]}]}]}\n") : done;
}

}  // namespace emulator
