// Asks the desktop portal over the session bus, as GNOME and KDE answer it; then the files that
// desktops without it leave.

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "app/window/desktop_theme.h"

#ifdef HOPLENS_HAS_SDBUS
#include <systemd/sd-bus.h>
#endif

namespace app {
namespace {

#ifdef HOPLENS_HAS_SDBUS

constexpr std::uint64_t kPatienceMicroseconds = 1'000'000;

template <typename T, T* (*release)(T*)>
struct Release {
  void operator()(T* value) const { release(value); }
};

std::optional<bool> portal_prefers_dark() {
  sd_bus* raw_bus = nullptr;
  if (sd_bus_open_user(&raw_bus) < 0) return std::nullopt;
  const std::unique_ptr<sd_bus, Release<sd_bus, sd_bus_flush_close_unref>> bus(raw_bus);
  sd_bus_set_method_call_timeout(bus.get(), kPatienceMicroseconds);
  sd_bus_message* raw_reply = nullptr;
  const int called = sd_bus_call_method(
      bus.get(), "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
      "org.freedesktop.portal.Settings", "Read", nullptr, &raw_reply, "ss",
      "org.freedesktop.appearance", "color-scheme");
  if (called < 0) return std::nullopt;
  const std::unique_ptr<sd_bus_message, Release<sd_bus_message, sd_bus_message_unref>> reply(
      raw_reply);
  // A variant in a variant.
  std::uint32_t scheme = 0;
  if (sd_bus_message_enter_container(reply.get(), 'v', "v") < 0 ||
      sd_bus_message_enter_container(reply.get(), 'v', "u") < 0 ||
      sd_bus_message_read(reply.get(), "u", &scheme) < 0)
    return std::nullopt;
  constexpr std::uint32_t kNoPreference = 0, kDark = 1;
  if (scheme == kNoPreference) return std::nullopt;
  return scheme == kDark;
}

#else

std::optional<bool> portal_prefers_dark() { return std::nullopt; }

#endif

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::filesystem::path config_folder() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config != '\0') return config;
  const char* home = std::getenv("HOME");
  return home == nullptr ? std::filesystem::path() : std::filesystem::path(home) / ".config";
}

}  // namespace

std::optional<bool> desktop_prefers_dark() {
  if (const auto said = portal_prefers_dark()) return said;
  const std::filesystem::path config = config_folder();
  if (config.empty()) return std::nullopt;
  if (const auto said = kde_prefers_dark(text_of(config / "kdeglobals"))) return said;
  for (const char* version : {"gtk-4.0", "gtk-3.0"})
    if (const auto said = gtk_prefers_dark(text_of(config / version / "settings.ini"))) return said;
  return std::nullopt;
}

}  // namespace app
