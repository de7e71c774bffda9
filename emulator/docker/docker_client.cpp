#include "emulator/docker/docker_client.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <mutex>

#include <fcntl.h>
#include <httplib.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "emulator/base/descriptor.h"
#include "emulator/base/text.h"
#include "emulator/docker/docker_endpoints.h"
#include "emulator/docker/docker_json.h"

namespace emulator {
namespace {

using Http = httplib::ClientImpl;

// The newest version of the API that this code was written against; older engines get theirs.
constexpr std::string_view kOurVersion = "1.41";
// poll() takes milliseconds as an int; this is nearly that, three weeks.
constexpr std::chrono::seconds kForEver{2'000'000};
constexpr std::chrono::seconds kConnectPatience{5};

struct Version {
  int major = 0;
  int minor = 0;
  // clang-tidy 14 sees a null pointer in what the compiler writes here.
  auto operator<=>(const Version&) const = default;  // NOLINT(modernize-use-nullptr)
};

Version version_in(std::string_view text) {
  Version version;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version.major);
  if (error == std::errc{} && end != text.data() + text.size() && *end == '.')
    std::from_chars(end + 1, text.data() + text.size(), version.minor);
  return version;
}

std::string text_of(const Version& version) {
  return std::to_string(version.major) + "." + std::to_string(version.minor);
}

// What the system says about connecting to a unix socket; 0: it can be done.
int connect_errno(const std::filesystem::path& socket_file) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string& path = socket_file.native();
  if (path.size() >= sizeof address.sun_path) return ENAMETOOLONG;
  std::memcpy(address.sun_path, path.data(), path.size());
  const int number = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (number < 0) return errno;
  const int done = ::connect(number, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const int problem = done == 0 ? 0 : errno;
  close(number);
  return problem;
}

Error broke_off(const DockerEndpoint& endpoint) {
  return {ErrorCode::IoFailed, "The Docker Engine at " + endpoint.url() + " broke off",
          "Look at the engine's own log, then try again"};
}

Error unix_trouble(const DockerEndpoint& endpoint) {
  const int problem = connect_errno(endpoint.socket);
  if (problem == EACCES || problem == EPERM) return socket_permission_denied(endpoint);
  return problem == 0 ? broke_off(endpoint) : no_docker_engine({endpoint});
}

std::string tls_words(httplib::Error problem) {
  switch (problem) {
    case httplib::Error::SSLConnection:
      return "it does not speak TLS, or does not take our certificate";
    case httplib::Error::SSLLoadingCerts:
      return "a certificate cannot be read";
    case httplib::Error::SSLServerVerification:
      return "its certificate is not signed by the authority that we were given";
    case httplib::Error::SSLServerHostnameVerification:
      return "its certificate is for another host";
    default:
      return "";
  }
}

Error trouble(const DockerEndpoint& endpoint, httplib::Error problem) {
  if (const std::string words = tls_words(problem); !words.empty())
    return {ErrorCode::IoFailed, "The Docker Engine at " + endpoint.url() + ": " + words,
            "Check the certificates in DOCKER_CERT_PATH or the context, and DOCKER_TLS_VERIFY"};
  if (endpoint.is_unix()) return unix_trouble(endpoint);
  const bool nobody_there =
      problem == httplib::Error::Connection || problem == httplib::Error::ConnectionTimeout;
  return nobody_there ? no_docker_engine({endpoint}) : broke_off(endpoint);
}

std::unique_ptr<Http> tls_client(const DockerEndpoint& endpoint) {
  const DockerTls& tls = *endpoint.tls;
  auto client = std::make_unique<httplib::SSLClient>(endpoint.host, endpoint.port,
                                                     tls.certificate.string(), tls.key.string());
  if (!tls.ca.empty()) client->set_ca_cert_path(tls.ca.string());
  client->enable_server_certificate_verification(tls.verify);
  return client;
}

std::unique_ptr<Http> client_for(const DockerEndpoint& endpoint) {
  std::unique_ptr<Http> client;
  if (endpoint.is_unix()) {
    client = std::make_unique<Http>(endpoint.socket.string(), 80);
    client->set_address_family(AF_UNIX);
  } else if (endpoint.tls) {
    client = tls_client(endpoint);
  } else {
    client = std::make_unique<Http>(endpoint.host, endpoint.port);
  }
  client->set_connection_timeout(kConnectPatience);
  client->set_tcp_nodelay(true);
  client->set_url_encode(false);
  return client;
}

struct GivenUp {};

// Makes a request end when stop is requested, at whatever moment that happens: before its socket is
// there the hook gives up; while it connects our own descriptor of the socket ends that, which
// the library's stop() would wait for; afterwards either does.
class Cancelling {
 public:
  Cancelling(Http& client, const std::stop_token& cancel) : client_(client), cancel_(cancel) {
    client_.set_socket_options([this](socket_t socket) { take(socket); });
  }
  void operator()() {
    {
      const std::lock_guard lock(mutex_);
      if (socket_) shutdown(socket_.get(), SHUT_RDWR);
    }
    client_.stop();
  }

 private:
  void take(int socket) {
    if (cancel_.stop_requested()) {
      close(socket);
      throw GivenUp{};
    }
    const std::lock_guard lock(mutex_);
    socket_ = Descriptor(fcntl(socket, F_DUPFD_CLOEXEC, 0));
  }

  Http& client_;
  const std::stop_token& cancel_;
  std::mutex mutex_;
  Descriptor socket_;
};

httplib::Request wire_request(const DockerEndpoint& endpoint, const std::string& prefix,
                              const DockerRequest& request) {
  httplib::Request wire;
  wire.method = request.method;
  wire.path = prefix + request.path;
  if (endpoint.is_unix()) wire.set_header("Host", "docker");  // without it the engine answers 400
  for (const auto& [name, value] : request.headers) wire.set_header(name, value);
  if (request.body_source || !request.body.empty())
    wire.set_header("Content-Type", request.content_type);
  wire.body = request.body;
  return wire;
}

// Feeds the body piece by piece. `problem` keeps what the source failed with.
void set_body_source(httplib::Request& wire, const DockerRequest& request,
                     std::optional<Error>& problem) {
  wire.body.clear();
  wire.set_header("Transfer-Encoding", "chunked");
  wire.is_chunked_content_provider_ = true;
  wire.content_provider_ = [&request, &problem](std::size_t, std::size_t, httplib::DataSink& sink) {
    auto piece = request.body_source();
    if (!piece) {
      problem = std::move(piece.error());
      return false;
    }
    if (piece->empty()) {
      sink.done();
      return true;
    }
    return sink.write(piece->data(), piece->size());
  };
}

struct Exchange {
  const DockerEndpoint& endpoint;
  const std::string& prefix;
  const DockerRequest& request;
  const DockerClient::Take& take;  // empty: the body is kept
  const std::stop_token& cancel;

  Result<DockerAnswer> run() {
    if (cancel.stop_requested()) return cancelled();
    const auto client = client_for(endpoint);
    const bool patient = request.patience.count() == 0;
    client->set_read_timeout(patient ? std::chrono::milliseconds(kForEver) : request.patience);
    client->set_write_timeout(std::chrono::seconds{60});
    Cancelling cancelling(*client, cancel);
    httplib::Request wire = wire_request(endpoint, prefix, request);
    if (request.body_source) set_body_source(wire, request, source_problem);
    if (take) take_pieces(wire);
    httplib::Response response;
    httplib::Error problem = httplib::Error::Success;
    bool well = false;
    try {
      const std::stop_callback stop(cancel, [&cancelling] { cancelling(); });
      well = client->send(wire, response, problem);
    } catch (const GivenUp&) {
      return cancelled();
    }
    if (ended_by_taker) return DockerAnswer{status, ""};
    if (cancel.stop_requested()) return cancelled();
    if (source_problem) return fail(*source_problem);
    if (!well) return fail(trouble(endpoint, problem));
    return DockerAnswer{response.status, take ? refusal : response.body};
  }

  void take_pieces(httplib::Request& wire) {
    wire.response_handler = [this](const httplib::Response& response) {
      status = response.status;
      return true;
    };
    wire.content_receiver = [this](const char* bytes, std::size_t size, std::uint64_t,
                                   std::uint64_t) {
      if (status >= 400) {
        refusal.append(bytes, size);
        return true;
      }
      ended_by_taker = !take({bytes, size});
      return !ended_by_taker;
    };
  }

  Result<DockerAnswer> cancelled() const {
    return fail(ErrorCode::Cancelled, "Given up: " + request.method + " " + request.path);
  }

  int status = 0;
  std::string refusal;
  bool ended_by_taker = false;
  std::optional<Error> source_problem;
};

}  // namespace

Result<std::shared_ptr<DockerClient>> DockerClient::connect(DockerEndpoint endpoint,
                                                            std::stop_token cancel) {
  std::shared_ptr<DockerClient> client(new DockerClient(std::move(endpoint)));
  auto answer = client->send({.path = "/version", .patience = std::chrono::seconds{20}}, cancel);
  if (!answer) return fail(answer.error());
  const auto document = parse_json(answer->body);
  const std::string newest = text_in(document, "ApiVersion");
  // The words in which Go's servers answer plain HTTP.
  if (answer->status == 400 && answer->body.find("HTTPS server") != answer->body.npos)
    return fail(ErrorCode::Unsupported,
                "The Docker Engine at " + client->endpoint_.url() + " asks for TLS",
                "Set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder of your certificates");
  if (!answer->well() || newest.empty())
    return fail(ErrorCode::Unsupported,
                "What answers at " + client->endpoint_.url() + " is no Docker Engine",
                "Set DOCKER_HOST to the address of one");
  const Version ours = version_in(kOurVersion);
  const Version least = version_in(text_in(document, "MinAPIVersion"));
  const Version chosen = std::max(least, std::min(ours, version_in(newest)));
  client->api_version_ = text_of(chosen);
  client->prefix_ = "/v" + client->api_version_;
  client->engine_version_ = text_in(document, "Version");
  return client;
}

Result<DockerAnswer> DockerClient::send(const DockerRequest& request,
                                        std::stop_token cancel) const {
  const Take keep_it;
  return Exchange{endpoint_, prefix_, request, keep_it, cancel}.run();
}

Result<DockerAnswer> DockerClient::stream(const DockerRequest& request, const Take& take,
                                          std::stop_token cancel) const {
  return Exchange{endpoint_, prefix_, request, take, cancel}.run();
}

}  // namespace emulator
