#include <array>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include "app/theme/fontconfig_lookup.h"
#include "app/theme/fonts.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::array kFolders = {
    "/usr/share/fonts/opentype/inter",
    "/usr/share/fonts/truetype/inter",
    "/usr/share/fonts/truetype/jetbrains-mono",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/truetype/wqy",
    "/usr/share/fonts/truetype/droid",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/hack",
    "/usr/share/fonts/inter",
    "/usr/share/fonts/TTF",
    "/usr/share/fonts/rsms-inter-fonts",
    "/usr/share/fonts/jetbrains-mono-fonts",
    "/usr/share/fonts/google-noto",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/usr/share/fonts/dejavu-sans-mono-fonts",
    "/usr/share/fonts/liberation-sans",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
};

// A face we would take, best first: the file's name, and how fontconfig knows it.
struct Face {
  std::string_view file;
  const char* family;
  bool semibold = false;
};

constexpr std::array kUi = {
    Face{"Inter-Regular.otf", "Inter"},
    Face{"Inter-Regular.ttf", "Inter"},
    Face{"NotoSans-Regular.ttf", "Noto Sans"},
    Face{"DejaVuSans.ttf", "DejaVu Sans"},
    Face{"LiberationSans-Regular.ttf", "Liberation Sans"},
};
constexpr std::array kStrong = {
    Face{"Inter-SemiBold.otf", "Inter", true},
    Face{"Inter-SemiBold.ttf", "Inter", true},
    Face{"NotoSans-SemiBold.ttf", "Noto Sans", true},
    Face{"DejaVuSans-Bold.ttf", "DejaVu Sans", true},
    Face{"LiberationSans-Bold.ttf", "Liberation Sans", true},
};
constexpr std::array kMono = {
    Face{"JetBrainsMono-Regular.ttf", "JetBrains Mono"},
    Face{"Hack-Regular.ttf", "Hack"},
    Face{"DejaVuSansMono.ttf", "DejaVu Sans Mono"},
    Face{"NotoSansMono-Regular.ttf", "Noto Sans Mono"},
    Face{"LiberationMono-Regular.ttf", "Liberation Mono"},
};
constexpr std::array kSymbols = {
    Face{"DejaVuSans.ttf", "DejaVu Sans"},
    Face{"NotoSansSymbols2-Regular.ttf", "Noto Sans Symbols2"},
};

// For scripts beyond Latin: all of them that are there.
constexpr std::array kOtherScripts = {
    "NotoSans-Regular.ttf",       "DejaVuSans.ttf",
    "NotoSansCJK-Regular.ttc",    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",  "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf", "NotoSansDevanagari-Regular.ttf",
};

fs::path in_known_folders(std::string_view file) {
  for (const char* folder : kFolders) {
    fs::path path = fs::path(folder) / file;
    std::error_code ignored;
    if (fs::exists(path, ignored)) return path;
  }
  return {};
}

// The best face wins wherever it lies; within a face a folder is asked first, because reading
// fontconfig's configuration costs tens of milliseconds of the first frame.
template <std::size_t N>
fs::path first_of(const std::array<Face, N>& faces) {
  for (const Face& face : faces) {
    fs::path path = in_known_folders(face.file);
    if (path.empty()) path = ask_fontconfig(face.family, face.semibold);
    if (!path.empty()) return path;
  }
  return {};
}

}  // namespace

FontFiles find_fonts() {
  const char* wish = std::getenv("HOPLENS_FONTS");
  if (wish != nullptr && std::string_view(wish) == "embedded") return embedded_fonts();
  FontFiles files{first_of(kUi), first_of(kStrong), first_of(kMono), first_of(kSymbols), {}};
  for (const char* name : kOtherScripts)
    if (fs::path path = in_known_folders(name); !path.empty())
      files.other_scripts.push_back(std::move(path));
  if (files.strong.empty()) files.strong = files.ui;
  return files;
}

}  // namespace app
