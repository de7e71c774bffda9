#include <memory>
#include <string_view>

#include <fontconfig/fontconfig.h>

#include "app/theme/fontconfig_lookup.h"

namespace app {
namespace {

struct PatternFree {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, PatternFree>;

std::string_view text_of(FcPattern* pattern, const char* object, int index) {
  FcChar8* text = nullptr;
  if (FcPatternGetString(pattern, object, index, &text) != FcResultMatch) return {};
  return reinterpret_cast<const char*>(text);
}

bool has_family(FcPattern* found, std::string_view family) {
  for (int i = 0;; ++i) {
    const std::string_view name = text_of(found, FC_FAMILY, i);
    if (name.empty()) return false;
    if (name == family) return true;
  }
}

}  // namespace

std::filesystem::path ask_fontconfig(const char* family, bool semibold) {
  const Pattern wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddInteger(wanted.get(), FC_WEIGHT, semibold ? FC_WEIGHT_DEMIBOLD : FC_WEIGHT_REGULAR);
  FcPatternAddInteger(wanted.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const Pattern found(FcFontMatch(nullptr, wanted.get(), &result));
  // FcFontMatch always finds something; only the family itself is an answer here.
  if (found == nullptr || !has_family(found.get(), family)) return {};
  return text_of(found.get(), FC_FILE, 0);
}

}  // namespace app
