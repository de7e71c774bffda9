#include "emulator/docker/image_reference.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

namespace {

const std::string kDigest = "sha256:" + std::string(64, 'a');

ImageReference parsed(const std::string& name) {
  CAPTURE(name);
  const Result<ImageReference> image = parse_image_reference(name);
  REQUIRE(image);
  return *image;
}

}  // namespace

TEST_CASE("an image's name is filled in as Docker does") {
  CHECK(parsed("nginx") == ImageReference{"docker.io", "library/nginx", "latest", ""});
  CHECK(parsed("nginx:1.25") == ImageReference{"docker.io", "library/nginx", "1.25", ""});
  CHECK(parsed("me/nginx") == ImageReference{"docker.io", "me/nginx", "latest", ""});
  CHECK(parsed("docker.io/nginx") == ImageReference{"docker.io", "library/nginx", "latest", ""});
  CHECK(parsed("index.docker.io/me/x") == ImageReference{"docker.io", "me/x", "latest", ""});
  CHECK(parsed("a__b-c--d/e.f_g") == ImageReference{"docker.io", "a__b-c--d/e.f_g", "latest", ""});
}

TEST_CASE("an image's registry is what looks like a host") {
  CHECK(parsed("localhost/x") == ImageReference{"localhost", "x", "latest", ""});
  CHECK(parsed("localhost:5000/x") == ImageReference{"localhost:5000", "x", "latest", ""});
  CHECK(parsed("localhost:5000/x:2") == ImageReference{"localhost:5000", "x", "2", ""});
  CHECK(parsed("ghcr.io/a/b/c:v1") == ImageReference{"ghcr.io", "a/b/c", "v1", ""});
  CHECK(parsed("HOST/x") == ImageReference{"HOST", "x", "latest", ""});
  CHECK(parsed("[::1]:5000/x") == ImageReference{"[::1]:5000", "x", "latest", ""});
  CHECK(parsed("localhost:5000") == ImageReference{"docker.io", "library/localhost", "5000", ""});
}

TEST_CASE("a digest says which image it is, with a tag or without") {
  CHECK(parsed("nginx@" + kDigest) == ImageReference{"docker.io", "library/nginx", "", kDigest});
  CHECK(parsed("h.io:1/x:2@" + kDigest) == ImageReference{"h.io:1", "x", "2", kDigest});
}

TEST_CASE("what is pulled is named in full") {
  CHECK(parsed("nginx").pull_name() == "docker.io/library/nginx:latest");
  CHECK(parsed("localhost:5000/x:2").pull_name() == "localhost:5000/x:2");
  CHECK(parsed("nginx:1@" + kDigest).pull_name() == "docker.io/library/nginx@" + kDigest);
}

TEST_CASE("Docker Hub has a key of its own in Docker's configuration") {
  CHECK(parsed("nginx").registry_key() == "https://index.docker.io/v1/");
  CHECK(parsed("localhost:5000/x").registry_key() == "localhost:5000");
}

TEST_CASE("what Docker does not take for an image's name is refused with the reason") {
  for (const std::string& name : {std::string(),
                                  std::string("UPPER"),
                                  std::string("me/Upper"),
                                  std::string("a//b"),
                                  std::string("/a"),
                                  std::string("a/"),
                                  std::string("a:"),
                                  std::string("a:b:c"),
                                  std::string("a:b/c:d:e"),
                                  std::string("a@sha256:12"),
                                  std::string("a@"),
                                  std::string("a@sha256:" + std::string(64, 'A')),
                                  std::string("-a"),
                                  std::string("a_"),
                                  std::string("a___b"),
                                  std::string("a..b"),
                                  std::string("a b"),
                                  std::string("a:-tag"),
                                  std::string("https://h.io/x"),
                                  std::string("bad_host.io/x"),
                                  std::string("h.io:port/x"),
                                  std::string("-h.io/x"),
                                  std::string("[::1/x"),
                                  std::string("[host]/x"),
                                  std::string(64, 'f'),
                                  std::string(256, 'a'),
                                  "a:" + std::string(129, 't')}) {
    CAPTURE(name);
    const Result<ImageReference> image = parse_image_reference(name);
    REQUIRE_FALSE(image);
    CHECK(image.error().code == ErrorCode::InvalidInput);
    CHECK(image.error().what.find("\"" + name + "\"") != std::string::npos);
    CHECK_FALSE(image.error().next_step.empty());
  }
}
