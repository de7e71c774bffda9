#include "emulator/runtime/log_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include <unistd.h>

#include "emulator/base/line_splitter.h"
#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::size_t kChunkBytes = 64 * 1024;
constexpr int kChunksAtTheEnd = 32;  // more than a pipe can hold
constexpr std::chrono::seconds kBudgetPeriod{1};
constexpr std::size_t kTailLines = 10;

// One of the two pipes.
struct Stream {
  LogStream kind;
  Descriptor pipe;
  LineSplitter lines;
};

class Reading {
 public:
  Reading(LogReader::Source source, LogSink sink, LogBudget budget)
      : stage_(source.stage),
        streams_{Stream{LogStream::Out, std::move(source.out), {}},
                 Stream{LogStream::Err, std::move(source.err), {}}},
        sink_(std::move(sink)),
        budget_(budget),
        chunk_(kChunkBytes, '\0') {
    for (const Stream& stream : streams_) set_nonblocking(stream.pipe.get());
  }

  void run(const std::stop_token& stop) {
    const WakePipe wake(stop);
    while (!stop.stop_requested() && (streams_[0].pipe || streams_[1].pipe)) {
      std::array<pollfd, 3> ready{pollfd{streams_[0].pipe.get(), POLLIN, 0},
                                  pollfd{streams_[1].pipe.get(), POLLIN, 0},
                                  pollfd{wake.descriptor(), POLLIN, 0}};
      poll_until(ready, !tail_.empty() ? period_end_ : SteadyTime::max());
      read_once();
      hand_on();
    }
    for (int i = 0; i < kChunksAtTheEnd && read_once(); ++i) hand_on();
    for (Stream& stream : streams_)
      stream.lines.finish([&](std::string text) { keep(stream.kind, std::move(text)); });
    period_end_ = SteadyTime{};  // whatever was left out is said now
    hand_on();
  }

 private:
  // One chunk of each pipe. False when neither had anything.
  bool read_once() {
    bool any = false;
    for (Stream& stream : streams_) {
      if (!stream.pipe) continue;
      const ssize_t got = read(stream.pipe.get(), chunk_.data(), chunk_.size());
      if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) stream.pipe.close();
      if (got <= 0) continue;
      any = true;
      stream.lines.feed(std::string_view(chunk_).substr(0, static_cast<std::size_t>(got)),
                        [&](std::string text) { keep(stream.kind, std::move(text)); });
    }
    return any;
  }

  void keep(LogStream kind, std::string text) {
    renew_budget();
    if (lines_left_ == 0 || bytes_left_ < text.size()) {
      leave_out({stage_, SystemClock{}.wall(), kind, std::move(text)});
      return;
    }
    --lines_left_;
    bytes_left_ -= text.size();
    batch_.push_back({stage_, SystemClock{}.wall(), kind, std::move(text)});
  }

  // The last few are held back: they may be what a dying stage has to say.
  void leave_out(LogLine line) {
    tail_.push_back(std::move(line));
    if (tail_.size() <= kTailLines) return;
    tail_.pop_front();
    ++left_out_;
  }

  void renew_budget() {
    const SteadyTime now = SystemClock{}.now();
    if (now < period_end_) return;
    say_what_was_left_out();
    std::ranges::move(std::exchange(tail_, {}), std::back_inserter(batch_));
    period_end_ = now + kBudgetPeriod;
    lines_left_ = budget_.lines;
    bytes_left_ = budget_.bytes;
  }

  void say_what_was_left_out() {
    if (left_out_ == 0) return;
    batch_.push_back({stage_, SystemClock{}.wall(), LogStream::Runtime,
                      format_count(std::exchange(left_out_, 0)) +
                          " lines left out: the stage wrote more than can be shown"});
  }

  void hand_on() {
    renew_budget();
    auto batch = std::exchange(batch_, {});
    if (!batch.empty() && sink_) sink_(std::move(batch));
  }

  StageId stage_;
  std::array<Stream, 2> streams_;
  LogSink sink_;
  LogBudget budget_;
  std::string chunk_;
  std::vector<LogLine> batch_;
  SteadyTime period_end_{};
  std::size_t lines_left_ = 0;
  std::size_t bytes_left_ = 0;
  std::deque<LogLine> tail_;  // beyond the budget, but perhaps the last
  std::uint64_t left_out_ = 0;
};

}  // namespace

LogReader::LogReader(Source source, LogSink sink, LogBudget budget)
    : thread_([reading = std::make_shared<Reading>(std::move(source), std::move(sink), budget)](
                  const std::stop_token& stop) { reading->run(stop); }) {}

LogReader::~LogReader() { finish(); }

void LogReader::finish() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace emulator
