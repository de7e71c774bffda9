#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>

#include "emulator/base/bytes.h"

namespace emulator {

enum class BodyPlace { Memory, Disk, NotKept };

// One request's or response's body: immutable content with a plain id. Response k and request
// k+1 are the same object. The body store may move the content to disk or let it go, visibly;
// everything else about a body never changes. Safe from every thread.
class Body {
 public:
  explicit Body(Bytes bytes) : size_(bytes.size()), bytes_(std::make_shared<const Bytes>(std::move(bytes))) {}
  explicit Body(std::string_view text) : Body(Bytes(text)) {}
  // A body of its own over content that something else holds, too.
  explicit Body(std::shared_ptr<const Bytes> content)
      : size_(content->size()), bytes_(std::move(content)) {}

  // One of that size whose content nobody has any more.
  static std::shared_ptr<const Body> not_kept(std::size_t size) {
    auto body = std::make_shared<const Body>(NotKeptSize{size});
    body->move_to(BodyPlace::NotKept);
    return body;
  }
  struct NotKeptSize {
    std::size_t size;
  };
  explicit Body(NotKeptSize unkept) : size_(unkept.size) {}

  std::uint64_t id() const { return id_; }
  std::size_t size() const { return size_; }

  BodyPlace place() const {
    const std::lock_guard lock(mutex_);
    return place_;
  }

  // The content, or nullptr when it is not in memory. What was handed out stays valid.
  std::shared_ptr<const Bytes> in_memory() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
  }

  // Only for the body store: says where the content is from here on and lets go of the memory
  // unless the place is Memory.
  void move_to(BodyPlace place) const {
    std::shared_ptr<const Bytes> released;  // freed after the lock
    const std::lock_guard lock(mutex_);
    place_ = place;
    if (place != BodyPlace::Memory) released.swap(bytes_);
  }

 private:
  static std::uint64_t next_id() {
    static std::atomic<std::uint64_t> counter{0};
    return counter.fetch_add(1, std::memory_order_relaxed) + 1;
  }

  const std::uint64_t id_ = next_id();
  const std::size_t size_;
  mutable std::mutex mutex_;
  mutable BodyPlace place_ = BodyPlace::Memory;
  mutable std::shared_ptr<const Bytes> bytes_;
};

using BodyPtr = std::shared_ptr<const Body>;

inline BodyPtr make_body(std::string_view text) { return std::make_shared<const Body>(text); }
inline BodyPtr make_body(Bytes bytes) { return std::make_shared<const Body>(std::move(bytes)); }

}  // namespace emulator
