#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "emulator/base/text.h"
#include "emulator/codec/recordings/har.h"
#include "emulator/codec/recordings/har_time.h"
#include "emulator/codec/recordings/invocation_json.h"

namespace emulator {
namespace {

// Members of a HAR: absent is empty, another kind is an error.
class Members {
 public:
  Members(const JsonNode& node, Reading& reading) : node_(node), reading_(reading) {
    ok_ = reading.expect(node, JsonKind::Object);
  }
  std::string text(std::string_view key) {
    const JsonNode* at = child(key, JsonKind::Text);
    return at ? at->text : "";
  }
  double number(std::string_view key, double otherwise) {
    const JsonNode* at = node_.find(key);
    if (!at || at->kind == JsonKind::Null) return otherwise;
    if (at->kind != JsonKind::Integer && at->kind != JsonKind::Number)
      return ok_ = reading_.expect(*at, JsonKind::Number), otherwise;
    double value = otherwise;
    std::from_chars(at->raw.data(), at->raw.data() + at->raw.size(), value);
    return std::isfinite(value) ? value : otherwise;
  }
  const JsonNode* object(std::string_view key) { return child(key, JsonKind::Object); }
  const JsonNode* list(std::string_view key) { return child(key, JsonKind::List); }
  bool ok() const { return ok_; }

 private:
  const JsonNode* child(std::string_view key, JsonKind kind) {
    const JsonNode* at = node_.find(key);
    if (!at || at->kind == JsonKind::Null) return nullptr;
    if (!reading_.expect(*at, kind)) return ok_ = false, nullptr;
    return at;
  }

  const JsonNode& node_;
  Reading& reading_;
  bool ok_ = true;
};

bool read_headers(const JsonNode* list, Headers& out, Reading& reading) {
  if (!list) return true;
  for (const JsonNode& at : list->children) {
    Members header(at, reading);
    const std::string name = header.text("name");
    out.add(name, header.text("value"));
    if (!header.ok()) return false;
  }
  return true;
}

// The text of postData or content.
bool read_body(const JsonNode* at, const char* encoding_key, BodyPtr& out, Reading& reading) {
  out = make_body("");
  if (!at) return true;
  Members data(*at, reading);
  std::string text = data.text("text");
  const std::string encoding = data.text(encoding_key);
  const double size = data.number("size", 0);
  if (!data.ok()) return false;
  if (encoding == "base64") {
    std::string bytes;
    if (!base64_decode(text, bytes)) return reading.stop(*at->find("text"), "is not base64");
    text = std::move(bytes);
  }
  // Browsers leave bodies out that they do not have.
  constexpr double kMost = 1e12;
  const bool lost = !at->find("text") && size >= 1 && size < kMost;
  out = lost ? Body::not_kept(static_cast<std::size_t>(size)) : make_body(text);
  return true;
}

std::string target_in(const std::string& url) {
  const std::size_t host = url.find("://");
  const std::size_t path = url.find('/', host == url.npos ? 0 : host + 3);
  return path == url.npos ? "/" : url.substr(path);
}

std::string host_in(const std::string& url) {
  const std::size_t host = url.find("://");
  if (host == url.npos) return "request";
  return url.substr(host + 3, url.find('/', host + 3) - host - 3);
}

Nanoseconds duration_of(double milliseconds) {
  constexpr double kMost = 1e9;  // about eleven days
  return Nanoseconds{std::llround(std::clamp(milliseconds, 0.0, kMost) * 1e6)};
}

HopTiming timing_of(const JsonNode* at, Reading& reading, bool& ok) {
  HopTiming timing;
  if (!at) return timing;
  Members timings(*at, reading);
  timing.queue = duration_of(timings.number("blocked", -1));
  timing.connect = duration_of(timings.number("dns", -1)) +
                   duration_of(timings.number("connect", -1));
  timing.send = duration_of(timings.number("send", -1));
  timing.wait = duration_of(timings.number("wait", -1));
  timing.receive = duration_of(timings.number("receive", -1));
  ok = ok && timings.ok();
  return timing;
}

// The members that HAR has, of an entry that anybody wrote.
struct Entry {
  std::string page;
  WallTime started;
  Hop hop;
  const JsonNode* facts = nullptr;  // _hoplens
};

bool read_request(const JsonNode* at, Hop& hop, Reading& reading) {
  if (!at) return true;
  Members request(*at, reading);
  hop.url = request.text("url");
  hop.request.method = request.text("method");
  hop.request.target = target_in(hop.url);
  const JsonNode* headers = request.list("headers");
  const JsonNode* data = request.object("postData");
  return request.ok() && read_headers(headers, hop.request.headers, reading) &&
         read_body(data, "_encoding", hop.request.body, reading);
}

bool read_response(const JsonNode* at, Hop& hop, Reading& reading) {
  HttpResponse out;
  out.body = make_body("");
  if (!at) return hop.outcome = std::move(out), true;
  Members response(*at, reading);
  const double status = response.number("status", 0);
  out.status = status >= 0 && status < 1000 ? static_cast<int>(status) : 0;
  out.reason = response.text("statusText");
  const std::string version = response.text("httpVersion");
  out.version = version.starts_with("HTTP/") ? version.substr(5) : "1.1";
  const std::string error = response.text("_error");
  const JsonNode* headers = response.list("headers");
  const JsonNode* content = response.object("content");
  if (!response.ok() || !read_headers(headers, out.headers, reading) ||
      !read_body(content, "encoding", out.body, reading))
    return false;
  if (status == 0) {
    hop.outcome = TransportError{TransportErrorKind::Closed,
                                 error.empty() ? "There was no answer" : error, nullptr};
  } else {
    hop.outcome = std::move(out);
  }
  return true;
}

bool read_entry(const JsonNode& node, Entry& out, Reading& reading) {
  Members entry(node, reading);
  out.page = entry.text("pageref");
  const std::string started = entry.text("startedDateTime");
  const JsonNode* request = entry.object("request");
  const JsonNode* response = entry.object("response");
  const JsonNode* timings = entry.object("timings");
  out.facts = entry.object("_hoplens");
  bool ok = entry.ok();
  out.hop.timing = timing_of(timings, reading, ok);
  if (!ok) return false;
  const auto at = parse_iso8601(started);
  if (!at) return reading.stop(node, "has no startedDateTime such as 2026-01-31T12:00:00.000Z");
  out.started = *at;
  if (!request) return reading.stop(node, "has no request");
  return read_request(request, out.hop, reading) && read_response(response, out.hop, reading);
}

class HarReader {
 public:
  explicit HarReader(std::string_view name) : reading_{.name = name} {}

  Result<std::vector<InvocationPtr>> run(const JsonNode& root) {
    if (!read(root)) return fail(*reading_.error);
    std::vector<InvocationPtr> out;
    for (Invocation& invocation : invocations_)
      out.push_back(std::make_shared<const Invocation>(std::move(invocation)));
    return out;
  }

 private:
  bool read(const JsonNode& root) {
    Members top(root, reading_);
    const JsonNode* log = top.object("log");
    if (!top.ok()) return false;
    if (!log) return reading_.stop(root, "has no log, so it is not a HAR");
    Members members(*log, reading_);
    const JsonNode* pages = members.list("pages");
    const JsonNode* entries = members.list("entries");
    if (!members.ok()) return false;
    if (!entries) return reading_.stop(*log, "has no entries, so it is not a HAR");
    if (pages)
      for (const JsonNode& page : pages->children)
        if (!read_page(page)) return false;
    for (const JsonNode& entry : entries->children)
      if (!take_entry(entry)) return false;
    return true;
  }

  // Only ours become invocations.
  bool read_page(const JsonNode& node) {
    Members page(node, reading_);
    const std::string id = page.text("id");
    const JsonNode* facts = page.object("_hoplens");
    if (!page.ok() || !facts) return page.ok();
    Invocation invocation;
    if (!read_invocation_facts(*facts, invocation, reading_, bodies_)) return false;
    if (!pages_.emplace(id, invocations_.size()).second)
      return reading_.stop(node, "its id \"" + id + "\" stands here twice");
    invocation.finished = true;
    number(invocation);
    invocations_.push_back(std::move(invocation));
    return true;
  }

  bool take_entry(const JsonNode& node) {
    Entry entry;
    if (!read_entry(node, entry, reading_)) return false;
    const auto page = pages_.find(entry.page);
    if (!entry.facts || page == pages_.end()) return add_foreign(std::move(entry)), true;
    Invocation& invocation = invocations_[page->second];
    const auto wire = std::get_if<HttpResponse>(&entry.hop.outcome);
    const std::optional<HttpResponse> response = wire ? std::optional(*wire) : std::nullopt;
    const std::string url = entry.hop.url;
    if (!read_hop_facts(*entry.facts, entry.hop, reading_, bodies_)) return false;
    if (auto* error = std::get_if<TransportError>(&entry.hop.outcome); error && response)
      error->partial = std::make_shared<const HttpResponse>(*response);
    entry.hop.index = static_cast<int>(invocation.hops.size()) + 1;
    entry.hop.url = url;
    invocation.hops.push_back(std::make_shared<const Hop>(std::move(entry.hop)));
    return true;
  }

  void add_foreign(Entry entry) {
    Invocation invocation;
    number(invocation);
    Hop& hop = entry.hop;
    hop.index = 1;
    hop.container_hostname = host_in(hop.url);
    hop.runtime = "url";
    invocation.started_at = entry.started;
    invocation.model_name = hop.container_hostname;
    invocation.order = {hop.container_hostname};
    invocation.client = "HAR";
    invocation.request.body = hop.request.body;
    for (const auto& [name, member] :
         {std::pair{"Content-Type", &InvokeRequest::content_type},
          std::pair{"Accept", &InvokeRequest::accept}})
      if (const auto value = hop.request.headers.get(name))
        invocation.request.*member = std::string(*value);
    if (const HttpResponse* response = hop.response()) invocation.response = *response;
    invocation.duration = hop.timing.queue + hop.timing.container();
    invocation.finished = true;
    invocation.hops.push_back(std::make_shared<const Hop>(std::move(hop)));
    invocations_.push_back(std::move(invocation));
  }

  // Ids that stand there are kept; others are the next that is free.
  void number(Invocation& invocation) {
    while (!invocation.id || !ids_.insert(invocation.id).second) invocation.id = {++last_id_};
  }

  BodyPtr body_at(const JsonNode& node, Reading& reading) {
    if (node.kind == JsonKind::Text) return make_body(node.text);
    std::string bytes;
    if (const JsonNode* coded = node.find("Base64"))
      if (coded->kind == JsonKind::Text && base64_decode(coded->text, bytes))
        return make_body(bytes);
    std::uint64_t size = 0;
    if (const JsonNode* unkept = node.find("NotKept")) {
      std::from_chars(unkept->raw.data(), unkept->raw.data() + unkept->raw.size(), size);
      return Body::not_kept(static_cast<std::size_t>(size));
    }
    return reading.stop(node, "must be text, or an object with Base64"), nullptr;
  }

  Reading reading_;
  StageNumbers stages_;
  BodyReading bodies_{stages_, [this](const JsonNode& at, Reading& r) { return body_at(at, r); }};
  std::vector<Invocation> invocations_;
  std::map<std::string, std::size_t> pages_;
  std::set<InvocationId> ids_;
  std::uint64_t last_id_ = 0;
};

}  // namespace

Result<std::vector<InvocationPtr>> read_har(std::string_view text, std::string_view name) {
  // Some tools put a byte order mark in front, which HAR lets readers expect.
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto root = parse_json(text, name);
  if (!root) return fail(root.error());
  return HarReader(name).run(*root);
}

}  // namespace emulator
