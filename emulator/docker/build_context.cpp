#include "emulator/docker/build_context.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/descriptor.h"
#include "emulator/base/file_text.h"
#include "emulator/docker/ignore_rules.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

using Entry = BuildContext::Entry;
using Entries = std::vector<Entry>;

constexpr std::size_t kPieceBytes = 128 * 1024;
constexpr std::uint64_t kLargeFile = 4'000'000;

tl::unexpected<Error> unreadable(const fs::path& path, int error_number) {
  return fail(error_number == EACCES ? ErrorCode::PermissionDenied : ErrorCode::IoFailed,
              "A file of the build context cannot be read: " + path.string() + ": " +
                  system_message(error_number),
              "Change its permissions, or leave it out through .dockerignore");
}

Descriptor open_to_read(const fs::path& file) {
  return Descriptor(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
}

// The number of bytes, 0 at the end, -1 with errno set.
ssize_t read_piece(const Descriptor& file, std::vector<char>& into) {
  for (;;) {
    const ssize_t got = ::read(file.get(), into.data(), into.size());
    if (got >= 0 || errno != EINTR) return got;
  }
}

// "Dockerfile.dockerignore" beside the Dockerfile beats ".dockerignore".
Result<IgnoreRules> rules_of(const fs::path& folder) {
  for (const char* name : {"Dockerfile.dockerignore", ".dockerignore"}) {
    std::error_code ignored;
    if (!fs::is_regular_file(folder / name, ignored)) continue;
    const Result<std::string> text = read_file_text(folder / name);
    if (!text) return fail(text.error());
    return IgnoreRules(*text);
  }
  return IgnoreRules();
}

// Builders need these two, whatever the rules say.
bool is_always_sent(const std::string& name) {
  return name == "Dockerfile" || name == ".dockerignore";
}

// Goes through the folder and notes what is sent.
class Walk {
 public:
  Walk(fs::path folder, IgnoreRules rules) : folder_(std::move(folder)), rules_(std::move(rules)) {}

  Result<Entries> run() {
    if (auto done = below(""); !done) return fail(done.error());
    std::ranges::sort(found_, {}, &Entry::name);
    return std::move(found_);
  }

 private:
  Result<void> below(const std::string& prefix) {
    std::error_code error;
    for (fs::directory_iterator at(folder_ / prefix, error), end; !error && at != end;
         at.increment(error))
      if (auto done = note(prefix + at->path().filename().string()); !done) return done;
    if (error) return unreadable(folder_ / prefix, error.value());
    return {};
  }

  Result<void> note(const std::string& name) {
    const bool ignored = rules_.ignores(name) && !is_always_sent(name);
    struct stat status {};
    if (::lstat((folder_ / name).c_str(), &status) != 0)
      return errno == ENOENT ? Result<void>() : unreadable(folder_ / name, errno);
    const bool is_folder = S_ISDIR(status.st_mode);
    if (ignored && (!is_folder || !rules_.may_want_below(name))) return {};
    if (!ignored)
      if (auto kept = keep(name, status); !kept) return kept;
    return is_folder ? below(name + "/") : Result<void>();
  }

  Result<void> keep(const std::string& name, const struct stat& status) {
    Entry entry{.name = name,
                .mode = status.st_mode,
                .size = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0,
#ifdef __APPLE__
                .seconds = status.st_mtimespec.tv_sec,
                .nanoseconds = status.st_mtimespec.tv_nsec,
#else
                .seconds = status.st_mtim.tv_sec,
                .nanoseconds = status.st_mtim.tv_nsec,
#endif
                .link = {}};
    if (S_ISLNK(status.st_mode)) {
      std::error_code error;
      entry.link = fs::read_symlink(folder_ / name, error).string();
      if (error) return unreadable(folder_ / name, error.value());
    } else if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
      return {};
    }
    found_.push_back(std::move(entry));
    return {};
  }

  fs::path folder_;
  IgnoreRules rules_;
  Entries found_;
};

class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  // With an end that nothing in it can be taken for.
  void add_field(const std::string& text) { add(std::to_string(text.size()) + ":" + text); }
  std::string hex() {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
      out += kDigits[bytes[i] >> 4];
      out += kDigits[bytes[i] & 15];
    }
    return out;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Result<void> add_content(Digest& digest, const fs::path& file) {
  const Descriptor reader = open_to_read(file);
  if (!reader) return unreadable(file, errno);
  std::vector<char> piece(kPieceBytes);
  for (;;) {
    const ssize_t got = read_piece(reader, piece);
    if (got < 0) return unreadable(file, errno);
    if (got == 0) return {};
    digest.add({piece.data(), static_cast<std::size_t>(got)});
  }
}

// Writes the tar into memory, a piece at a time, as it is asked for.
class TarStream {
 public:
  TarStream(fs::path folder, std::shared_ptr<const Entries> entries)
      : folder_(std::move(folder)),
        entries_(std::move(entries)),
        writer_(archive_write_new(), archive_write_free),
        piece_(kPieceBytes) {
    // GNU's form takes names as they are, whatever the locale, and long ones.
    archive_write_set_format_gnutar(writer_.get());
    archive_write_set_bytes_per_block(writer_.get(), 0);
    archive_write_open(writer_.get(), this, nullptr, &TarStream::take, nullptr);
  }
  TarStream(const TarStream&) = delete;
  TarStream& operator=(const TarStream&) = delete;

  Result<std::string> next() {
    while (out_.size() < kPieceBytes && !finished_)
      if (auto done = step(); !done) return fail(done.error());
    return std::exchange(out_, {});
  }

 private:
  static la_ssize_t take(archive*, void* self, const void* data, std::size_t size) {
    static_cast<TarStream*>(self)->out_.append(static_cast<const char*>(data), size);
    return static_cast<la_ssize_t>(size);
  }

  Result<void> step() {
    if (file_) return write_piece();
    if (at_ == entries_->size()) {
      finished_ = true;
      archive_write_close(writer_.get());
      return {};
    }
    return begin((*entries_)[at_++]);
  }

  Result<void> begin(const Entry& from) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                              archive_entry_free);
    archive_entry_set_pathname(entry.get(), from.name.c_str());
    archive_entry_set_mode(entry.get(), static_cast<mode_t>(from.mode));
    archive_entry_set_mtime(entry.get(), static_cast<time_t>(from.seconds), 0);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(from.size));
    if (S_ISLNK(from.mode)) archive_entry_set_symlink(entry.get(), from.link.c_str());
    if (S_ISREG(from.mode)) {
      file_ = open_to_read(folder_ / from.name);
      if (!file_) return unreadable(folder_ / from.name, errno);
      left_ = from.size;
    }
    if (archive_write_header(writer_.get(), entry.get()) < ARCHIVE_WARN)
      return fail(ErrorCode::IoFailed,
                  "A file of the build context cannot be packed: " + from.name + ": " +
                      archive_error_string(writer_.get()),
                  "Leave it out through .dockerignore");
    if (left_ == 0) file_.close();
    return {};
  }

  Result<void> write_piece() {
    const ssize_t got = read_piece(file_, piece_);
    const fs::path name = folder_ / (*entries_)[at_ - 1].name;
    if (got < 0) return unreadable(name, errno);
    if (got == 0)
      return fail(ErrorCode::IoFailed, "A file changed while it was sent: " + name.string(),
                  "Start again when nobody writes to it");
    // What has been added to it meanwhile is not sent.
    const auto size = std::min<std::uint64_t>(left_, static_cast<std::uint64_t>(got));
    archive_write_data(writer_.get(), piece_.data(), size);
    left_ -= size;
    if (left_ == 0) file_.close();
    return {};
  }

  fs::path folder_;
  std::shared_ptr<const Entries> entries_;
  std::string out_;
  std::unique_ptr<archive, decltype(&archive_write_free)> writer_;
  std::vector<char> piece_;
  Descriptor file_;         // the one that is being sent
  std::uint64_t left_ = 0;  // of it
  std::size_t at_ = 0;      // the next entry
  bool finished_ = false;
};

}  // namespace

Result<BuildContext> BuildContext::look_at(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return fail(ErrorCode::NotFound,
                "There is no folder to build an image from: " + folder.string(),
                "Correct Build, the folder that holds the Dockerfile");
  if (!fs::is_regular_file(folder / "Dockerfile", error))
    return fail(ErrorCode::NotFound, "There is no Dockerfile in " + folder.string(),
                "Write one, or correct Build, the folder that holds the Dockerfile");
  Result<IgnoreRules> rules = rules_of(folder);
  if (!rules) return fail(rules.error());
  Result<Entries> entries = Walk(folder, std::move(*rules)).run();
  if (!entries) return fail(entries.error());
  BuildContext out(folder);
  out.entries_ = std::make_shared<const Entries>(std::move(*entries));
  return out;
}

std::vector<std::string> BuildContext::names() const {
  std::vector<std::string> out;
  for (const Entry& entry : *entries_) out.push_back(entry.name);
  return out;
}

std::uint64_t BuildContext::bytes() const {
  std::uint64_t sum = 0;
  for (const Entry& entry : *entries_) sum += entry.size;
  return sum;
}

Result<std::string> BuildContext::fingerprint() const {
  Digest digest;
  for (const Entry& entry : *entries_) {
    digest.add_field(entry.name);
    digest.add_field(std::to_string(entry.mode));
    digest.add_field(entry.link);
    digest.add_field(std::to_string(entry.size));
    if (entry.size > kLargeFile) {
      digest.add_field(std::to_string(entry.seconds) + "." + std::to_string(entry.nanoseconds));
    } else if (S_ISREG(entry.mode)) {
      if (auto added = add_content(digest, folder_ / entry.name); !added)
        return fail(added.error());
    }
  }
  return digest.hex();
}

std::function<Result<std::string>()> BuildContext::tar() const {
  auto stream = std::make_shared<TarStream>(folder_, entries_);
  return [stream] { return stream->next(); };
}

}  // namespace emulator
