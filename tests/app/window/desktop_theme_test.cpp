#include "app/window/desktop_theme.h"

#include <catch2/catch_test_macros.hpp>

TEST_CASE("GTK's settings say whether dark windows are wanted") {
  CHECK(app::gtk_prefers_dark("[Settings]\ngtk-application-prefer-dark-theme=1\n") == true);
  CHECK(app::gtk_prefers_dark("gtk-application-prefer-dark-theme = true") == true);
  CHECK(app::gtk_prefers_dark("gtk-theme-name=Adwaita-dark\n") == true);
  CHECK(app::gtk_prefers_dark("gtk-theme-name=Adwaita\n") == false);
  CHECK(app::gtk_prefers_dark("gtk-application-prefer-dark-theme=0\n") == false);
  CHECK_FALSE(app::gtk_prefers_dark("").has_value());
  CHECK_FALSE(app::gtk_prefers_dark("[Settings]\ngtk-font-name=Sans 10").has_value());
}

TEST_CASE("KDE's colour scheme says whether dark windows are wanted") {
  CHECK(app::kde_prefers_dark("[General]\nColorScheme=BreezeDark\n") == true);
  CHECK(app::kde_prefers_dark("[General]\nColorScheme=BreezeLight\n") == false);
  CHECK_FALSE(app::kde_prefers_dark("[General]\nName=x\n").has_value());
}
