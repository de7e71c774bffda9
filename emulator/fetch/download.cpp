#include "emulator/fetch/download.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <system_error>

#include <fcntl.h>

#include "emulator/base/descriptor.h"
#include "emulator/base/text.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

constexpr int kTries = 3;
constexpr std::uint64_t kFurther = 1'000'000;  // that much more, and the tries count anew
constexpr std::size_t kMostText = 64'000'000;

using Answer = tl::expected<HttpGot, HttpFailure>;

bool is_busy(int status) {
  return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

bool wants_another_try(const Answer& answer) {
  return answer ? is_busy(answer->status) : answer.error().worth_retrying;
}

// Longer from try to try. False when stop was requested meanwhile.
bool pause(const FetchSurroundings& around, int tried, const std::stop_token& cancel) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, cancel, around.retry_pause * std::max(1, tried), [] { return false; });
  return !cancel.stop_requested();
}

Answer given_up() {
  return tl::unexpected(HttpFailure{{ErrorCode::Cancelled, "Fetching was given up", ""}});
}

// One file on its way, over several tries.
class Arrival {
 public:
  Arrival(const Download& what, const TellBytes& tell) : what_(what), tell_(tell) {}

  Result<void> open_file() {
    file_ = Descriptor(
        ::open(what_.target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file_) return fail(cannot_keep(what_.target, errno));
    return {};
  }

  std::uint64_t done() const { return done_; }

  // The request for what is still missing.
  HttpGet next() const {
    HttpGet get = what_.get;
    if (done_ == 0) return get;
    get.headers.clear();  // the conditions of the first request
    get.headers.push_back("Range: bytes=" + std::to_string(done_) + "-");
    // S3 knows the one condition, every other server the other.
    get.headers.push_back((get.signer ? "If-Match: " : "If-Range: ") + etag_);
    return get;
  }

  HttpBodySink sink() {
    return {[this](const HttpGot& head) { return begin(head); },
            [this](std::string_view piece) { return take(piece); }};
  }

  // What cannot be gone on with begins anew.
  void forget() { done_ = 0; }
  void forget_unless_it_can_go_on() {
    if (etag_.empty() || etag_.starts_with("W/")) forget();
  }

  Result<void> finish() {
    if (::ftruncate(file_.get(), static_cast<off_t>(done_)) != 0 || ::fsync(file_.get()) != 0)
      return fail(cannot_keep(what_.target, errno));
    tell_(done_, done_);
    return {};
  }

  void discard() {
    std::error_code ignored;
    fs::remove(what_.target, ignored);
  }

 private:
  Result<void> begin(const HttpGot& head) {
    const bool rest = head.status == 206;
    const std::string from = "bytes " + std::to_string(done_) + "-";
    if (rest && !head.header("content-range").starts_with(from))
      return fail(ErrorCode::IoFailed,
                  "The server sent another part of the file than the one that was asked for",
                  "Try again");
    if (!rest) {
      done_ = 0;
      etag_ = head.header("etag");
    }
    if (::lseek(file_.get(), static_cast<off_t>(done_), SEEK_SET) < 0)
      return fail(cannot_keep(what_.target, errno));
    total_ = head.length ? done_ + *head.length : 0;
    if (auto room = check_room(what_.target.parent_path(), head.length.value_or(0)); !room)
      return room;
    tell_(done_, total_);
    return {};
  }

  Result<void> take(std::string_view piece) {
    while (!piece.empty()) {
      const ssize_t written = ::write(file_.get(), piece.data(), piece.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return fail(cannot_keep(what_.target, errno));
      done_ += static_cast<std::uint64_t>(written);
      piece.remove_prefix(static_cast<std::size_t>(written));
    }
    tell_(done_, total_);
    return {};
  }

  const Download& what_;
  const TellBytes& tell_;
  Descriptor file_;
  std::string etag_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
};

// Tries until one is final. Its tries are counted anew whenever it got further.
Answer arrive(HttpGetter& getter, Arrival& arrival, const FetchSurroundings& around,
              const std::stop_token& cancel) {
  std::uint64_t reached = 0;
  for (int tried = 1;; ++tried) {
    const bool goes_on = arrival.done() > 0;
    Answer answer = getter.get(arrival.next(), arrival.sink(), cancel);
    const bool other_file = answer && goes_on && (answer->status == 412 || answer->status == 416);
    if (other_file) arrival.forget();
    if (arrival.done() >= reached + kFurther) {
      reached = arrival.done();
      tried = 0;
    }
    if (tried == kTries || (!other_file && !wants_another_try(answer))) return answer;
    arrival.forget_unless_it_can_go_on();
    if (!pause(around, tried, cancel)) return given_up();
  }
}

}  // namespace

Answer download(HttpGetter& getter, const Download& what, const FetchSurroundings& around,
                const TellBytes& tell, std::stop_token cancel) {
  Arrival arrival(what, tell);
  if (auto opened = arrival.open_file(); !opened)
    return tl::unexpected(HttpFailure{opened.error()});
  Answer answer = arrive(getter, arrival, around, cancel);
  const bool arrived = answer && (answer->status == 200 || answer->status == 206);
  if (arrived)
    if (auto finished = arrival.finish(); !finished)
      answer = tl::unexpected(HttpFailure{finished.error()});
  if (!arrived || !answer) arrival.discard();
  if (answer && answer->status == 206) answer->status = 200;
  return answer;
}

Answer download_text(HttpGetter& getter, const HttpGet& get, const FetchSurroundings& around,
                     std::stop_token cancel) {
  std::string text;
  const HttpBodySink sink{[&](const HttpGot&) -> Result<void> {
                            text.clear();
                            return {};
                          },
                          [&](std::string_view piece) -> Result<void> {
                            if (text.size() + piece.size() > kMostText)
                              return fail(ErrorCode::IoFailed, "The server's answer has no end");
                            text += piece;
                            return {};
                          }};
  for (int tried = 1;; ++tried) {
    Answer answer = getter.get(get, sink, cancel);
    if (tried == kTries || !wants_another_try(answer)) {
      if (answer && answer->status == 200) answer->text = std::move(text);
      return answer;
    }
    if (!pause(around, tried, cancel)) return given_up();
  }
}

Error cannot_keep(const fs::path& file, int error_number) {
  const bool full = error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
  return {error_number == EACCES || error_number == EROFS ? ErrorCode::PermissionDenied
                                                          : ErrorCode::IoFailed,
          "The model data cannot be kept in " + file.parent_path().string() + ": " +
              system_message(error_number),
          full ? "Free some space, or set XDG_CACHE_HOME to a folder on another disk"
               : "Set XDG_CACHE_HOME to a folder that you may write to"};
}

Result<void> check_room(const fs::path& folder, std::uint64_t bytes) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (error || bytes <= space.available) return {};
  return fail(ErrorCode::IoFailed,
              "The model data needs " + format_size(bytes) + ", and the disk of " +
                  folder.string() + " has " + format_size(space.available) + " left",
              "Free some space, or set XDG_CACHE_HOME to a folder on another disk");
}

}  // namespace emulator
