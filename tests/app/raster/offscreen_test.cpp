#include "app/raster/offscreen.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdio>

#include "tests/app/raster/screen.h"

using app::Offscreen;

TEST_CASE("tmp picture") {
  for (bool real : {false, true}) {
    auto t0 = std::chrono::steady_clock::now();
    auto files = real ? app::find_fonts() : app::embedded_fonts();
    auto t1 = std::chrono::steady_clock::now();
    Offscreen screen({.width = 640, .height = 180, .fonts = files});
    auto t2 = std::chrono::steady_clock::now();
    screen.frame(draw_sample_screen);
    screen.frame(draw_sample_screen);
    auto t3 = std::chrono::steady_clock::now();
    auto image = screen.picture();
    auto t4 = std::chrono::steady_clock::now();
    REQUIRE(app::write_png(image, real ? "/tmp/ui_real.png" : "/tmp/ui_emb.png"));
    auto text = screen.text();
    auto ms = [](auto a, auto b) { return std::chrono::duration<double, std::milli>(b - a).count(); };
    std::printf("find %.1f load %.1f frames %.1f raster %.1f\n%s\n%s %s %s %s\n", ms(t0, t1), ms(t1, t2),
                ms(t2, t3), ms(t3, t4), text.c_str(), files.ui.c_str(), files.strong.c_str(),
                files.mono.c_str(), files.symbols.c_str());
  }
}
