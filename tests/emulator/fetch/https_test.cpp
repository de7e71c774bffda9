#include <csignal>
#include <cstdio>
#include <latch>
#include <memory>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <httplib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/emulator/fetch/certificate.h"
#include "tests/emulator/fetch/world.h"

using namespace emulator;
using namespace emulator::test;
using Catch::Matchers::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

// A web server with a certificate of its own making.
struct HttpsServer {
  HttpsServer() : server(certificate.certificate(), certificate.key()) {
    server.set_tcp_nodelay(true);
    server.set_keep_alive_timeout(1);
    server.set_pre_routing_handler([this](const auto& request, auto&) {
      const std::lock_guard lock(mutex);
      requests.push_back(request);
      return httplib::Server::HandlerResponse::Unhandled;
    });
    port = server.bind_to_any_port("127.0.0.1");
    thread = std::jthread([this] { server.listen_after_bind(); });
    server.wait_until_ready();
  }
  ~HttpsServer() { server.stop(); }
  std::string url(const std::string& path) const {
    return "https://127.0.0.1:" + std::to_string(port) + path;
  }
  std::size_t count() {
    const std::lock_guard lock(mutex);
    return requests.size();
  }
  httplib::Request last() {
    const std::lock_guard lock(mutex);
    return requests.back();
  }

  Certificate certificate;
  httplib::SSLServer server;
  std::mutex mutex;
  std::vector<httplib::Request> requests;
  int port = 0;
  std::jthread thread;
};

// A user who trusts that server.
struct HttpsWorld : World {
  HttpsWorld() {
    environment["SSL_CERT_FILE"] = folder.write("authority.pem", web.certificate.pem()).string();
  }
  fs::path path_of(const std::string& path) {
    const auto fetched = fetch(web.url(path));
    if (!fetched) FAIL(fetched.error().what);
    return fetched->path;
  }
  Error error_of(const std::string& path) {
    const auto fetched = fetch(web.url(path));
    REQUIRE_FALSE(fetched);
    return fetched.error();
  }
  HttpsServer web;
};

// Files cannot grow beyond that while it lives, as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit now{bytes, old_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  void (*handler_)(int);
  rlimit old_{};
};

}  // namespace

TEST_CASE("a file behind https is fetched with progress") {
  HttpsWorld world;
  world.web.server.Get("/models/wine.tar.gz", [](const auto&, auto& response) {
    response.set_content(std::string(3'000'000, 'm'), "application/gzip");
  });
  const fs::path file = world.path_of("/models/wine.tar.gz?id=5");
  CHECK(file.filename() == "wine.tar.gz");
  CHECK(read_text(file) == std::string(3'000'000, 'm'));
  CHECK(world.told.front().total == 3'000'000);
  CHECK(world.told.back().done == 3'000'000);
}

TEST_CASE("a file that did not change is not transferred again") {
  HttpsWorld world;
  world.web.server.Get("/tagged", [](const httplib::Request& request, auto& response) {
    response.set_header("ETag", "\"v1\"");
    if (request.get_header_value("If-None-Match") == "\"v1\"")
      response.status = 304;
    else
      response.set_content("tagged", "application/gzip");
  });
  world.web.server.Get("/dated", [](const httplib::Request& request, auto& response) {
    const std::string date = "Wed, 21 Oct 2026 07:28:00 GMT";
    response.set_header("Last-Modified", date);
    if (request.get_header_value("If-Modified-Since") == date)
      response.status = 304;
    else
      response.set_content("dated", "application/gzip");
  });
  for (const std::string name : {"tagged", "dated"}) {
    const fs::path first = world.path_of("/" + name);
    CHECK(world.path_of("/" + name) == first);
    CHECK(read_text(first) == name);
    CHECK(world.told.empty());
  }
  CHECK(world.web.count() == 4);
  CHECK(world.versions() == 2);
}

TEST_CASE("a signed address is known again when it is signed anew, and is written down nowhere") {
  HttpsWorld world;
  world.web.server.Get("/m.tar.gz", [](const httplib::Request& request, auto& response) {
    response.set_header("ETag", "\"v1\"");
    if (request.has_header("If-None-Match"))
      response.status = 304;
    else
      response.set_content("data", "application/gzip");
  });
  const fs::path first = world.path_of("/m.tar.gz?X-Amz-Signature=aaaa");
  CHECK(world.path_of("/m.tar.gz?X-Amz-Signature=bbbb") == first);
  CHECK_THAT(world.all_that_is_kept(), !ContainsSubstring("aaaa"));
  CHECK_THAT(world.error_of("/none?X-Amz-Signature=cccc").what, !ContainsSubstring("cccc"));
}

TEST_CASE("redirects are followed to https alone") {
  HttpsWorld world;
  world.web.server.Get("/moved",
                       [](const auto&, auto& response) { response.set_redirect("/here"); });
  world.web.server.Get("/here", [](const auto&, auto& response) {
    response.set_content("data", "application/gzip");
  });
  world.web.server.Get("/plain", [](const auto&, auto& response) {
    response.set_redirect("http://127.0.0.1:9/model.tar.gz");
  });
  world.web.server.Get("/circle",
                       [](const auto&, auto& response) { response.set_redirect("/circle"); });
  CHECK(read_text(world.path_of("/moved")) == "data");
  CHECK_THAT(world.error_of("/plain").what, ContainsSubstring("not https://"));
  CHECK_THAT(world.error_of("/circle").what, ContainsSubstring("without an end"));
}

TEST_CASE("a server whose certificate nobody vouches for is not believed") {
  HttpsWorld world;
  world.environment.clear();
  const Error error = world.error_of("/model.tar.gz");
  CHECK_THAT(error.what, ContainsSubstring("certificate is not trusted"));
  CHECK_THAT(error.next_step, ContainsSubstring("SSL_CERT_FILE"));
  CHECK(world.web.count() == 0);
}

TEST_CASE("what the server refuses is told in words, with the way out") {
  HttpsWorld world;
  world.web.server.Get("/forbidden", [](const auto&, auto& response) { response.status = 403; });
  world.web.server.Get("/broken", [](const auto&, auto& response) { response.status = 500; });
  const Error none = world.error_of("/none.tar.gz?token=secret");
  CHECK(none.code == ErrorCode::NotFound);
  CHECK(none.what == "There is nothing at " + world.web.url("/none.tar.gz") + " (404)");
  CHECK(none.next_step ==
        "Correct the address, or set Local.Stages.model.ModelData to a folder or a model.tar.gz "
        "on this machine");
  CHECK(world.error_of("/forbidden").code == ErrorCode::PermissionDenied);
  CHECK_THAT(world.error_of("/broken").what, ContainsSubstring("(500)"));
  CHECK(world.versions() == 0);
}

TEST_CASE("an address that is not https is refused") {
  World world;
  for (const std::string url :
       {"http://127.0.0.1/model.tar.gz", "ftp://x/y", "file:///etc/passwd"}) {
    const auto fetched = world.fetch(url);
    REQUIRE_FALSE(fetched);
    CHECK_THAT(fetched.error().what, ContainsSubstring("https:// and s3:// only"));
  }
}

TEST_CASE("a transfer that breaks off goes on where it was") {
  HttpsWorld world;
  const std::string content = std::string(400'000, 'a') + std::string(400'000, 'b');
  world.web.server.Get("/m.tar.gz", [&](const httplib::Request& request, auto& response) {
    response.set_header("ETag", "\"v1\"");
    if (request.has_header("Range")) return response.set_content(content, "application/gzip");
    // Half of it, and the connection is gone.
    response.set_content_provider(content.size(), "application/gzip",
                                  [&](std::size_t, std::size_t, httplib::DataSink& sink) {
                                    sink.write(content.data(), 400'000);
                                    return false;
                                  });
  });
  CHECK(read_text(world.path_of("/m.tar.gz")) == content);
  CHECK(world.web.count() == 2);
  CHECK(world.web.last().get_header_value("If-Range") == "\"v1\"");
  CHECK_FALSE(world.web.last().get_header_value("Range") == "bytes=0-");
}

TEST_CASE("a transfer that breaks off again and again leaves nothing behind") {
  HttpsWorld world;
  world.web.server.Get("/m.tar.gz", [&](const auto&, auto& response) {
    response.set_content_provider(1000, "application/gzip",
                                  [](std::size_t, std::size_t, httplib::DataSink& sink) {
                                    sink.write("half", 4);
                                    return false;
                                  });
  });
  CHECK_THAT(world.error_of("/m.tar.gz").what, ContainsSubstring("broke off"));
  CHECK(world.web.count() == 3);
  CHECK(world.versions() == 0);
}

TEST_CASE("a server that falls silent is not waited for without an end") {
  HttpsWorld world;
  world.around.patience = std::chrono::milliseconds{200};
  std::latch over(1);
  world.web.server.Get("/m.tar.gz", [&](const auto&, auto& response) {
    response.set_content_provider(1000, "application/gzip",
                                  [&](std::size_t, std::size_t, httplib::DataSink& sink) {
                                    sink.write("half", 4);
                                    over.wait();
                                    return false;
                                  });
  });
  CHECK_THAT(world.error_of("/m.tar.gz").what, ContainsSubstring("silent for too long"));
  over.count_down();
}

TEST_CASE("a transfer is given up at once when the user says so") {
  HttpsWorld world;
  std::latch over(1);
  world.web.server.Get("/m.tar.gz", [&](const auto&, auto& response) {
    response.set_content_provider(1000, "application/gzip",
                                  [&](std::size_t, std::size_t, httplib::DataSink& sink) {
                                    sink.write("half", 4);
                                    world.stop.request_stop();
                                    over.wait();
                                    return false;
                                  });
  });
  CHECK(world.error_of("/m.tar.gz").code == ErrorCode::Cancelled);
  CHECK(world.versions() == 0);
  over.count_down();
}

TEST_CASE("a full disk is said to be full") {
  HttpsWorld world;
  world.web.server.Get("/m.tar.gz", [](const auto&, auto& response) {
    response.set_content(std::string(3'000'000, 'm'), "application/gzip");
  });
  Error error;
  {
    const FullDisk full(1'000'000);
    error = world.error_of("/m.tar.gz");
  }
  CHECK(error.code == ErrorCode::IoFailed);
  CHECK_THAT(error.what, ContainsSubstring("cannot be kept in"));
  CHECK_THAT(error.next_step, ContainsSubstring("Free some space"));
  CHECK(world.versions() == 0);
}

TEST_CASE("what does not fit on the disk is not begun") {
  HttpsWorld world;
  world.web.server.Get("/m.tar.gz", [](const auto&, auto& response) {
    response.set_content_provider(
        std::size_t{1} << 60, "application/gzip",
        [](std::size_t, std::size_t, httplib::DataSink& sink) { return sink.write("m", 1); });
  });
  CHECK_THAT(world.error_of("/m.tar.gz").what, ContainsSubstring(" left"));
}

TEST_CASE("two who fetch the same at the same time transfer it once") {
  HttpsWorld world;
  std::latch both(2);
  world.web.server.Get("/m.tar.gz", [&](const httplib::Request& request, auto& response) {
    response.set_header("ETag", "\"v1\"");
    if (request.has_header("If-None-Match"))
      response.status = 304;
    else
      response.set_content(std::string(500'000, 'm'), "application/gzip");
  });
  std::vector<fs::path> paths(2);
  {
    std::vector<std::jthread> threads;
    for (fs::path& path : paths)
      threads.emplace_back([&] {
        both.arrive_and_wait();
        const auto fetched =
            fetch_model_data({world.web.url("/m.tar.gz"), false, ""}, world.around, nullptr, {});
        if (fetched) path = fetched->path;
      });
  }
  CHECK(paths[0] == paths[1]);
  CHECK(read_text(paths[0]) == std::string(500'000, 'm'));
  CHECK(world.versions() == 1);
}

TEST_CASE("another process that fetches the same is waited for, unless the user gives up") {
  HttpsWorld world;
  world.web.server.Get("/m.tar.gz", [](const auto&, auto& response) {
    response.set_content("data", "application/gzip");
  });
  const fs::path file = world.path_of("/m.tar.gz");
  const fs::path lock = file.parent_path().parent_path().parent_path() / "lock";
  // It says when it holds the lock, and lets go when its input ends.
  const std::string command = "flock '" + lock.string() + "' sh -c 'echo held >\"" +
                              (world.folder.path() / "held").string() + "\"; cat >/dev/null'";
  FILE* const other = popen(command.c_str(), "w");
  REQUIRE(other != nullptr);
  while (!fs::exists(world.folder.path() / "held")) std::this_thread::yield();
  std::jthread impatient([&] { world.stop.request_stop(); });
  CHECK(world.error_of("/m.tar.gz").code == ErrorCode::Cancelled);
  impatient.join();
  CHECK(world.web.count() == 1);
  pclose(other);
  world.stop = {};
  CHECK(read_text(world.path_of("/m.tar.gz")) == "data");
}
