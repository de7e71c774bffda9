#include <cerrno>
#include <map>
#include <string>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include "emulator/base/atomic_file.h"
#include "emulator/codec/recordings/invocation_json.h"
#include "emulator/codec/recordings/session_file.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

// Where the archive's bytes go.
class Target {
 public:
  static Result<std::unique_ptr<Target>> begin(const fs::path& file, SessionWriter::Kind kind) {
    auto target = std::make_unique<Target>();
    if (kind == SessionWriter::Kind::Session) {
      auto made = AtomicFile::begin(file);
      if (!made) return fail(made.error());
      target->whole_.emplace(std::move(*made));
      return target;
    }
    target->file_ = file;
    // What was recorded is nobody else's business.
    target->growing_ = Descriptor(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!target->growing_) return system_failure("write", file, errno);
    return target;
  }

  Result<void> write(std::string_view bytes) {
    if (whole_) return whole_->write(bytes);
    while (!bytes.empty()) {
      const ssize_t count = ::write(growing_.get(), bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return system_failure("write", file_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
  }
  Result<void> commit() { return whole_ ? whole_->commit() : Result<void>(); }

 private:
  std::optional<AtomicFile> whole_;
  fs::path file_;
  Descriptor growing_;
};

}  // namespace

struct SessionWriter::State {
  std::unique_ptr<Target> target;
  std::unique_ptr<archive, decltype(&archive_write_free)> out{archive_write_new(),
                                                              &archive_write_free};
  Kind kind = Kind::Session;
  Result<void> problem;  // of the last write, as archives have no words for it
  StageNumbers stages;
  std::map<std::uint64_t, std::uint64_t> bodies;  // id → number in this file
  std::uint64_t count = 0;                        // of invocations
  std::uint64_t written = 0;
  bool abandoned = false;

  Result<void> open();
  Result<void> put(const std::string& name, std::string_view content);
  static la_ssize_t take(archive*, void* self, const void* bytes, std::size_t size);
};

// Never fails: libarchive lets go of its filters only where an archive was closed, and closes none
// that failed. After a problem, and without end(), bytes are dropped.
la_ssize_t SessionWriter::State::take(archive* /*out*/, void* self, const void* bytes,
                                      std::size_t size) {
  auto& state = *static_cast<State*>(self);
  if (!state.abandoned && state.problem)
    state.problem = state.target->write({static_cast<const char*>(bytes), size});
  return static_cast<la_ssize_t>(size);
}

Result<void> SessionWriter::State::open() {
  archive* const a = out.get();
  archive_write_set_format_ustar(a);
  archive_write_set_bytes_per_block(a, 0);  // nothing waits in a buffer
  if (kind == Kind::Session) {
    archive_write_add_filter_gzip(a);
    // Without the time of day the same session makes the same bytes.
    archive_write_set_options(a, "gzip:compression-level=6,gzip:!timestamp");
  }
  if (archive_write_open(a, this, nullptr, take, nullptr) == ARCHIVE_OK) return {};
  return fail(ErrorCode::IoFailed, "Cannot begin the session file");
}

Result<void> SessionWriter::State::put(const std::string& name, std::string_view content) {
  const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                            &archive_entry_free);
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0600);
  archive_entry_set_mtime(entry.get(), 0, 0);
  const auto size = static_cast<la_ssize_t>(content.size());
  const bool done =
      archive_write_header(out.get(), entry.get()) == ARCHIVE_OK &&
      (size == 0 || archive_write_data(out.get(), content.data(), content.size()) == size) &&
      archive_write_finish_entry(out.get()) == ARCHIVE_OK;
  written += content.size() + 1024;
  if (!problem) return problem;
  if (done) return {};
  const char* const words = archive_error_string(out.get());
  return fail(ErrorCode::IoFailed, "Cannot write " + name + ": " + (words ? words : "it failed"));
}

SessionWriter::SessionWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}

SessionWriter::~SessionWriter() {
  // What is not complete must not look as if it were: closing it writes nothing more.
  state_->abandoned = true;
}

Result<std::unique_ptr<SessionWriter>> SessionWriter::begin(const fs::path& file, Kind kind) {
  auto state = std::make_unique<State>();
  auto target = Target::begin(file, kind);
  if (!target) return fail(target.error());
  state->target = std::move(*target);
  state->kind = kind;
  if (auto opened = state->open(); !opened) return fail(opened.error());
  return std::unique_ptr<SessionWriter>(new SessionWriter(std::move(state)));
}

Result<void> SessionWriter::pipeline(const Pipeline* pipeline, std::uint64_t count) {
  std::string head = "{\"FormatVersion\":1,\"Invocations\":" + std::to_string(count);
  if (pipeline) head += ",\"Folder\":" + json_string(pipeline->folder.string());
  auto written = state_->put("session.json", indent_json(head + "}") + "\n");
  if (!written || !pipeline) return written;
  state_->stages = StageNumbers(*pipeline);
  return state_->put("pipeline.json", write_pipeline_text(*pipeline));
}

Result<void> SessionWriter::add(const Invocation& invocation, const LoadContent& load) {
  std::vector<std::pair<std::uint64_t, Content>> fresh;
  BodyWriting writing{state_->stages, [&](const Body& body) {
                        const auto known = state_->bodies.find(body.id());
                        if (known != state_->bodies.end()) return std::to_string(known->second);
                        const auto content = load ? load(body) : content_in_memory(body);
                        if (!content) return "{\"NotKept\":" + std::to_string(body.size()) + "}";
                        const std::uint64_t number = state_->bodies.size() + 1;
                        state_->bodies[body.id()] = number;
                        fresh.emplace_back(number, *content);
                        return std::to_string(number);
                      }};
  const std::string text = invocation_json(invocation, writing) + "\n";
  for (const auto& [number, content] : fresh)
    if (auto put = state_->put("bodies/" + std::to_string(number), content->view()); !put)
      return put;
  return state_->put("invocations/" + std::to_string(++state_->count) + ".json", text);
}

Result<void> SessionWriter::end() {
  const bool closed = archive_write_close(state_->out.get()) == ARCHIVE_OK;
  if (!state_->problem) return state_->problem;
  if (closed) return state_->target->commit();
  return fail(ErrorCode::IoFailed, "Cannot end the session file");
}

std::uint64_t SessionWriter::written() const { return state_->written; }

Result<void> write_session(const Pipeline* pipeline, const RecordingSource& source,
                           const fs::path& file) {
  auto writer = SessionWriter::begin(file, SessionWriter::Kind::Session);
  if (!writer) return fail(writer.error());
  if (auto begun = (*writer)->pipeline(pipeline, source.count); !begun) return begun;
  for (std::size_t i = 0; i < source.count; ++i) {
    if (auto on = go_on(source.progress, i); !on) return on;
    if (auto added = (*writer)->add(*source.at(i), source.load); !added) return added;
  }
  return (*writer)->end();
}

}  // namespace emulator
