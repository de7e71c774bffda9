#include "emulator/fetch/s3_transfer.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace emulator {
namespace {

constexpr std::size_t kSideBySide = 4;
constexpr auto kBetweenTellings = std::chrono::milliseconds{50};

// What the threads of one transfer share.
class Work {
 public:
  Work(const S3Transfer& transfer, const FetchSurroundings& around)
      : transfer_(transfer), around_(around) {}

  // One thread's share: whatever nobody has taken yet.
  void take_part() {
    S3Client client(transfer_.access, transfer_.bucket, around_);
    for (std::size_t i = next_++; i < transfer_.objects.size() && !stop_.stop_requested();
         i = next_++)
      if (auto done = fetch(client, transfer_.objects[i]); !done) give_up(done.error());
    const std::lock_guard lock(mutex_);
    ++finished_;
    changed_.notify_all();
  }

  // Until so many threads have finished.
  void wait(std::size_t threads, const std::function<void(std::uint64_t)>& tell) {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, kBetweenTellings, [&] { return finished_ == threads; })) {
      lock.unlock();
      tell(done_);
      lock.lock();
    }
    lock.unlock();
    tell(done_);
  }

  void stop() { stop_.request_stop(); }
  std::optional<Error> error() {
    const std::lock_guard lock(mutex_);
    return error_;
  }

 private:
  Result<void> fetch(S3Client& client, const S3Wanted& wanted) {
    std::uint64_t counted = 0;  // of this object, in done_
    const auto tell = [&](std::uint64_t done, std::uint64_t) {
      // After a break an object may begin anew.
      done_ += done - counted;
      counted = done;
    };
    const auto answer = client.fetch(wanted.key, {}, wanted.target, tell, stop_.get_token());
    if (!answer) return fail(answer.error().error);
    if (answer->status != 200) return fail(transfer_.explain(*answer));
    std::error_code error;
    if (std::filesystem::file_size(wanted.target, error) == wanted.size && !error) return {};
    return fail(ErrorCode::IoFailed,
                "The object " + wanted.key + " changed while the folder was fetched",
                "Start again when nobody writes to it");
  }

  // The first one is the reason; those behind it were stopped by it.
  void give_up(Error error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
    stop_.request_stop();
  }

  const S3Transfer& transfer_;
  const FetchSurroundings& around_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::uint64_t> done_ = 0;
  std::stop_source stop_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t finished_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<void> fetch_objects(const S3Transfer& transfer, const FetchSurroundings& around,
                           const std::function<void(std::uint64_t done)>& tell,
                           std::stop_token cancel) {
  Work work(transfer, around);
  const std::size_t count = std::min(kSideBySide, transfer.objects.size());
  {
    const std::stop_callback on_cancel(cancel, [&work] { work.stop(); });
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back([&work] { work.take_part(); });
    work.wait(count, tell);
  }
  if (cancel.stop_requested())
    return fail(ErrorCode::Cancelled, "Fetching a folder of S3 was given up");
  if (const auto error = work.error()) return fail(*error);
  return {};
}

}  // namespace emulator
