#include "app/view_model/file_rows.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <numeric>
#include <utility>

namespace app {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lowered(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return lowered(c); });
  return out;
}

// The digits at the front of `text` without leading zeros, taken off it.
std::string_view take_number(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

// As people sort: "wine-2" before "wine-10", "a" beside "A".
bool name_before(std::string_view a, std::string_view b) {
  const std::string_view whole_a = a, whole_b = b;
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view left = take_number(a), right = take_number(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    const char left = lowered(a.front()), right = lowered(b.front());
    if (left != right) return left < right;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() != b.size() ? a.size() < b.size() : whole_a < whole_b;
}

bool has_ending(std::string_view name, const std::vector<std::string>& endings) {
  return endings.empty() || std::ranges::any_of(endings, [name](const std::string& ending) {
           return lowered(name).ends_with(lowered(ending));
         });
}

bool is_listed(const FolderEntry& entry, const FileRowsInput& input, std::string_view letters) {
  if (!input.hidden && entry.name.starts_with('.') && !input.typed.starts_with('.')) return false;
  if (!entry.folder && (input.folders_only || !has_ending(entry.name, input.endings))) return false;
  return letters.empty() || lowered(entry.name).find(letters) != std::string::npos;
}

// Negative, 0 or positive as `a` stands before, beside or behind `b`.
int compared(const FolderEntry& a, const FolderEntry& b, FileOrder order) {
  if (order == FileOrder::Size && a.bytes != b.bytes) return a.bytes < b.bytes ? -1 : 1;
  if (order == FileOrder::Time && a.modified != b.modified) return a.modified < b.modified ? -1 : 1;
  if (name_before(a.name, b.name)) return -1;
  return name_before(b.name, a.name) ? 1 : 0;
}

std::tm local_time(emulator::WallTime time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm local{};
  localtime_r(&seconds, &local);
  return local;
}

}  // namespace

std::vector<std::size_t> file_rows(const FolderListing& listing, const FileRowsInput& input) {
  const std::string letters = lowered(input.typed);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < listing.entries.size(); ++i)
    if (is_listed(listing.entries[i], input, letters)) rows.push_back(i);
  std::ranges::sort(rows, [&](std::size_t left, std::size_t right) {
    const FolderEntry& a = listing.entries[left];
    const FolderEntry& b = listing.entries[right];
    if (!letters.empty()) {
      const bool a_begins = lowered(a.name).starts_with(letters);
      const bool b_begins = lowered(b.name).starts_with(letters);
      if (a_begins != b_begins) return a_begins;
    }
    if (a.folder != b.folder) return a.folder;
    const int order = compared(a, b, input.order);
    return input.backwards ? order > 0 : order < 0;
  });
  return rows;
}

std::string completed_name(const FolderListing& listing, const std::vector<std::size_t>& rows,
                           std::string_view typed) {
  const std::string letters = lowered(typed);
  const FolderEntry* only = nullptr;
  std::string shared;
  std::size_t count = 0;
  for (const std::size_t row : rows) {
    const FolderEntry& entry = listing.entries[row];
    if (!lowered(entry.name).starts_with(letters)) continue;
    only = &entry;
    if (count++ == 0) {
      shared = entry.name;
      continue;
    }
    const auto differ = std::ranges::mismatch(
        shared, entry.name, {}, [](char c) { return lowered(c); },
        [](char c) { return lowered(c); });
    shared.erase(differ.in1, shared.end());
  }
  if (count == 0) return std::string(typed);
  return count == 1 && only->folder ? shared + "/" : shared;
}

fs::path typed_folder(std::string_view typed, const fs::path& folder, const fs::path& home) {
  fs::path way = folder / typed;
  if (typed.starts_with("~/") && !home.empty()) way = home / typed.substr(2);
  way = way.lexically_normal();
  return !way.has_filename() && way.has_relative_path() ? way.parent_path() : way;
}

std::vector<PathCrumb> path_crumbs(const fs::path& folder, const fs::path& home) {
  std::vector<PathCrumb> crumbs;
  fs::path way;
  for (const fs::path& part : folder) {
    if (part.empty()) continue;
    way /= part;
    if (!home.empty() && way == home) {
      crumbs = {{"~", way}};
    } else {
      crumbs.push_back({part.string(), way});
    }
  }
  return crumbs;
}

std::string file_time_text(emulator::WallTime time, emulator::WallTime now) {
  const std::tm then = local_time(time);
  const std::tm today = local_time(now);
  const bool this_year = then.tm_year == today.tm_year;
  const bool is_today = this_year && then.tm_yday == today.tm_yday;
  std::array<char, 32> text{};
  std::size_t length = 0;
  if (is_today) {
    length = std::strftime(text.data(), text.size(), "%H:%M", &then);
  } else if (this_year) {
    length = std::strftime(text.data(), text.size(), "%e %b %H:%M", &then);
  } else {
    length = std::strftime(text.data(), text.size(), "%e %b %Y", &then);
  }
  const std::string_view written(text.data(), length);
  return std::string(written.starts_with(' ') ? written.substr(1) : written);
}

std::string with_ending(std::string name, const std::vector<std::string>& endings) {
  if (name.empty() || endings.empty() || has_ending(name, endings)) return name;
  const bool has_own = fs::path(name).has_extension();
  return has_own ? name : name + endings.front();
}

}  // namespace app
