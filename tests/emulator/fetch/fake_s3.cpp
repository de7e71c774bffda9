#include "tests/emulator/fetch/fake_s3.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace emulator::test {
namespace {

std::string hex(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string sha256(std::string_view text) {
  std::array<unsigned char, 32> out{};
  EVP_Digest(text.data(), text.size(), out.data(), nullptr, EVP_sha256(), nullptr);
  return {reinterpret_cast<const char*>(out.data()), out.size()};
}

std::string hmac(std::string_view key, std::string_view text) {
  std::array<unsigned char, 32> out{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), out.data(), &size);
  return {reinterpret_cast<const char*>(out.data()), out.size()};
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// AWS's UriEncode, as its documentation gives it.
std::string encoded(std::string_view text, bool slashes_too) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || c == '_' || c == '-' || c == '~' || c == '.' ||
        (c == '/' && !slashes_too)) {
      out += c;
    } else {
      std::string digits = hex({&c, 1});
      std::ranges::transform(digits, digits.begin(),
                             [](unsigned char d) { return std::toupper(d); });
      out += "%" + digits;
    }
  }
  return out;
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t start = text.find(from);
  if (start == text.npos) return "";
  const std::size_t end = text.find(to, start + from.size());
  return text.substr(start + from.size(), end - start - from.size());
}

std::vector<std::string> parts(const std::string& text, char separator) {
  std::vector<std::string> out;
  std::size_t start = 0;
  for (std::size_t at = text.find(separator); at != text.npos; at = text.find(separator, start)) {
    out.push_back(text.substr(start, at - start));
    start = at + 1;
  }
  out.push_back(text.substr(start));
  return out;
}

std::string canonical_query(const std::string& query) {
  if (query.empty()) return "";
  std::vector<std::string> pairs;
  for (const std::string& one : parts(query, '&')) {
    const std::size_t equals = std::min(one.find('='), one.size());
    const std::string value = equals == one.size() ? "" : one.substr(equals + 1);
    pairs.push_back(encoded(decoded(one.substr(0, equals)), true) + "=" +
                    encoded(decoded(value), true));
  }
  std::ranges::sort(pairs);
  std::string out;
  for (const std::string& one : pairs) out += (out.empty() ? "" : "&") + one;
  return out;
}

std::string error_xml(const std::string& code, const std::string& message,
                      const std::string& more = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" +
         message + "</Message>" + more + "<RequestId>1</RequestId></Error>";
}

void refuse(httplib::Response& response, int status, const std::string& code,
            const std::string& message, const std::string& more = "") {
  response.status = status;
  response.set_content(error_xml(code, message, more), "application/xml");
}

}  // namespace

FakeS3::FakeS3() {
  server_.set_tcp_nodelay(true);
  server_.Get(".*", [this](const httplib::Request& request, httplib::Response& response) {
    answer(request, response);
    const std::lock_guard lock(mutex_);
    requests_.push_back("GET " + std::to_string(response.status) + " " + request.target);
  });
  port_ = server_.bind_to_any_port("127.0.0.1");
  thread_ = std::jthread([this] { server_.listen_after_bind(); });
  server_.wait_until_ready();
}

FakeS3::~FakeS3() { server_.stop(); }

void FakeS3::put(const std::string& key, const std::string& content) {
  const std::lock_guard lock(mutex_);
  objects_[key] = {content, "\"" + hex(sha256(content)).substr(0, 32) + "\""};
}

void FakeS3::remove(const std::string& key) {
  const std::lock_guard lock(mutex_);
  objects_.erase(key);
}

std::vector<std::string> FakeS3::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void FakeS3::forget_requests() {
  const std::lock_guard lock(mutex_);
  requests_.clear();
}

std::vector<SignedRequest> FakeS3::signed_requests() const {
  const std::lock_guard lock(mutex_);
  return signed_;
}

// Why the signature does not fit; "" where it does.
std::string FakeS3::refusal(const httplib::Request& request, const std::string& path) {
  const std::string authorization = request.get_header_value("Authorization");
  const auto scope = parts(between(authorization, "Credential=", ","), '/');
  const std::string names = between(authorization, "SignedHeaders=", ",");
  const std::string signature = authorization.substr(authorization.rfind('=') + 1);
  if (!authorization.starts_with("AWS4-HMAC-SHA256 ") || scope.size() != 5) return "no signature";
  const std::size_t question = request.target.find('?');
  const std::string query =
      question == request.target.npos ? "" : request.target.substr(question + 1);
  SignedRequest seen{
      request.target, {}, signature, request.get_header_value("X-Amz-Date"), scope[2]};
  std::string canonical = "GET\n" + encoded(path, false) + "\n" + canonical_query(query) + "\n";
  const auto signed_names = parts(names, ';');
  for (const std::string& name : signed_names) {
    seen.headers[name] = request.get_header_value(name);
    canonical += name + ":" + seen.headers[name] + "\n";
  }
  canonical += "\n" + names + "\n" + request.get_header_value("x-amz-content-sha256");
  for (const char* wanted : {"host", "x-amz-date", "x-amz-content-sha256"})
    if (!seen.headers.contains(wanted)) return std::string(wanted) + " is not signed";
  for (const auto& [name, value] : request.headers) {
    std::string lower = name;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    if (lower.starts_with("x-amz-") && !seen.headers.contains(lower))
      return lower + " is not signed";
  }
  const std::string text = "AWS4-HMAC-SHA256\n" + seen.date + "\n" + scope[1] + "/" + scope[2] +
                           "/s3/aws4_request\n" + hex(sha256(canonical));
  std::string key = "AWS4" + std::string(kSecret);
  for (const std::string& step :
       {scope[1], scope[2], std::string("s3"), std::string("aws4_request")})
    key = hmac(key, step);
  {
    const std::lock_guard lock(mutex_);
    signed_.push_back(seen);
  }
  return hex(hmac(key, text)) == signature ? "" : "the signature differs";
}

void FakeS3::answer(const httplib::Request& request, httplib::Response& response) {
  if (busy_answers.fetch_sub(1) > 0)
    return refuse(response, 503, "SlowDown", "Please reduce your request rate.");
  busy_answers = 0;
  const std::string path = decoded(request.target.substr(0, request.target.find('?')));
  const std::string authorization = request.get_header_value("Authorization");
  const auto scope = parts(between(authorization, "Credential=", ","), '/');
  if (scope[0] != kKeyId)
    return refuse(response, 403, "InvalidAccessKeyId",
                  "The AWS Access Key Id you provided does not exist in our records.");
  if (const std::string why = refusal(request, path); !why.empty())
    return refuse(response, 403, "SignatureDoesNotMatch", why);
  if (request.get_header_value("x-amz-security-token") != session_token)
    return refuse(response, 400, "ExpiredToken", "The provided token has expired.");
  if (path != "/" + bucket && !path.starts_with("/" + bucket + "/"))
    return refuse(response, 404, "NoSuchBucket", "The specified bucket does not exist");
  if (scope[2] != region) {
    response.set_header("x-amz-bucket-region", region);
    return refuse(response, 400, "AuthorizationHeaderMalformed", "the region is wrong",
                  "<Region>" + region + "</Region>");
  }
  if (path == "/" + bucket) return list(request, response);
  give(request, path.substr(bucket.size() + 2), response);
}

void FakeS3::list(const httplib::Request& request, httplib::Response& response) const {
  const std::lock_guard lock(mutex_);
  const std::string prefix = request.get_param_value("prefix");
  const std::string from = decoded(request.get_param_value("continuation-token"));
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult "
      "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>models</Name>"
      "<EncodingType>url</EncodingType>";
  std::size_t given = 0;
  std::string next;
  for (const auto& [key, object] : objects_) {
    if (!key.starts_with(prefix) || key <= from) continue;
    if (given++ == page) {
      xml += "<IsTruncated>true</IsTruncated><NextContinuationToken>" + encoded(next, true) +
             "</NextContinuationToken></ListBucketResult>";
      response.set_content(xml, "application/xml");
      return;
    }
    next = key;
    std::string written = encoded(key, false);
    for (std::size_t at = written.find("%20"); at != written.npos; at = written.find("%20"))
      written.replace(at, 3, "+");
    xml += "<Contents><Key>" + written + "</Key><ETag>&quot;" +
           object.etag.substr(1, object.etag.size() - 2) + "&quot;</ETag><Size>" +
           std::to_string(object.content.size()) + "</Size></Contents>";
  }
  response.set_content(xml + "<IsTruncated>false</IsTruncated></ListBucketResult>",
                       "application/xml");
}

void FakeS3::give(const httplib::Request& request, const std::string& key,
                  httplib::Response& response) {
  std::unique_lock lock(mutex_);
  const auto at = objects_.find(key);
  if (at == objects_.end())
    return refuse(response, 404, "NoSuchKey", "The specified key does not exist.");
  const Object object = at->second;
  lock.unlock();
  if (request.has_header("If-Match") && request.get_header_value("If-Match") != object.etag)
    return refuse(response, 412, "PreconditionFailed", "At least one condition did not hold");
  response.set_header("ETag", object.etag);
  response.set_header("Last-Modified", "Wed, 21 Oct 2026 07:28:00 GMT");
  if (request.get_header_value("If-None-Match") == object.etag) {
    response.status = 304;
    return;
  }
  response.status = request.ranges.empty() ? 200 : 206;
  if (breaks.fetch_sub(1) <= 0) {
    breaks = 0;
    return response.set_content(object.content, "binary/octet-stream");
  }
  response.set_content_provider(object.content.size(), "binary/octet-stream",
                                [this, object](std::size_t, std::size_t, httplib::DataSink& sink) {
                                  sink.write(object.content.data(), object.content.size() / 2);
                                  if (on_break) on_break();
                                  return false;
                                });
}

}  // namespace emulator::test
