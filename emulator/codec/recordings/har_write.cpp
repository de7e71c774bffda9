#include <array>

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "emulator/codec/recordings/har.h"
#include "emulator/codec/recordings/hop_words.h"
#include "emulator/codec/recordings/invocation_json.h"

namespace emulator {
namespace {

using Json = nlohmann::ordered_json;

// Header values and messages may hold any byte: dumping must not throw.
std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

double milliseconds(Nanoseconds duration) { return static_cast<double>(duration.count()) / 1e6; }

std::string page_id(const Invocation& invocation) {
  return "invocation-" + std::to_string(invocation.id.value);
}

// An object of ours with one member more, whose text is made already.
std::string with_facts(const Json& object, const std::string& facts) {
  std::string text = text_of(object);
  text.pop_back();
  return text + ",\"_hoplens\":" + facts + "}";
}

// Bodies stand where they are met.
std::string body_json(const Body& body, const LoadContent& load) {
  const auto content = load ? load(body) : content_in_memory(body);
  if (!content) return "{\"NotKept\":" + std::to_string(body.size()) + "}";
  const std::string_view bytes = (*content)->view();
  if (is_valid_utf8(bytes)) return json_string(bytes);
  return "{\"Base64\":" + json_string(base64_encode(bytes)) + "}";
}

Json headers_of(const Headers& headers) {
  Json out = Json::array();
  for (const Header& header : headers)
    out.push_back({{"name", header.name}, {"value", header.value}});
  return out;
}

std::string type_of(const Headers& headers) {
  return std::string(headers.get("Content-Type").value_or("application/octet-stream"));
}

Json query_of(std::string_view url) {
  Json out = Json::array();
  const std::size_t mark = url.find('?');
  if (mark == url.npos) return out;
  for (const std::string& pair : split(url.substr(mark + 1), '&')) {
    const std::size_t equals = pair.find('=');
    const std::string value = equals == pair.npos ? "" : pair.substr(equals + 1);
    out.push_back({{"name", pair.substr(0, equals)}, {"value", value}});
  }
  return out;
}

// The text of a body under `encoding_key` where it is no text; a comment where nobody has it.
void add_text(Json& out, const BodyPtr& body, const LoadContent& load, const char* encoding_key) {
  if (!body) return;
  const auto content = load ? load(*body) : content_in_memory(*body);
  if (!content) {
    out["comment"] = "The body is not kept any more";
  } else if (is_valid_utf8((*content)->view())) {
    out["text"] = (*content)->view();
  } else {
    out["text"] = base64_encode((*content)->view());
    out[encoding_key] = "base64";
  }
}

Json request_of(const Hop& hop, const LoadContent& load) {
  const HttpRequest& request = hop.request;
  const std::size_t size = request.body ? request.body->size() : 0;
  Json out{{"method", request.method},
           {"url", hop.url},
           {"httpVersion", "HTTP/1.1"},
           {"cookies", Json::array()},
           {"headers", headers_of(request.headers)},
           {"queryString", query_of(hop.url)}};
  if (size > 0) {
    Json data{{"mimeType", type_of(request.headers)}};
    add_text(data, request.body, load, "_encoding");
    out["postData"] = std::move(data);
  }
  out["headersSize"] = -1;
  out["bodySize"] = size;
  return out;
}

Json response_of(const Hop& hop, const LoadContent& load) {
  const HttpResponse* response = hop.error() ? hop.error()->partial.get() : hop.response();
  static const HttpResponse nothing;
  const HttpResponse& shown = response ? *response : nothing;
  const std::size_t size = shown.body ? shown.body->size() : 0;
  Json content{{"size", size},
               {"mimeType", response ? type_of(shown.headers) : std::string("x-unknown")}};
  if (response) add_text(content, shown.body, load, "encoding");
  Json out{{"status", shown.status},
           {"statusText", shown.reason},
           {"httpVersion", response ? "HTTP/" + shown.version : std::string()},
           {"cookies", Json::array()},
           {"headers", headers_of(shown.headers)},
           {"content", std::move(content)},
           {"redirectURL", std::string(shown.headers.get("Location").value_or(""))},
           {"headersSize", -1},
           {"bodySize", response ? static_cast<std::int64_t>(size) : -1}};
  if (hop.error()) out["_error"] = hop.error()->message;
  return out;
}

// -1: does not apply, as on a connection that was kept.
Json timings_of(const HopTiming& timing) {
  return {{"blocked", milliseconds(timing.queue)},
          {"dns", -1},
          {"connect", timing.connect.count() > 0 ? milliseconds(timing.connect) : -1.0},
          {"send", milliseconds(timing.send)},
          {"wait", milliseconds(timing.wait)},
          {"receive", milliseconds(timing.receive)},
          {"ssl", -1}};
}

// The host of http://127.0.0.1:41001/invocations where it is an address.
std::string address_in(const std::string& url) {
  const std::size_t begin = url.find("://");
  if (begin == url.npos) return "";
  const std::string host = url.substr(begin + 3, url.find_first_of(":/", begin + 3) - begin - 3);
  return host.find_first_not_of("0123456789.") == host.npos ? host : "";
}

std::string entry_text(const Invocation& invocation, const Hop& hop, const LoadContent& load,
                       BodyWriting& writing) {
  const auto at = invocation.started_at +
                  std::chrono::duration_cast<WallTime::duration>(hop.start);
  Json entry{{"pageref", page_id(invocation)},
             {"startedDateTime", format_iso8601(at)},
             {"time", milliseconds(hop.timing.queue + hop.timing.container())},
             {"request", request_of(hop, load)},
             {"response", response_of(hop, load)},
             {"cache", Json::object()},
             {"timings", timings_of(hop.timing)}};
  if (const std::string host = address_in(hop.url); !host.empty()) entry["serverIPAddress"] = host;
  const std::string unreal = not_real_text(hop);
  entry["comment"] = "Stage " + std::to_string(hop.index) + ", " + hop.container_hostname +
                     (unreal.empty() ? "" : " — " + unreal);
  entry["_stage"] = hop.container_hostname;
  entry["_source"] = to_text(hop.source);
  entry["_real"] = hop.is_real();
  return with_facts(entry, hop_facts_json(hop, writing));
}

std::string page_text(const Invocation& invocation, BodyWriting& writing) {
  const std::string status =
      invocation.response ? std::to_string(invocation.response->status) : "no answer";
  const std::string unreal = not_real_text(invocation);
  Json page{{"startedDateTime", format_iso8601(invocation.started_at)},
            {"id", page_id(invocation)},
            {"title", "Invocation " + std::to_string(invocation.id.value) + " of " +
                          invocation.model_name + ": " + status},
            {"pageTimings", {{"onContentLoad", -1}, {"onLoad", milliseconds(invocation.duration)}}}};
  if (!unreal.empty()) page["comment"] = unreal;
  return with_facts(page, invocation_facts_json(invocation, writing));
}

}  // namespace

Result<void> write_har(const RecordingSource& source, const TextSink& sink) {
  StageNumbers stages;
  BodyWriting writing{stages, [&](const Body& body) { return body_json(body, source.load); }};
  const Json creator{{"name", "Hoplens"}, {"version", HOPLENS_VERSION}};
  auto done = sink("{\"log\":{\"version\":\"1.2\",\"creator\":" + text_of(creator) +
                   ",\n\"pages\":[");
  for (std::size_t i = 0; done && i < source.count; ++i) {
    done = sink((i > 0 ? ",\n" : "\n") + page_text(*source.at(i), writing));
    if (done) done = go_on(source.progress, i / 2);
  }
  if (done) done = sink("],\n\"entries\":[");
  const char* comma = "\n";
  for (std::size_t i = 0; done && i < source.count; ++i) {
    const InvocationPtr invocation = source.at(i);
    for (const HopPtr& hop : invocation->hops) {
      if (done) done = sink(comma + entry_text(*invocation, *hop, source.load, writing));
      comma = ",\n";
    }
    if (done) done = go_on(source.progress, (source.count + i) / 2);
  }
  return done ? sink("]}}\n") : done;
}

}  // namespace emulator
