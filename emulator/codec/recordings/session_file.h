#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/codec/pipeline_file.h"
#include "emulator/codec/recordings/recording_source.h"
#include "emulator/model/invocation.h"

// Session files, *.hoplens-session: a pipeline and what was recorded of it. A tar, compressed by
// gzip: session.json, pipeline.json where there is one, then for each invocation the bodies/<n>
// that are new with it and invocations/<n>.json. The same session always makes the same bytes.
namespace emulator {

inline constexpr const char* kSessionEnding = ".hoplens-session";

struct Session {
  std::optional<ReadPipeline> pipeline;  // with the folder it had; no file of its own
  std::vector<InvocationPtr> invocations;
};

// Writes a session piece by piece. Compressed and atomic; or, for a journal, as plain tar that
// stands in the file as it grows, so that nothing is lost when the process is killed.
class SessionWriter {
 public:
  enum class Kind { Session, Journal };
  [[nodiscard]] static Result<std::unique_ptr<SessionWriter>> begin(
      const std::filesystem::path& file, Kind kind);
  ~SessionWriter();  // a session without end() is not there
  SessionWriter(const SessionWriter&) = delete;
  SessionWriter& operator=(const SessionWriter&) = delete;

  // Once, first. `count`: of the invocations that follow; 0 in a journal.
  [[nodiscard]] Result<void> pipeline(const Pipeline* pipeline, std::uint64_t count);
  // `load` brings bodies; one that cannot be had is noted as not kept. In a journal an invocation
  // may come again: the last one counts.
  [[nodiscard]] Result<void> add(const Invocation& invocation, const LoadContent& load);
  [[nodiscard]] Result<void> end();
  std::uint64_t written() const;  // bytes so far, before they are compressed

 private:
  struct State;
  explicit SessionWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Everything of `source`, whose invocations are finished, in ascending order of ids.
[[nodiscard]] Result<void> write_session(const Pipeline* pipeline, const RecordingSource& source,
                                         const std::filesystem::path& file);

struct SessionLimits {
  std::uint64_t bytes = 8'000'000'000;  // of everything in it
  std::uint64_t body_bytes = 1'000'000'000;
  std::uint64_t text_bytes = 64'000'000;  // of one JSON document
  std::uint64_t invocations = 100'000;
};

struct SessionReading {
  // Takes each body as it is read, so that not all of them are in memory at once. May be empty.
  std::function<void(const BodyPtr&)> keep;
  Progress progress;  // is told how many bytes of the file are read
  bool journal = false;  // what is broken ends it, and what was read before counts
  SessionLimits limits;
};

// Strictly: anything that is not as it was written is an error that names the file, the part of it
// and the position in that.
[[nodiscard]] Result<Session> read_session(const std::filesystem::path& file,
                                           const SessionReading& reading = {});

}  // namespace emulator
