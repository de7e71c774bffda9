#include "app/errands/demo_image.h"

#include <cstdint>
#include <cstring>
#include <system_error>

#include "emulator/base/file_text.h"
#include "emulator/model/demo_containers.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using emulator::ErrorCode;
using emulator::fail;
using emulator::Result;

// contract 2.8: in a pipeline AWS refuses an image without that label.
constexpr std::string_view kDockerfile =
    "FROM scratch\n"
    "LABEL com.amazonaws.sagemaker.capabilities.accept-bind-to-port=true\n"
    "COPY hoplens-demo-stage /\n"
    "ENTRYPOINT [\"/hoplens-demo-stage\"]\n";

// A number of an ELF header, in this machine's byte order; 0 beyond its end.
template <typename Number>
Number number_at(std::string_view file, std::size_t at) {
  Number value = 0;
  if (at + sizeof value <= file.size()) std::memcpy(&value, file.data() + at, sizeof value);
  return value;
}

// Linux: a 64-bit ELF file without a program interpreter needs nothing but the kernel.
bool is_static_program(std::string_view file) {
  constexpr std::uint32_t kInterpreter = 3;  // PT_INTERP
  if (!file.starts_with("\x7f"
                        "ELF\x02"))
    return false;
  const auto headers = number_at<std::uint64_t>(file, 0x20);
  const auto size = number_at<std::uint16_t>(file, 0x36);
  const auto count = number_at<std::uint16_t>(file, 0x38);
  for (std::uint64_t i = 0; i < count; ++i)
    if (number_at<std::uint32_t>(file, headers + i * size) == kInterpreter) return false;
  return count > 0;
}

Result<std::string> read_program(const fs::path& program) {
  std::error_code ignored;
  if (program.empty() || !fs::exists(program, ignored))
    return fail(ErrorCode::NotFound,
                std::string(emulator::kDemoStageProgram) + " is not beside hoplens",
                "Build it, too: cmake --build --preset release --target hoplens-demo-stage");
  auto content = emulator::read_file_text(program);
  if (!content || is_static_program(*content)) return content;
  return fail(
      ErrorCode::Unsupported,
      program.string() + " needs shared libraries, so it cannot be the only file of an image",
      "Build it with -DHOPLENS_STATIC_DEMO=ON, or run the demo as processes");
}

// A reader finds the old content or the new one, whole.
Result<void> put(std::string_view content, const fs::path& file) {
  if (const auto old = emulator::read_file_text(file); old && *old == content) return {};
  return emulator::write_text_atomically(content, file);
}

Result<void> make_executable(const fs::path& file) {
  std::error_code error;
  constexpr auto kAll = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                        fs::perms::others_read | fs::perms::others_exec;
  if (fs::status(file, error).permissions() == kAll) return {};
  fs::permissions(file, kAll, error);
  if (!error) return {};
  return fail(ErrorCode::IoFailed,
              "Cannot make " + file.string() + " executable: " + error.message(),
              "Remove it, so that it is written anew");
}

}  // namespace

Result<fs::path> prepare_demo_image(const fs::path& program, const fs::path& cache) {
  if (cache.empty())
    return fail(ErrorCode::NotFound, "There is no folder to build the demo's image in",
                "Set HOME or XDG_CACHE_HOME");
  const auto content = read_program(program);
  if (!content) return fail(content.error());
  fs::path folder = cache / "demo-image";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    return fail(ErrorCode::IoFailed, "Cannot create " + folder.string() + ": " + error.message(),
                "Change its permissions, or set XDG_CACHE_HOME to another place");
  const fs::path copy = folder / emulator::kDemoStageProgram;
  Result<void> done = put(*content, copy);
  if (done) done = make_executable(copy);
  if (done) done = put(kDockerfile, folder / "Dockerfile");
  if (!done) return fail(done.error());
  return folder;
}

}  // namespace app
