#include "emulator/runtime/process_usage.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <unistd.h>

#include "emulator/base/text.h"
#include "emulator/runtime/guardian/process_tree.h"

namespace emulator {
namespace {

constexpr int kLeastTicks = 3;

// Fields of /proc/PID/stat, counted from the one behind the name.
constexpr std::size_t kUserTicks = 11, kSystemTicks = 12, kResidentPages = 21;

struct Family {
  std::uint64_t ticks = 0;
  std::uint64_t pages = 0;
  bool found = false;
};

std::uint64_t number(const std::vector<std::string>& fields, std::size_t at) {
  std::uint64_t value = 0;
  if (at < fields.size())
    std::from_chars(fields[at].data(), fields[at].data() + fields[at].size(), value);
  return value;
}

void add(Family& family, pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t name_end = text.rfind(") ");  // the name may hold anything
  if (name_end == text.npos) return;
  const auto fields = split(text.substr(name_end + 2), ' ');
  family.found = true;
  family.ticks += number(fields, kUserTicks) + number(fields, kSystemTicks);
  family.pages += number(fields, kResidentPages);
}

Nanoseconds time_of(std::uint64_t ticks) {
  static const auto per_second = static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
  return Nanoseconds{static_cast<std::int64_t>(ticks * (1'000'000'000 / per_second))};
}

}  // namespace

std::optional<StageUsage> ProcessUsage::sample(pid_t ancestor, SteadyTime now) {
  Family family;
  for (const pid_t process : descendants_of(ancestor)) add(family, process);
  if (!family.found) return std::nullopt;
  StageUsage usage;
  usage.memory_bytes = family.pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  const Nanoseconds processor = time_of(family.ticks);
  if (before_ && now > before_->at && processor - before_->processor >= time_of(kLeastTicks))
    usage.cpus = static_cast<double>((processor - before_->processor).count()) /
                 static_cast<double>(Nanoseconds(now - before_->at).count());
  before_ = Before{processor, now};
  return usage;
}

}  // namespace emulator
