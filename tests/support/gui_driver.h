#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/item_registry.h"
#include "app/raster/offscreen.h"

namespace tests {

// Uses a screen as a person would: points, clicks, types, looks. Paths are those of
// ItemRegistry::find ("Send", "composer/Send", "stage:model"). An item that is missing, ambiguous,
// scrolled away, disabled or covered is a std::runtime_error that says so and lists candidates.
// After each act two frames run, because popups and sizes settle one frame late.
class GuiDriver {
 public:
  using Draw = std::function<void(const app::Style&)>;

  explicit GuiDriver(Draw draw, const app::OffscreenOptions& options = {});

  void click(std::string_view path);
  void click_holding(ImGuiKeyChord modifiers, std::string_view path);  // ImGuiMod_Ctrl
  void double_click(std::string_view path);
  void right_click(std::string_view path);
  void hover(std::string_view path);
  // Presses on one item, moves in several steps, lets go over the other.
  void drag(std::string_view from, std::string_view to);
  void drag_by(std::string_view from, ImVec2 pixels);
  // The same without letting go: for pictures of a drag under way, and for Esc.
  void drag_and_hold(std::string_view from, std::string_view to);
  void release();
  void scroll(std::string_view over, float lines);  // positive: towards the top

  void press(ImGuiKeyChord chord);   // ImGuiMod_Ctrl | ImGuiKey_Enter
  void type(std::string_view text);  // into whatever has the focus; '\n' is Enter
  void replace_text(std::string_view path, std::string_view text);

  app::Item item(std::string_view path) const;
  bool has(std::string_view path) const;  // one or more, at least partly in sight
  std::string frame_text() const { return screen_.text(); }
  app::Image picture() const { return screen_.picture(); }
  void save_picture(const std::string& path) const;

  void frames(int count = 1);
  app::Offscreen& screen() { return screen_; }
  const app::ItemRegistry& registry() const { return registry_; }

 private:
  void settle() { frames(2); }
  void move_to(ImVec2 at);
  void aim_at(std::string_view path);
  void button(int which, bool down);
  void key(ImGuiKey which, bool down);
  void modifiers(ImGuiKeyChord chord, bool down);
  void move_in_steps(ImVec2 from, ImVec2 to);

  Draw draw_;
  app::Offscreen screen_;
  app::ItemRegistry registry_;
};

}  // namespace tests
