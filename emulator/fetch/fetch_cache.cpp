#include "emulator/fetch/fetch_cache.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "emulator/base/file_text.h"
#include "emulator/fetch/download.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::json;

constexpr auto kLookAgain = std::chrono::milliseconds{50};
constexpr int kFormat = 1;

// 32 hexadecimal digits: the address itself stays out of the cache, it may hold a secret.
std::string digest_of(const std::string& text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string out;
  for (std::size_t i = 0; i < 16; ++i) {
    out += kDigits[digest[i] >> 4];
    out += kDigits[digest[i] & 15];
  }
  return out;
}

Result<void> make_private_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(cannot_keep(folder / "x", errno));
  return {};
}

Descriptor open_lock(const fs::path& file) {
  return Descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
}

// Whether the open file is still the one of that name: the user may clear the cache at any time.
bool is_still(const Descriptor& file, const fs::path& name) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(file.get(), &opened) == 0 && ::stat(name.c_str(), &named) == 0 &&
         opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

// An errno, or 0; ECANCELED when stop was requested.
int lock_alone(const Descriptor& file, const std::stop_token& cancel) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock guard(mutex);
  while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return errno;
    never.wait_for(guard, cancel, kLookAgain, [] { return false; });
    if (cancel.stop_requested()) return ECANCELED;
  }
  return 0;
}

std::string new_version_name() {
  static std::atomic<unsigned> counter{0};
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return "v" + std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count()) +
         "-" + std::to_string(::getpid()) + "-" + std::to_string(++counter);
}

Json to_json(const std::string& version, const KeptFacts& facts) {
  Json objects = Json::array();
  for (const KeptObject& one : facts.objects) objects.push_back({one.file, one.etag, one.size});
  return {{"Format", kFormat},  {"Version", version}, {"Name", facts.name},
          {"ETag", facts.etag}, {"Objects", objects}, {"LastModified", facts.last_modified}};
}

// Throws what the JSON library throws.
KeptFacts facts_of(const Json& json) {
  KeptFacts facts;
  facts.name = json.at("Name");
  facts.etag = json.at("ETag");
  facts.last_modified = json.at("LastModified");
  for (const Json& one : json.at("Objects"))
    facts.objects.push_back({one.at(0), one.at(1), one.at(2)});
  return facts;
}

bool is_whole(const KeptVersion& version) {
  std::error_code error;
  if (!version.facts.name.empty()) return fs::is_regular_file(version.content, error);
  for (const KeptObject& one : version.facts.objects)
    if (fs::file_size(version.content / one.file, error) != one.size || error) return false;
  return fs::is_directory(version.content, error);
}

// What is mounted into a container has to be readable for whatever user runs there. Nobody else on
// this machine gets through the cache's own folder.
void open_for_reading(const fs::path& content) {
  ::chmod(content.c_str(), 0755);
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(content, error))
    ::chmod(entry.path().c_str(), entry.is_directory(error) ? 0755 : 0444);
}

}  // namespace

Result<CachePlace> CachePlace::enter(const fs::path& cache, const std::string& source,
                                     std::stop_token cancel) {
  const fs::path folder = cache / digest_of(source);
  for (;;) {
    for (const fs::path& one : {cache, folder})
      if (auto made = make_private_folder(one); !made) return fail(made.error());
    Descriptor lock = open_lock(folder / "lock");
    if (!lock && errno == ENOENT) continue;  // removed meanwhile
    if (!lock) return fail(cannot_keep(folder / "lock", errno));
    const int error = lock_alone(lock, cancel);
    if (error == ECANCELED)
      return fail(ErrorCode::Cancelled,
                  "Waiting for the same model data to be fetched was given up");
    if (error != 0) return fail(cannot_keep(folder / "lock", error));
    if (is_still(lock, folder / "lock")) return CachePlace(folder, std::move(lock));
  }
}

CachePlace::~CachePlace() {
  std::error_code ignored;
  if (lock_ && !begun_.empty()) fs::remove_all(folder_ / begun_, ignored);
}

std::optional<KeptVersion> CachePlace::newest() const {
  std::error_code ignored;
  if (!fs::exists(folder_ / "newest.json", ignored)) return std::nullopt;
  const Result<std::string> text = read_file_text(folder_ / "newest.json");
  if (!text) return std::nullopt;
  try {
    const Json json = Json::parse(*text);
    if (json.at("Format") != kFormat) return std::nullopt;
    KeptVersion out;
    out.facts = facts_of(json);
    out.content = folder_ / json.at("Version").get<std::string>() / "content";
    if (!out.facts.name.empty()) out.content /= out.facts.name;
    if (is_whole(out)) return out;
  } catch (const Json::exception&) {
    // Somebody else's file, or a later version's: fetched anew.
  }
  return std::nullopt;
}

Result<fs::path> CachePlace::begin() {
  const auto kept = newest();
  remove_unused(kept ? version_of(*kept) : "");
  begun_ = new_version_name();
  const fs::path version = folder_ / begun_;
  for (const fs::path& one : {version, version / "content"})
    if (auto made = make_private_folder(one); !made) return fail(made.error());
  return version / "content";
}

Result<KeptVersion> CachePlace::keep(const KeptFacts& facts) {
  open_for_reading(folder_ / begun_ / "content");
  // Names that are no UTF-8 cannot be written down; such a version is fetched anew each time.
  const std::string text =
      to_json(begun_, facts).dump(1, ' ', false, Json::error_handler_t::replace);
  if (auto written = write_text_atomically(text, folder_ / "newest.json"); !written)
    return fail(written.error());
  ::chmod((folder_ / "newest.json").c_str(), 0600);
  KeptVersion out{folder_ / begun_ / "content", facts};
  if (!facts.name.empty()) out.content /= facts.name;
  remove_unused(std::exchange(begun_, ""));
  return out;
}

Result<std::shared_ptr<const void>> CachePlace::use(const KeptVersion& version) const {
  const fs::path name = folder_ / version_of(version);
  auto users = std::make_shared<Descriptor>(open_lock(name / "users"));
  // Nobody can be removing it: that is done at this very place only.
  if (!*users || ::flock(users->get(), LOCK_SH | LOCK_NB) != 0)
    return fail(cannot_keep(name / "users", errno));
  return std::shared_ptr<const void>(users);
}

std::string CachePlace::version_of(const KeptVersion& version) const {
  return version.content.lexically_relative(folder_).begin()->string();
}

void CachePlace::remove_unused(const std::string& except) const {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('v') || name == except) continue;
    const Descriptor users = open_lock(entry.path() / "users");
    if (users && ::flock(users.get(), LOCK_EX | LOCK_NB) != 0) continue;
    std::error_code ignored;
    fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace emulator
