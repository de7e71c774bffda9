#include "emulator/base/file_text.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/atomic_file.h"
#include "emulator/base/descriptor.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;

constexpr off_t kMaxFileBytes = 1'000'000'000;

}  // namespace

Result<std::string> read_file_text(const fs::path& file) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!in) return system_failure("read", file, errno);
  struct stat status {};
  if (::fstat(in.get(), &status) != 0) return system_failure("read", file, errno);
  if (S_ISDIR(status.st_mode))
    return fail(ErrorCode::InvalidInput, "Cannot read " + file.string() + ": it is a folder",
                "Name a file inside it");
  if (!S_ISREG(status.st_mode))
    return fail(ErrorCode::InvalidInput, "Cannot read " + file.string() + ": not a regular file",
                "Save its content to a file first");
  if (status.st_size > kMaxFileBytes)
    return fail(ErrorCode::InvalidInput, "Cannot read " + file.string() + ": larger than 1 GB",
                "Use a smaller file");
  std::string text(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = ::read(in.get(), text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure("read", file, errno);
    if (count == 0) break;  // it shrank meanwhile
    done += static_cast<std::size_t>(count);
  }
  text.resize(done);
  return text;
}

Result<void> write_text_atomically(std::string_view text, const fs::path& file) {
  auto out = AtomicFile::begin(file);
  if (!out) return fail(out.error());
  if (auto written = out->write(text); !written) return written;
  return out->commit();
}

}  // namespace emulator
