#include "app/panels/body_views/picture_view.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <memory>

#include "app/errands/body_errands.h"
#include "app/raster/decode_picture.h"
#include "app/theme/textures.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kFacts = 26, kLeastHeight = 140, kSquare = 8;

// The whole picture in the pane, never enlarged; or a pixel of it for each of the screen.
float scale_of(const BodyPart& part, const DecodedPicture& picture, const BodyHabits& habits) {
  if (habits.actual_pixels) return 1;
  const float height =
      std::max(part.pen.px(kLeastHeight), ImGui::GetWindowHeight() - part.pen.px(2 * kFacts + 8));
  return std::min({1.0f, part.width / static_cast<float>(picture.width),
                   height / static_cast<float>(picture.height)});
}

std::string facts_of(const DecodedPicture& picture, float scale) {
  std::string facts = picture.format + "   " + std::to_string(picture.width) + " × " +
                      std::to_string(picture.height) + " px   shown at " +
                      std::to_string(std::lround(scale * 100)) + " %";
  if (picture.reduced > 1)
    facts += ", of every " + std::to_string(picture.reduced) + " × " +
             std::to_string(picture.reduced) + " pixels the mean";
  return facts;
}

void draw_facts(const BodyPart& part, const DecodedPicture& picture, BodyHabits& habits) {
  const Pen& pen = part.pen;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float x = at.x;
  if (switch_chip(pen, x, at.y, {"zoom fit", "Fit", !habits.actual_pixels, "All of the picture"}))
    habits.actual_pixels = false;
  if (switch_chip(pen, x, at.y,
                  {"zoom 100", "100 %", habits.actual_pixels, "A pixel for each pixel"}))
    habits.actual_pixels = true;
  x += pen.px(8);
  pen.text_within(pen.fonts().body, {x, at.y, at.x + part.width - x, pen.px(22)}, Role::TextDim,
                  facts_of(picture, scale_of(part, picture, habits)));
  ImGui::SetCursorScreenPos({at.x, at.y + pen.px(kFacts)});
}

// What shows through where the picture does: squares in sight only.
void paint_squares(const Pen& pen, const Rect& place) {
  const float size = pen.px(kSquare);
  const ImVec2 low = pen.list().GetClipRectMin(), high = pen.list().GetClipRectMax();
  pen.fill(place, Role::Card);
  const auto index = [&](float at, float start) {
    return static_cast<int>(std::floor(std::max(0.0f, at - start) / size));
  };
  const int bottom = index(std::min(high.y, place.bottom()), place.y);
  const int right = index(std::min(high.x, place.right()), place.x);
  for (int row = index(low.y, place.y); row <= bottom; ++row) {
    for (int column = index(low.x, place.x); column <= right; ++column) {
      if ((row + column) % 2 != 0) continue;
      const float x = place.x + static_cast<float>(column) * size;
      const float y = place.y + static_cast<float>(row) * size;
      pen.fill({x, y, std::min(size, place.right() - x), std::min(size, place.bottom() - y)},
               Role::Hover);
    }
  }
}

void tell_pixel(const DecodedPicture& picture, const Rect& place) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto part = [](float at, float size, int pixels) {
    const int pixel = static_cast<int>(at / size * static_cast<float>(pixels));
    return std::clamp(pixel, 0, pixels - 1);
  };
  const int x = part(mouse.x - place.x, place.w, picture.pixels.width);
  const int y = part(mouse.y - place.y, place.h, picture.pixels.height);
  const Rgba color = picture.pixels.at(x, y);
  ImGui::SetTooltip("x %d, y %d\n#%02x%02x%02x, alpha %d", x * picture.reduced, y * picture.reduced,
                    color.r, color.g, color.b, color.a);
}

void paint_picture(const BodyPart& part, const std::shared_ptr<const DecodedPicture>& picture,
                   const Rect& place) {
  const Pen& pen = part.pen;
  Textures* textures = pen.style().textures;
  const std::shared_ptr<const Image> pixels(picture, &picture->pixels);
  const ImTextureID texture = textures == nullptr ? nullptr : textures->texture_of(pixels);
  if (picture->has_alpha) paint_squares(pen, place);
  if (texture == nullptr) {
    pen.text(pen.fonts().body, place.x, place.center_y(), Role::Warning,
             "The graphics card takes no picture of this size");
    return;
  }
  pen.list().AddImage(texture, top_left(place), bottom_right(place));
}

// True once it is decoded; says why it is not.
bool picture_ready(const BodyPart& part) {
  PictureLook& look = part.look.picture;
  if (!look.picture && look.problem.empty() && !look.waiting) {
    look.waiting = true;
    part.in.errands.push_back(decode_body(part.look.id, part.look.bytes));
  }
  if (!look.problem.empty()) {
    body_warning(part.pen, look.problem);
  } else if (!look.picture) {
    body_note(part.pen, "Decoding… " + emulator::format_size(part.text.size()));
  }
  return look.picture != nullptr;
}

}  // namespace

bool draw_picture_view(const BodyPart& part, BodyHabits& habits) {
  if (!picture_ready(part)) return part.look.picture.problem.empty();
  const auto& picture = part.look.picture.picture;
  draw_facts(part, *picture, habits);
  const float scale = scale_of(part, *picture, habits);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect place{std::round(at.x), std::round(at.y),
                   std::max(1.0f, std::round(static_cast<float>(picture->width) * scale)),
                   std::max(1.0f, std::round(static_cast<float>(picture->height) * scale))};
  hit("picture", place);
  if (ImGui::IsItemHovered()) tell_pixel(*picture, place);
  paint_picture(part, picture, place);
  ImGui::SetCursorScreenPos({at.x, place.bottom()});
  ImGui::Dummy({place.w, 1});
  return true;
}

}  // namespace app
