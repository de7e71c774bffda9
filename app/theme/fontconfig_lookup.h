#pragma once

#include <filesystem>

namespace app {

// The file of a font family as fontconfig knows it; empty if that family is not installed (never
// a substitute) or this build has no fontconfig.
std::filesystem::path ask_fontconfig(const char* family, bool semibold);

}  // namespace app
