#include <cerrno>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include "emulator/base/atomic_file.h"
#include "emulator/base/text.h"
#include "emulator/codec/recordings/invocation_json.h"
#include "emulator/codec/recordings/session_file.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlockBytes = 64 * 1024;
constexpr std::string_view kBodies = "bodies/";
constexpr std::string_view kInvocations = "invocations/";
constexpr std::string_view kJson = ".json";

// "bodies/17" → 17 for that prefix; 0 where it is none. No other spelling of a number.
std::uint64_t number_in(std::string_view name, std::string_view prefix, std::string_view suffix) {
  if (!name.starts_with(prefix) || !name.ends_with(suffix)) return 0;
  if (name.size() <= prefix.size() + suffix.size()) return 0;
  name = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  const bool whole = error == std::errc{} && end == name.data() + name.size();
  return whole && name.front() != '0' ? number : 0;
}

class SessionReader {
 public:
  SessionReader(const fs::path& file, const SessionReading& wishes)
      : file_(file), name_(file.filename().string()), wishes_(wishes) {}

  Result<Session> run();

 private:
  static la_ssize_t take(archive* in, void* self, const void** block);
  Result<void> entry(archive_entry* entry);
  Result<std::string> text_of(archive_entry* entry);
  Result<Bytes> bytes_of(archive_entry* entry, std::uint64_t most);
  Result<void> read_head(const std::string& text);
  Result<void> read_pipeline(const std::string& text);
  Result<void> read_body(std::uint64_t number, archive_entry* entry);
  Result<void> read_invocation(std::uint64_t number, const std::string& text);
  BodyPtr body_at(const JsonNode& node, Reading& reading);
  void take(Invocation invocation);
  Result<Session> finished();

  // "wine.hoplens-session, bodies/3": how messages begin.
  std::string place(std::string_view part) const { return name_ + ", " + std::string(part); }
  tl::unexpected<Error> refuse(std::string_view part, const std::string& what) const {
    return fail(ErrorCode::InvalidInput, (part.empty() ? name_ : place(part)) + ": " + what,
                "Give a session (.hoplens-session) or a HAR file (.har); save a broken one again");
  }
  // The archive itself is broken: behind which part, and where in the file.
  tl::unexpected<Error> broken() const {
    const char* const words = archive_error_string(in_.get());
    const std::string behind =
        last_.empty() ? "it is no session, or broken" : "it breaks off behind " + last_ + ",";
    return refuse("", behind + " at byte " + format_count(taken_) +
                          (words ? std::string(" (") + words + ")" : ""));
  }

  fs::path file_;
  std::string name_;
  const SessionReading& wishes_;
  std::unique_ptr<archive, decltype(&archive_read_free)> in_{archive_read_new(),
                                                             &archive_read_free};
  Descriptor from_;
  std::vector<char> block_ = std::vector<char>(kBlockBytes);
  std::uint64_t taken_ = 0;  // bytes of the file
  std::string last_;         // part that was read last
  std::uint64_t bytes_ = 0;
  std::uint64_t promised_ = 0;  // invocations
  std::uint64_t parts_ = 0;
  fs::path folder_;
  bool names_folder_ = false;
  StageNumbers stages_;
  std::map<std::uint64_t, BodyPtr> bodies_;
  std::uint64_t invocations_read_ = 0;
  Session session_;
  std::map<InvocationId, std::size_t> places_;  // of ids in the session
};

// The next bytes of the file.
la_ssize_t SessionReader::take(archive* in, void* self, const void** block) {
  auto& reader = *static_cast<SessionReader*>(self);
  *block = reader.block_.data();
  ssize_t count = 0;
  do {
    count = ::read(reader.from_.get(), reader.block_.data(), reader.block_.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) archive_set_error(in, errno, "%s", system_message(errno).c_str());
  if (count > 0) reader.taken_ += static_cast<std::uint64_t>(count);
  return count;
}

Result<Session> SessionReader::run() {
  archive_read_support_filter_gzip(in_.get());
  archive_read_support_format_tar(in_.get());
  from_ = Descriptor(::open(file_.c_str(), O_RDONLY | O_CLOEXEC));
  if (!from_) return system_failure("read", file_, errno);
  if (archive_read_open(in_.get(), this, nullptr, take, nullptr) != ARCHIVE_OK) return broken();
  for (;;) {
    archive_entry* at = nullptr;
    const int status = archive_read_next_header(in_.get(), &at);
    if (status == ARCHIVE_EOF) return finished();
    if (status != ARCHIVE_OK && wishes_.journal && parts_ > 0) return finished();
    if (status != ARCHIVE_OK) return broken();
    if (auto on = go_on(wishes_.progress, taken_); !on)
      return fail(ErrorCode::Cancelled, "Opening " + name_ + " was stopped");
    if (auto read = entry(at); !read) {
      if (wishes_.journal && parts_ > 0) return finished();
      return fail(read.error());
    }
    ++parts_;
  }
}

Result<Session> SessionReader::finished() {
  if (parts_ == 0) return refuse("", "it holds no session");
  if (!wishes_.journal && invocations_read_ != promised_)
    return refuse(last_, "is the last part, but " + format_count(promised_) +
                             " invocations were promised and " + format_count(invocations_read_) +
                             " are there");
  if (names_folder_ && !session_.pipeline && !wishes_.journal)
    return refuse("", "pipeline.json is missing");
  return std::move(session_);
}

Result<void> SessionReader::entry(archive_entry* at) {
  const char* const path = archive_entry_pathname(at);
  const std::string part = path ? path : "";
  if (archive_entry_filetype(at) != AE_IFREG || archive_entry_hardlink(at) != nullptr)
    return refuse(part, "is not a file");
  if (parts_ == 0 && part != "session.json")
    return refuse(part, "stands first, where session.json should");
  if (const auto number = number_in(part, kBodies, "")) {
    if (auto read = read_body(number, at); !read) return read;
    last_ = part;
    return {};
  }
  const auto number = number_in(part, kInvocations, kJson);
  const bool head = part == "session.json" && parts_ == 0;
  const bool pipeline = part == "pipeline.json" && parts_ == 1;
  if (number == 0 && !head && !pipeline)
    return refuse(part, "is not a part of a session, or not at its place");
  auto text = text_of(at);
  if (!text) return fail(text.error());
  auto read = head       ? read_head(*text)
              : pipeline ? read_pipeline(*text)
                         : read_invocation(number, *text);
  if (read) last_ = part;
  return read;
}

Result<Bytes> SessionReader::bytes_of(archive_entry* at, std::uint64_t most) {
  const std::string part = archive_entry_pathname(at);
  const auto size = static_cast<std::uint64_t>(archive_entry_size(at));
  if (archive_entry_size(at) < 0 || size > most)
    return refuse(part, "is larger than " + format_size(most));
  bytes_ += size;
  if (bytes_ > wishes_.limits.bytes)
    return refuse(part, "the session is larger than " + format_size(wishes_.limits.bytes));
  // Grows with what is really there: a size alone costs no memory.
  std::string content;
  std::string block(std::min<std::uint64_t>(size, kBlockBytes), '\0');
  while (content.size() < size) {
    const la_ssize_t count = archive_read_data(in_.get(), block.data(), block.size());
    if (count <= 0) return broken();
    content.append(block.data(), static_cast<std::size_t>(count));
  }
  return Bytes(content);
}

Result<std::string> SessionReader::text_of(archive_entry* at) {
  auto bytes = bytes_of(at, wishes_.limits.text_bytes);
  if (!bytes) return fail(bytes.error());
  return std::string(bytes->view());
}

Result<void> SessionReader::read_head(const std::string& text) {
  auto node = parse_json(text, place("session.json"));
  if (!node) return fail(node.error());
  const std::string name = place("session.json");
  Reading reading{.name = name};
  if (!reading.expect(*node, JsonKind::Object)) return fail(*reading.error);
  const JsonNode* version = node->find("FormatVersion");
  if (!version || version->raw != "1") {
    const std::string found = version ? std::string(version->raw) : "none";
    return refuse("session.json", "FormatVersion must be 1, is " + found);
  }
  int count = 0;
  std::string folder;
  for (const JsonNode& child : node->children) {
    if (child.key == "FormatVersion") continue;
    bool read = false;
    if (child.key == "Invocations") {
      read = Codec<int>::read(child, count, reading);
    } else if (child.key == "Folder") {
      names_folder_ = read = Codec<std::string>::read(child, folder, reading);
    } else {
      read = unknown_key(child, {"FormatVersion", "Invocations", "Folder"}, UnknownKeys::Error,
                         reading);
    }
    if (!read) return fail(*reading.error);
  }
  if (count < 0 || static_cast<std::uint64_t>(count) > wishes_.limits.invocations)
    return refuse("session.json",
                  "Invocations must be from 0 to " + format_count(wishes_.limits.invocations));
  promised_ = static_cast<std::uint64_t>(count);
  folder_ = folder;
  return {};
}

Result<void> SessionReader::read_pipeline(const std::string& text) {
  if (!names_folder_) return refuse("pipeline.json", "session.json names no Folder for it");
  auto read = read_pipeline_text(text, place("pipeline.json"), folder_);
  if (!read) return fail(read.error());
  stages_ = StageNumbers(read->pipeline);
  session_.pipeline = std::move(*read);
  return {};
}

Result<void> SessionReader::read_body(std::uint64_t number, archive_entry* at) {
  const std::string part = archive_entry_pathname(at);
  if (number != bodies_.size() + 1)
    return refuse(part, "stands where bodies/" + std::to_string(bodies_.size() + 1) + " should");
  auto bytes = bytes_of(at, wishes_.limits.body_bytes);
  if (!bytes) return fail(bytes.error());
  BodyPtr body = make_body(std::move(*bytes));
  if (wishes_.keep) wishes_.keep(body);
  bodies_.emplace(number, std::move(body));
  return {};
}

BodyPtr SessionReader::body_at(const JsonNode& node, Reading& reading) {
  std::uint64_t number = 0;
  const JsonNode* unkept = node.kind == JsonKind::Object ? node.find("NotKept") : nullptr;
  if (unkept && node.children.size() == 1) {
    const auto [end, error] =
        std::from_chars(unkept->raw.data(), unkept->raw.data() + unkept->raw.size(), number);
    if (error == std::errc{} && end == unkept->raw.data() + unkept->raw.size() &&
        number <= wishes_.limits.bytes)
      return Body::not_kept(static_cast<std::size_t>(number));
    return reading.stop(*unkept, "must be a number of bytes"), nullptr;
  }
  if (!reading.expect(node, JsonKind::Integer)) return nullptr;
  std::from_chars(node.raw.data(), node.raw.data() + node.raw.size(), number);
  const auto found = bodies_.find(number);
  if (found != bodies_.end()) return found->second;
  return reading.stop(node, "there is no bodies/" + std::string(node.raw) + " before it"), nullptr;
}

Result<void> SessionReader::read_invocation(std::uint64_t number, const std::string& text) {
  const std::string name = place(std::string(kInvocations) + std::to_string(number) + ".json");
  // A journal may hold one several times.
  const std::uint64_t most = wishes_.journal ? 4 * wishes_.limits.invocations : promised_;
  if (number != ++invocations_read_ || number > most)
    return refuse("invocations/" + std::to_string(number) + ".json", "is out of order");
  auto node = parse_json(text, name);
  if (!node) return fail(node.error());
  Reading reading{.name = name};
  BodyReading bodies{stages_, [this](const JsonNode& at, Reading& r) { return body_at(at, r); }};
  Invocation invocation;
  if (!emulator::read_invocation(*node, invocation, reading, bodies)) return fail(*reading.error);
  if (!invocation.id) return reading.stop(*node, "must have an Id"), fail(*reading.error);
  const bool rises =
      session_.invocations.empty() || session_.invocations.back()->id < invocation.id;
  if (!wishes_.journal && !rises)
    return reading.stop(*node->find("Id"), "must be larger than the one before"),
           fail(*reading.error);
  take(std::move(invocation));
  return {};
}

void SessionReader::take(Invocation invocation) {
  const auto [at, added] = places_.try_emplace(invocation.id, session_.invocations.size());
  auto kept = std::make_shared<const Invocation>(std::move(invocation));
  if (added) return session_.invocations.push_back(std::move(kept));
  session_.invocations[at->second] = std::move(kept);
}

}  // namespace

Result<Session> read_session(const fs::path& file, const SessionReading& reading) {
  auto session = SessionReader(file, reading).run();
  if (session && reading.journal)
    std::ranges::sort(session->invocations, {}, [](const InvocationPtr& one) { return one->id; });
  return session;
}

}  // namespace emulator
