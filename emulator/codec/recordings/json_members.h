#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/codec/recordings/invocation_json.h"

// Writing and reading of members: a struct lists its members once, for both (see
// invocation_json.cpp). Private to invocation_json.cpp.
namespace emulator::members {

// A member that is at its zero is left out, and is at its zero where it is left out.
class Writer {
 public:
  explicit Writer(BodyWriting& context) : context_(context) {}
  template <typename T>
  void operator()(std::string_view key, const T& value) {
    std::string text;
    if (!put(text, value)) return;
    begin_member(out_, key);
    out_ += text;
  }
  std::string take() { return std::move(out_) + "}"; }
  BodyWriting& context() { return context_; }

 private:
  // Appends the value; false where there is nothing to write.
  bool put(std::string& out, const std::string& value);
  bool put(std::string& out, bool value);
  bool put(std::string& out, int value);
  bool put(std::string& out, std::uint64_t value);
  bool put(std::string& out, Nanoseconds value);
  bool put(std::string& out, WallTime value);
  bool put(std::string& out, StageId value);
  bool put(std::string& out, InvocationId value);
  bool put(std::string& out, Severity value);
  bool put(std::string& out, HopSource value);
  bool put(std::string& out, FaultKind value);
  bool put(std::string& out, HeaderFlow value);
  bool put(std::string& out, TransportErrorKind value);
  bool put(std::string& out, std::string_view fact);
  bool put(std::string& out, const Headers& value);
  bool put(std::string& out, const BodyPtr& value);
  template <typename T>
  bool put(std::string& out, const std::optional<T>& value);
  template <typename T>
  bool put(std::string& out, const std::shared_ptr<const T>& value);
  template <typename T>
  bool put(std::string& out, const std::vector<T>& value);
  template <typename T>
  bool put(std::string& out, const T& object);  // that lists its members

  BodyWriting& context_;
  std::string out_ = "{";
};

class Reader {
 public:
  Reader(const JsonNode& node, Reading& reading, BodyReading& context)
      : node_(node), reading_(reading), context_(context) {
    ok_ = reading.expect(node, JsonKind::Object);
  }
  template <typename T>
  void operator()(std::string_view key, T& value) {
    known_.push_back(key);
    value = T{};
    const JsonNode* child = ok_ ? node_.find(key) : nullptr;
    if (child) ok_ = get(*child, value);
  }
  // False where something was wrong, an unknown member included.
  bool done();

 private:
  bool get(const JsonNode& at, std::string& value);
  bool get(const JsonNode& at, bool& value);
  bool get(const JsonNode& at, int& value);
  bool get(const JsonNode& at, std::uint64_t& value);
  bool get(const JsonNode& at, Nanoseconds& value);
  bool get(const JsonNode& at, WallTime& value);
  bool get(const JsonNode& at, StageId& value);
  bool get(const JsonNode& at, InvocationId& value);
  bool get(const JsonNode& at, Severity& value);
  bool get(const JsonNode& at, HopSource& value);
  bool get(const JsonNode& at, FaultKind& value);
  bool get(const JsonNode& at, HeaderFlow& value);
  bool get(const JsonNode& at, TransportErrorKind& value);
  bool get(const JsonNode& at, std::string_view& fact);
  bool get(const JsonNode& at, Headers& value);
  bool get(const JsonNode& at, BodyPtr& value);
  template <typename T>
  bool get(const JsonNode& at, std::optional<T>& value);
  template <typename T>
  bool get(const JsonNode& at, std::shared_ptr<const T>& value);
  template <typename T>
  bool get(const JsonNode& at, std::vector<T>& value);
  template <typename T>
  bool get(const JsonNode& at, T& object);

  const JsonNode& node_;
  Reading& reading_;
  BodyReading& context_;
  std::vector<std::string_view> known_;
  bool ok_ = true;
};

}  // namespace emulator::members
