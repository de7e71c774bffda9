#include "emulator/fetch/http_get.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <mutex>

#include <curl/curl.h>

#include "emulator/base/clock.h"
#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::size_t kMostText = 64 * 1024;
constexpr std::chrono::seconds kConnectPatience{20};
constexpr long kMostRedirects = 10;

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string host_of(const std::string& url) {
  const std::string shown = shown_url(url);
  const std::size_t from = shown.find("://");
  if (from == shown.npos) return shown;
  return shown.substr(from + 3, shown.find('/', from + 3) - from - 3);
}

bool is_loopback(const std::string& host) {
  return host.starts_with("127.") || host.starts_with("[::1]") || host == "localhost" ||
         host.starts_with("localhost:");
}

// What the most usual breakages mean, and what helps.
struct Breakage {
  CURLcode code;
  std::string_view words;
  std::string_view next_step;
  bool unreachable;
  bool worth_retrying;
};
constexpr std::string_view kNetwork = "Check the network, and https_proxy if there is a proxy";
constexpr std::string_view kAuthority =
    "If its certificate comes from an authority of your own, name that one's file in SSL_CERT_FILE "
    "(for S3: AWS_CA_BUNDLE)";
constexpr std::array kBreakages{
    Breakage{CURLE_COULDNT_RESOLVE_HOST, "its name is not known", kNetwork, true, true},
    Breakage{CURLE_COULDNT_RESOLVE_PROXY, "the proxy's name is not known",
             "Correct https_proxy, or unset it", true, false},
    Breakage{CURLE_COULDNT_CONNECT, "it cannot be connected to", kNetwork, true, true},
    Breakage{CURLE_OPERATION_TIMEDOUT, "it was silent for too long", kNetwork, false, false},
    Breakage{CURLE_PARTIAL_FILE, "the connection broke off in the middle", kNetwork, false, true},
    Breakage{CURLE_RECV_ERROR, "the connection broke off in the middle", kNetwork, false, true},
    Breakage{CURLE_SEND_ERROR, "the connection broke off", kNetwork, false, true},
    Breakage{CURLE_GOT_NOTHING, "it closed the connection without an answer", kNetwork, false,
             true},
    Breakage{CURLE_HTTP2, "the connection broke off", kNetwork, false, true},
    Breakage{CURLE_HTTP2_STREAM, "the connection broke off", kNetwork, false, true},
    Breakage{CURLE_PEER_FAILED_VERIFICATION, "its certificate is not trusted", kAuthority, false,
             false},
    Breakage{CURLE_SSL_CACERT_BADFILE, "the file of trusted certificates cannot be read",
             "Correct SSL_CERT_FILE or AWS_CA_BUNDLE", false, false},
    Breakage{CURLE_SSL_CONNECT_ERROR, "it does not speak TLS there", "Check the address", false,
             false},
    Breakage{CURLE_UNSUPPORTED_PROTOCOL, "it leads to an address that is not https://",
             "Use the address that it leads to in the end", false, false},
    Breakage{CURLE_TOO_MANY_REDIRECTS, "it leads from one address to the next without an end",
             "Check the address", false, false},
    Breakage{CURLE_URL_MALFORMAT, "that is no address", "Correct the address", false, false},
};

// libcurl's own text of the failure is left out: it may hold the address with all its secrets.
HttpFailure failure_of(CURLcode code, const std::string& url, bool connected) {
  const std::string whom = host_of(url);
  for (const Breakage& known : kBreakages)
    if (known.code == code)
      return {{ErrorCode::IoFailed,
               "Nothing could be fetched from " + whom + ": " + std::string(known.words),
               std::string(known.next_step)},
              known.unreachable || (code == CURLE_OPERATION_TIMEDOUT && !connected),
              known.worth_retrying};
  return {{ErrorCode::IoFailed,
           "Nothing could be fetched from " + whom + ": " + curl_easy_strerror(code),
           std::string(kNetwork)},
          false,
          false};
}

struct HeaderList {
  ~HeaderList() { curl_slist_free_all(first); }
  HeaderList() = default;
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  void add(const std::string& line) { first = curl_slist_append(first, line.c_str()); }
  curl_slist* first = nullptr;
};

// One exchange under way: what libcurl's callbacks fill.
class Exchange {
 public:
  explicit Exchange(const HttpBodySink& sink) : sink_(sink) {}

  HttpGot got;
  std::optional<Error> refused;  // by the sink
  SteadyTime last_heard = std::chrono::steady_clock::now();

  static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self) {
    Exchange& exchange = *static_cast<Exchange*>(self);
    exchange.last_heard = std::chrono::steady_clock::now();
    exchange.take_header({data, size});
    return size;
  }
  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self) {
    Exchange& exchange = *static_cast<Exchange*>(self);
    const bool taken = exchange.take_body({data, size});
    exchange.last_heard = std::chrono::steady_clock::now();
    return taken ? size : 0;
  }

  bool is_handed_on() const { return got.status == 200 || got.status == 206; }
  // An answer without a body still begins.
  bool begin() {
    if (begun_ || !is_handed_on()) return true;
    begun_ = true;
    return keep(sink_.begin(got));
  }

 private:
  void take_header(std::string_view line) {
    if (line.starts_with("HTTP/")) {  // of each answer on the way
      got = {};
      const std::size_t blank = line.find(' ');
      if (blank != line.npos)
        std::from_chars(line.data() + blank + 1, line.data() + line.size(), got.status);
      return;
    }
    const std::size_t colon = line.find(':');
    if (colon == line.npos) return;
    const std::string name = lower(trim(line.substr(0, colon)));
    const std::string_view value = trim(line.substr(colon + 1));
    got.headers[name] = value;
    std::uint64_t length = 0;
    if (name == "content-length" &&
        std::from_chars(value.data(), value.data() + value.size(), length).ec == std::errc())
      got.length = length;
  }

  bool take_body(std::string_view piece) {
    if (!is_handed_on()) {
      got.text.append(piece.substr(0, kMostText - std::min(kMostText, got.text.size())));
      return true;
    }
    return begin() && keep(sink_.take(piece));
  }

  bool keep(const Result<void>& done) {
    if (!done) refused = done.error();
    return done.has_value();
  }

  const HttpBodySink& sink_;
  bool begun_ = false;
};

}  // namespace

struct HttpGetter::Handles {
  Handles() : easy(curl_easy_init()), multi(curl_multi_init()) {}
  ~Handles() {
    curl_easy_cleanup(easy);
    curl_multi_cleanup(multi);
  }
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;

  void prepare(const HttpGet& request, Exchange& exchange, const HeaderList& headers) const {
    curl_easy_reset(easy);
    const auto set = [this](CURLoption option, auto value) {
      curl_easy_setopt(easy, option, value);
    };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PATH_AS_IS, 1L);  // an S3 key may hold "." and empty names
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "https");
    set(CURLOPT_FOLLOWLOCATION, request.follow_redirects ? 1L : 0L);
    set(CURLOPT_MAXREDIRS, kMostRedirects);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);  // of a proxy
    set(CURLOPT_HTTPHEADER, headers.first);
    set(CURLOPT_USERAGENT, "hoplens");
    set(CURLOPT_CONNECTTIMEOUT_MS,
        static_cast<long>(
            std::min<std::chrono::milliseconds>(kConnectPatience, request.patience).count()));
    if (!request.ca_file.empty()) set(CURLOPT_CAINFO, request.ca_file.c_str());
    if (is_loopback(host_of(request.url))) set(CURLOPT_PROXY, "");
    if (request.signer) sign(*request.signer);
    set(CURLOPT_HEADERFUNCTION, &Exchange::on_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&exchange));
    set(CURLOPT_WRITEFUNCTION, &Exchange::on_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&exchange));
  }

  // Name and secret apart, since either may hold a colon.
  void sign(const HttpGet::Signer& signer) const {
    const std::string what = "aws:amz:" + signer.region + ":s3";
    curl_easy_setopt(easy, CURLOPT_AWS_SIGV4, what.c_str());
    curl_easy_setopt(easy, CURLOPT_USERNAME, signer.credentials.access_key_id.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, signer.credentials.secret_access_key.c_str());
  }

  // Nothing where stop was requested.
  std::optional<CURLcode> run(const Exchange& exchange, std::chrono::milliseconds patience,
                              const std::stop_token& cancel) const {
    curl_multi_add_handle(multi, easy);
    std::optional<CURLcode> result;
    {
      const std::stop_callback wake(cancel, [this] { curl_multi_wakeup(multi); });
      while (!result && !cancel.stop_requested()) result = step(exchange, patience);
    }
    curl_multi_remove_handle(multi, easy);
    if (cancel.stop_requested()) return std::nullopt;
    return result;
  }

  // Goes on as far as it can, then waits for more. The result where it is over.
  std::optional<CURLcode> step(const Exchange& exchange, std::chrono::milliseconds patience) const {
    int running = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) return CURLE_FAILED_INIT;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left))
      if (message->msg == CURLMSG_DONE) return message->data.result;
    const auto silent = std::chrono::steady_clock::now() - exchange.last_heard;
    if (silent >= patience) return CURLE_OPERATION_TIMEDOUT;
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(patience - silent);
    curl_multi_poll(multi, nullptr, 0, static_cast<int>(std::min<std::int64_t>(rest.count(), 1000)),
                    nullptr);
    return std::nullopt;
  }

  bool connected() const {
    curl_off_t microseconds = 0;
    curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &microseconds);
    return microseconds > 0;
  }

  CURL* easy;
  CURLM* multi;
};

HttpGetter::HttpGetter() {
  start_curl();
  handles_ = std::make_unique<Handles>();
}

HttpGetter::~HttpGetter() = default;

tl::expected<HttpGot, HttpFailure> HttpGetter::get(const HttpGet& request, const HttpBodySink& sink,
                                                   std::stop_token cancel) {
  HeaderList headers;
  for (const std::string& line : request.headers) headers.add(line);
  if (request.signer) {
    // S3 wants this header, and libcurl signs every header that it is given.
    headers.add("x-amz-content-sha256: UNSIGNED-PAYLOAD");
    const std::string& token = request.signer->credentials.session_token;
    if (!token.empty()) headers.add("x-amz-security-token: " + token);
  }
  Exchange exchange(sink);
  handles_->prepare(request, exchange, headers);
  const std::optional<CURLcode> code = handles_->run(exchange, request.patience, cancel);
  if (!code)
    return tl::unexpected(HttpFailure{
        {ErrorCode::Cancelled, "Fetching from " + host_of(request.url) + " was given up", ""}});
  if (*code == CURLE_OK && exchange.begin()) return std::move(exchange.got);
  if (exchange.refused) return tl::unexpected(HttpFailure{*exchange.refused});
  return tl::unexpected(failure_of(*code, request.url, handles_->connected()));
}

std::string HttpGot::header(const std::string& name) const {
  const auto at = headers.find(name);
  return at == headers.end() ? "" : at->second;
}

std::string shown_url(const std::string& url) {
  std::string out = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = out.find("://");
  if (scheme == out.npos) return out;
  const std::size_t path = std::min(out.find('/', scheme + 3), out.size());
  const std::size_t at = out.rfind('@', path);
  if (at != out.npos && at > scheme) out.erase(scheme + 3, at - scheme - 2);
  return out;
}

}  // namespace emulator
