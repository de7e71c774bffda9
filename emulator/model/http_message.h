#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/body.h"

namespace emulator {

struct Header {
  std::string name;  // spelled as on the wire
  std::string value;
  bool operator==(const Header&) const = default;
};

// Header fields in the order and spelling in which they crossed the wire, repeats included.
// Names compare without case.
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<Header> headers) : list_(headers) {}

  void add(std::string name, std::string value) { list_.push_back({std::move(name), std::move(value)}); }
  // Replaces the first field of that name and removes the others; adds it at the end if absent.
  void set(std::string_view name, std::string value);
  void remove(std::string_view name);
  // The first value of that name.
  std::optional<std::string_view> get(std::string_view name) const;
  bool has(std::string_view name) const { return get(name).has_value(); }

  void reserve(std::size_t count) { list_.reserve(count); }
  std::size_t size() const { return list_.size(); }
  bool empty() const { return list_.empty(); }
  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  const Header& operator[](std::size_t i) const { return list_[i]; }
  bool operator==(const Headers&) const = default;

 private:
  std::vector<Header> list_;
};

struct HttpRequest {
  std::string method = "POST";
  std::string target = "/invocations";
  Headers headers;
  BodyPtr body;  // never null once it was sent
};

struct HttpResponse {
  int status = 0;
  std::string reason;
  std::string version;  // "1.1" or "1.0"
  Headers headers;
  BodyPtr body;  // never null
};

}  // namespace emulator
