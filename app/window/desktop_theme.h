#pragma once

#include <optional>
#include <string_view>

namespace app {

// Whether the desktop asks for dark windows; nothing where it does not say. Asks the desktop's
// settings service and reads files: not for the UI thread. Takes at most about a second.
std::optional<bool> desktop_prefers_dark();

// What GTK's settings.ini, and KDE's kdeglobals, say about it.
std::optional<bool> gtk_prefers_dark(std::string_view settings_ini);
std::optional<bool> kde_prefers_dark(std::string_view kdeglobals);

}  // namespace app
