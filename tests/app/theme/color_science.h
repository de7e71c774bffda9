#pragma once

#include <array>
#include <cmath>

#include "app/theme/theme.h"

// WCAG 2 contrast, CIELAB distance, and colour-vision deficiencies at full severity after Machado,
// Oliveira and Fernandes 2009: independent of the program, so that the tests recompute.
namespace color_science {

using Vec3 = std::array<double, 3>;
using Matrix = std::array<Vec3, 3>;

constexpr Matrix kNormal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix kProtan = {{{0.152286, 1.052583, -0.204868},
                             {0.114503, 0.786281, 0.099216},
                             {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeutan = {{{0.367322, 0.860646, -0.227968},
                             {0.280085, 0.672501, 0.047413},
                             {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritan = {{{1.255528, -0.076749, -0.178779},
                             {-0.078411, 0.930809, 0.147602},
                             {0.004733, 0.691367, 0.303900}}};
constexpr Matrix kRgbToXyz = {{{0.4124564, 0.3575761, 0.1804375},
                               {0.2126729, 0.7151522, 0.0721750},
                               {0.0193339, 0.1191920, 0.9503041}}};

inline Vec3 times(const Matrix& m, const Vec3& v) {
  Vec3 out{};
  for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  return out;
}

inline double linear(double byte) {
  const double c = byte / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

inline Vec3 linear_rgb(app::Rgba c) { return {linear(c.r), linear(c.g), linear(c.b)}; }

inline double contrast(app::Rgba a, app::Rgba b) {
  const double la = times(kRgbToXyz, linear_rgb(a))[1], lb = times(kRgbToXyz, linear_rgb(b))[1];
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

inline double lab_curve(double t) {
  return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

// The colour as seen through `vision`, in CIELAB under D65.
inline Vec3 lab(app::Rgba c, const Matrix& vision) {
  Vec3 seen = times(vision, linear_rgb(c));
  for (double& channel : seen) channel = std::fmin(1.0, std::fmax(0.0, channel));
  const Vec3 xyz = times(kRgbToXyz, seen);
  const double x = lab_curve(xyz[0] / 0.95047), y = lab_curve(xyz[1]),
               z = lab_curve(xyz[2] / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

inline double distance(app::Rgba a, app::Rgba b, const Matrix& vision) {
  const Vec3 p = lab(a, vision), q = lab(b, vision);
  return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

}  // namespace color_science
