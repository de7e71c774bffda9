#include "app/window/desktop_theme.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace app {
namespace {

// The value of the first line "key = value"; empty where there is none.
std::string value_of(std::string_view text, std::string_view key) {
  const auto trimmed = [](std::string_view part) {
    while (!part.empty() && std::isspace(static_cast<unsigned char>(part.front())))
      part.remove_prefix(1);
    while (!part.empty() && std::isspace(static_cast<unsigned char>(part.back())))
      part.remove_suffix(1);
    return part;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = line.find('=');
    if (equals != line.npos && trimmed(line.substr(0, equals)) == key)
      return std::string(trimmed(line.substr(equals + 1)));
  }
  return "";
}

bool names_dark(std::string name) {
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name.find("dark") != std::string::npos;
}

}  // namespace

std::optional<bool> gtk_prefers_dark(std::string_view settings_ini) {
  const std::string wish = value_of(settings_ini, "gtk-application-prefer-dark-theme");
  if (wish == "1" || wish == "true") return true;
  const std::string theme = value_of(settings_ini, "gtk-theme-name");
  if (names_dark(theme)) return true;
  if (!wish.empty() || !theme.empty()) return false;
  return std::nullopt;
}

std::optional<bool> kde_prefers_dark(std::string_view kdeglobals) {
  const std::string scheme = value_of(kdeglobals, "ColorScheme");
  if (scheme.empty()) return std::nullopt;
  return names_dark(scheme);
}

}  // namespace app
