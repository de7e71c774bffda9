#include "emulator/runtime/model_archive.h"

#include <cerrno>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include "emulator/base/descriptor.h"
#include "emulator/base/text.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kBlockBytes = 256 * 1024;

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

std::string message_of(archive* reader) {
  const char* const text = archive_error_string(reader);
  return text == nullptr ? "unknown error" : text;
}

std::string name_of(archive_entry* entry) {
  // The UTF-8 form does not depend on the locale; names that are not UTF-8 have only the other.
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  return name == nullptr ? "" : name;
}

// One unpacking. Takes back what it wrote unless it is told to keep it.
class Unpacking {
 public:
  Unpacking(fs::path file, fs::path into, ArchiveLimits limits)
      : file_(std::move(file)), into_(std::move(into)), limits_(limits), block_(kBlockBytes) {}

  ~Unpacking() {
    std::error_code ignored;
    for (const fs::path& name : made_) fs::remove_all(into_ / name, ignored);
  }
  Unpacking(const Unpacking&) = delete;
  Unpacking& operator=(const Unpacking&) = delete;

  Result<void> run(const std::stop_token& cancel) {
    const Archive reader(archive_read_new(), &archive_read_free);
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_filename(reader.get(), file_.c_str(), kBlockBytes) != ARCHIVE_OK)
      return unreadable(reader.get());
    for (std::uint64_t entries = 0;; ++entries) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(reader.get(), &entry);
      // A warning here is about names that the locale cannot show; the bytes are all right.
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN && status != ARCHIVE_EOF)
        return unreadable(reader.get());
      // contract 1.12: one gzip tar.
      if (archive_filter_code(reader.get(), 0) != ARCHIVE_FILTER_GZIP) return not_gzip();
      if (status == ARCHIVE_EOF) break;
      if (entries == limits_.entries) return too_large();
      if (auto done = unpack(reader.get(), entry, cancel); !done) return done;
    }
    made_.clear();
    return {};
  }

 private:
  Result<void> unpack(archive* reader, archive_entry* entry, const std::stop_token& cancel) {
    const std::string name = name_of(entry);
    const auto path = safe_path(name);
    if (!path) return fail(path.error());
    const bool hard_link = archive_entry_hardlink(entry) != nullptr;
    const auto type = archive_entry_filetype(entry);
    if (hard_link || type == AE_IFLNK)
      // contract 2.15: no links in the archive.
      return refuse("holds a link, which SageMaker refuses: " + name,
                    "Pack the file itself in its place (tar --dereference --hard-dereference)");
    if (type != AE_IFREG && type != AE_IFDIR)
      return refuse("holds something that is neither a file nor a folder: " + name,
                    "Pack files and folders only");
    if (path->empty()) return {};  // "./"
    remember(*path);
    std::error_code error;
    fs::create_directories(type == AE_IFDIR ? into_ / *path : (into_ / *path).parent_path(), error);
    if (error) return cannot_write(name, error.value());
    if (type == AE_IFDIR) return {};
    return write_file(reader, {*path, archive_entry_perm(entry)}, cancel);
  }

  // `name` as a path that stays below the target folder, without "." in it.
  Result<fs::path> safe_path(const std::string& name) const {
    fs::path path;
    if (name.starts_with('/'))
      return tl::unexpected(
          refusal("holds an absolute path: " + name, "Pack with relative paths (tar -C folder …)"));
    for (const std::string& part : split(name, '/')) {
      if (part == "..")
        return tl::unexpected(refusal("holds a path that leads out of it: " + name,
                                      "Pack with paths that hold no '..'"));
      if (!part.empty() && part != ".") path /= part;
    }
    return path;
  }

  void remember(const fs::path& path) {
    const fs::path& top = *path.begin();
    std::error_code ignored;
    if (!fs::exists(fs::symlink_status(into_ / top, ignored))) made_.insert(top);
  }

  struct Target {
    fs::path path;
    mode_t permissions;
  };

  Result<void> write_file(archive* reader, const Target& target, const std::stop_token& cancel) {
    // Owner may read and write, nobody else may write, nothing is set-uid.
    const mode_t mode = (target.permissions & 0755) | 0600;
    const fs::path whole = into_ / target.path;
    const Descriptor file(
        open(whole.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!file) return cannot_write(target.path, errno);
    for (;;) {
      if (cancel.stop_requested())
        return fail(ErrorCode::Cancelled, "Unpacking was given up: " + file_.string());
      const la_ssize_t got = archive_read_data(reader, block_.data(), block_.size());
      if (got < 0) return unreadable(reader);
      if (got == 0) return {};
      bytes_ += static_cast<std::uint64_t>(got);
      if (bytes_ > limits_.total_bytes) return too_large();
      if (!write_all(file.get(), static_cast<std::size_t>(got)))
        return cannot_write(target.path, errno);
    }
  }

  bool write_all(int file, std::size_t size) const {
    for (std::size_t done = 0; done < size;) {
      const ssize_t written = ::write(file, block_.data() + done, size - done);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      done += static_cast<std::size_t>(written);
    }
    return true;
  }

  Error refusal(const std::string& why, std::string next_step) const {
    return {ErrorCode::InvalidInput, "The model archive " + file_.string() + " " + why,
            std::move(next_step)};
  }
  tl::unexpected<Error> refuse(const std::string& why, std::string next_step) const {
    return fail(refusal(why, std::move(next_step)));
  }
  tl::unexpected<Error> unreadable(archive* reader) const {
    return refuse("cannot be read: " + message_of(reader),
                  "Make it again: tar -czf model.tar.gz -C folder .");
  }
  tl::unexpected<Error> not_gzip() const {
    return refuse("is not compressed with gzip",
                  "SageMaker takes one gzip tar: tar -czf model.tar.gz -C folder .");
  }
  tl::unexpected<Error> too_large() const {
    return refuse("holds more than " + format_size(limits_.total_bytes) + " or more than " +
                      format_count(limits_.entries) + " files",
                  "Unpack it yourself and name the folder in ModelData");
  }
  static tl::unexpected<Error> cannot_write(const fs::path& name, int error_number) {
    return fail(ErrorCode::IoFailed,
                "A file of the model archive cannot be written: " + name.string() + ": " +
                    system_message(error_number),
                "Make room in the temporary folder, or set TMPDIR to another one");
  }

  fs::path file_;
  fs::path into_;
  ArchiveLimits limits_;
  std::vector<char> block_;
  std::set<fs::path> made_;  // in `into_`, by this unpacking
  std::uint64_t bytes_ = 0;
};

}  // namespace

Result<void> unpack_model_archive(const fs::path& archive, const fs::path& into,
                                  const ArchiveLimits& limits, std::stop_token cancel) {
  std::error_code error;
  if (!fs::is_regular_file(archive, error))
    return fail(ErrorCode::NotFound, "There is no model archive " + archive.string(),
                "Correct ModelData, a folder or a model.tar.gz");
  return Unpacking(archive, into, limits).run(cancel);
}

}  // namespace emulator
