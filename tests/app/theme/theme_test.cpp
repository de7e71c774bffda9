#include "app/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <span>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/app/theme/color_science.h"

namespace {

using app::Role;
using app::Theme;
using namespace color_science;

// What a role may be painted on, and how strong it must be there: 4.5 to 1 for text, 3 to 1 for
// shapes (WCAG 2, AA).
struct Pair {
  Role front, back;
  double least;
};

constexpr std::array kSurfaces = {Role::Window, Role::Panel, Role::Card, Role::Field};
constexpr std::array kMarkedSurfaces = {Role::Hover, Role::Selection};
constexpr std::array kTextAnywhere = {Role::Text,    Role::TextDim, Role::Accent, Role::Ok,
                                      Role::Running, Role::Warning, Role::Error};
constexpr std::array kTextOnSurfaces = {Role::TextFaint, Role::Idle};
constexpr std::array kShapes = {
    Role::PhaseQueue, Role::PhaseSend, Role::PhaseWait, Role::PhaseReceive, Role::Stage1,
    Role::Stage2,     Role::Stage3,    Role::Stage4,    Role::Stage5,       Role::Stage6};
constexpr std::array kStatuses = {Role::Ok, Role::Running, Role::Warning, Role::Error, Role::Idle};
constexpr std::array kPhases = {Role::PhaseQueue, Role::PhaseSend, Role::PhaseWait,
                                Role::PhaseReceive};

std::vector<Pair> pairs() {
  std::vector<Pair> all = {{Role::OnAccent, Role::Accent, 4.5}};
  for (const Role back : kSurfaces) {
    for (const Role text : kTextAnywhere) all.push_back({text, back, 4.5});
    for (const Role text : kTextOnSurfaces) all.push_back({text, back, 4.5});
    for (const Role shape : kShapes) all.push_back({shape, back, 3.0});
  }
  for (const Role back : kMarkedSurfaces) {
    for (const Role text : kTextAnywhere) all.push_back({text, back, 4.5});
    for (const Role text : kTextOnSurfaces) all.push_back({text, back, 3.0});
  }
  // The waterfall's chosen row is a selection; the hatched queue is marked by its pattern too.
  for (const Role shape : kShapes) {
    if (shape != Role::PhaseQueue) all.push_back({shape, Role::Selection, 3.0});
  }
  return all;
}

double smallest_distance(const Theme& theme, std::span<const Role> roles, const Matrix& vision) {
  double smallest = 1000;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      smallest = std::min(smallest, distance(theme[roles[i]], theme[roles[j]], vision));
    }
  }
  return smallest;
}

// Smallest distances of the design, rounded down by a little.
struct Vision {
  const char* name;
  const Matrix& matrix;
  double least;
};
const std::array kVisions = {Vision{"normal", kNormal, 40}, Vision{"protan", kProtan, 18},
                             Vision{"deutan", kDeutan, 17.5}, Vision{"tritan", kTritan, 18}};

const Theme& any_theme() { return GENERATE(0, 1) == 0 ? app::dark_theme() : app::light_theme(); }

}  // namespace

TEST_CASE("every text and shape stands out from what it is painted on") {
  const Theme& theme = any_theme();
  for (const Pair& pair : pairs()) {
    INFO(theme.name << ": role " << static_cast<int>(pair.front) << " on role "
                    << static_cast<int>(pair.back));
    CHECK(contrast(theme[pair.front], theme[pair.back]) >= pair.least);
  }
}

TEST_CASE("chips and pressed buttons can be read where they are tinted") {
  const Theme& theme = any_theme();
  const auto tinted = [&theme](Role over, double alpha, Role under) {
    const auto mix = [alpha](std::uint8_t a, std::uint8_t b) {
      return static_cast<std::uint8_t>(std::lround(alpha * a + (1 - alpha) * b));
    };
    const app::Rgba a = theme[over], b = theme[under];
    return app::Rgba{mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b), 255};
  };
  for (const Role ground : {Role::Panel, Role::Card, Role::Selection}) {
    for (const Role tone : {Role::Accent, Role::Ok, Role::Warning, Role::Error}) {
      INFO(theme.name << ": chip of role " << static_cast<int>(tone) << " on role "
                      << static_cast<int>(ground));
      CHECK(contrast(theme[tone], tinted(tone, 0.2, ground)) >= 3.0);
      if (ground == Role::Panel) CHECK(contrast(theme[tone], tinted(tone, 0.2, ground)) >= 4.0);
    }
    for (const double alpha : {1.0, 0.88, 0.75}) {
      INFO(theme.name << ": primary button at " << alpha);
      CHECK(contrast(theme[Role::OnAccent], tinted(Role::Accent, alpha, ground)) >= 3.0);
    }
  }
  CHECK(contrast(theme[Role::TextDim], theme[Role::Hover]) >= 4.5);  // the plain chip
}

TEST_CASE("statuses stay apart for every kind of colour vision") {
  const Theme& theme = any_theme();
  for (const Vision& vision : kVisions) {
    INFO(theme.name << ", " << vision.name);
    CHECK(smallest_distance(theme, kStatuses, vision.matrix) >= vision.least);
  }
}

TEST_CASE("phases of a hop stay apart for every kind of colour vision") {
  const Theme& theme = any_theme();
  for (const Vision& vision : kVisions) {
    INFO(theme.name << ", " << vision.name);
    CHECK(smallest_distance(theme, kPhases, vision.matrix) >= vision.least);
  }
}

TEST_CASE("both themes give every role a colour") {
  const Theme& theme = any_theme();
  for (const app::Rgba& color : theme.colors) {
    CHECK(color.a == 255);
    CHECK(color != app::Rgba{});
  }
}

TEST_CASE("the figures of the science are those of the standards") {
  CHECK(std::abs(contrast({0, 0, 0}, {255, 255, 255}) - 21.0) < 0.01);
  CHECK(std::abs(lab({255, 255, 255}, kNormal)[0] - 100.0) < 0.01);
  CHECK(std::abs(distance({255, 0, 0}, {0, 255, 0}, kNormal) - 170.6) < 0.5);
  CHECK(distance({255, 0, 0}, {0, 255, 0}, kDeutan) < 100);
}
