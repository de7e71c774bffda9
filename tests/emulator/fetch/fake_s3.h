#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <httplib.h>

namespace emulator::test {

// What a request for S3 said, for those who check its signature by other means.
struct SignedRequest {
  std::string target;
  std::map<std::string, std::string> headers;  // the signed ones, in lower case
  std::string signature;
  std::string date;
  std::string region;
};

// A server that speaks as much S3 as is needed: one bucket, GetObject with conditions and ranges,
// ListObjectsV2 in pages. It recomputes every signature from the request, with OpenSSL alone, and
// refuses what does not fit.
class FakeS3 {
 public:
  FakeS3();
  ~FakeS3();
  FakeS3(const FakeS3&) = delete;
  FakeS3& operator=(const FakeS3&) = delete;

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_); }
  void put(const std::string& key, const std::string& content);
  void remove(const std::string& key);

  static constexpr const char* kKeyId = "AKIDEXAMPLE";
  static constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  std::string bucket = "models";
  std::string region = "us-east-1";
  std::string session_token;  // wanted with every request
  std::size_t page = 1000;
  std::atomic<int> busy_answers = 0;  // so many times 503 first
  std::atomic<int> breaks = 0;        // so many objects break off in the middle first
  std::function<void()> on_break;

  std::vector<std::string> requests() const;  // "GET 200 /models/key"
  void forget_requests();
  std::vector<SignedRequest> signed_requests() const;

 private:
  void answer(const httplib::Request& request, httplib::Response& response);
  std::string refusal(const httplib::Request& request, const std::string& path);
  void list(const httplib::Request& request, httplib::Response& response) const;
  void give(const httplib::Request& request, const std::string& key, httplib::Response& response);

  struct Object {
    std::string content;
    std::string etag;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Object> objects_;
  std::vector<std::string> requests_;
  std::vector<SignedRequest> signed_;
  httplib::Server server_;
  int port_ = 0;
  std::jthread thread_;
};

}  // namespace emulator::test
