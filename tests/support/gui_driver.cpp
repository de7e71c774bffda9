#include "tests/support/gui_driver.h"

#include <array>
#include <stdexcept>
#include <utility>

#include <imgui_internal.h>

namespace tests {
namespace {

constexpr double kNeverDouble = 0.001;  // seconds; shorter than a frame
constexpr double kDoubleClick = 0.30;

struct Modifier {
  ImGuiKey flag, key;
};
constexpr std::array kModifiers = {
    Modifier{ImGuiMod_Ctrl, ImGuiKey_LeftCtrl}, Modifier{ImGuiMod_Shift, ImGuiKey_LeftShift},
    Modifier{ImGuiMod_Alt, ImGuiKey_LeftAlt}, Modifier{ImGuiMod_Super, ImGuiKey_LeftSuper}};

// The key of a typed character, as a keyboard would send beside it; None for most signs.
ImGuiKey key_of(char c) {
  if (c == '\n') return ImGuiKey_Enter;
  if (c == '\t') return ImGuiKey_Tab;
  if (c == ' ') return ImGuiKey_Space;
  const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (upper >= 'A' && upper <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (upper - 'A'));
  if (c >= '0' && c <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (c - '0'));
  return ImGuiKey_None;
}

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

}  // namespace

GuiDriver::GuiDriver(Draw draw, const app::OffscreenOptions& options)
    : draw_(std::move(draw)), screen_(options), registry_(screen_.context()) {
  screen_.io().MouseDoubleClickTime = static_cast<float>(kNeverDouble);
  settle();
}

void GuiDriver::frames(int count) {
  for (int i = 0; i < count; ++i) screen_.frame(draw_);
}

app::Item GuiDriver::item(std::string_view path) const {
  emulator::Result<app::Item> found = registry_.find(path);
  if (!found) fail(found.error().what + "\n" + found.error().next_step);
  return *found;
}

bool GuiDriver::has(std::string_view path) const {
  const emulator::Result<app::Item> found = registry_.find(path);
  if (found) return found->visible();
  return found.error().code != emulator::ErrorCode::NotFound;
}

void GuiDriver::move_to(ImVec2 at) {
  screen_.io().AddMousePosEvent(at.x, at.y);
  frames();
}

void GuiDriver::button(int which, bool down) {
  screen_.io().AddMouseButtonEvent(which, down);
  frames();
}

// Moves the mouse there and makes sure that it points at nothing else.
void GuiDriver::aim_at(std::string_view path) {
  const app::Item target = item(path);
  if (!target.visible()) fail(target.path() + " is scrolled out of sight or clipped");
  if (target.disabled) fail(target.path() + " is disabled");
  move_to(target.centre());
  const std::string under = registry_.window_under_mouse();
  // A field of many lines is a window of its own inside its item.
  if (under != target.window && under != target.path()) {
    fail(target.path() + " is covered by " + (under.empty() ? "a dialog" : under));
  }
}

void GuiDriver::hover(std::string_view path) {
  aim_at(path);
  settle();
}

void GuiDriver::click(std::string_view path) {
  aim_at(path);
  button(ImGuiMouseButton_Left, true);
  button(ImGuiMouseButton_Left, false);
  settle();
}

void GuiDriver::right_click(std::string_view path) {
  aim_at(path);
  button(ImGuiMouseButton_Right, true);
  button(ImGuiMouseButton_Right, false);
  settle();
}

void GuiDriver::double_click(std::string_view path) {
  aim_at(path);
  screen_.io().MouseDoubleClickTime = static_cast<float>(kDoubleClick);
  for (const bool down : {true, false, true, false}) button(ImGuiMouseButton_Left, down);
  screen_.io().MouseDoubleClickTime = static_cast<float>(kNeverDouble);
  settle();
}

void GuiDriver::move_in_steps(ImVec2 from, ImVec2 to) {
  constexpr int kSteps = 8;
  for (int i = 1; i <= kSteps; ++i) {
    const float part = static_cast<float>(i) / kSteps;
    move_to({from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part});
  }
}

void GuiDriver::drag_and_hold(std::string_view from, std::string_view to) {
  aim_at(from);
  const ImVec2 start = item(from).centre();
  const ImVec2 end = item(to).centre();
  button(ImGuiMouseButton_Left, true);
  move_in_steps(start, end);
  frames();  // the drop target sees the mouse at rest
}

void GuiDriver::release() {
  button(ImGuiMouseButton_Left, false);
  settle();
}

void GuiDriver::drag(std::string_view from, std::string_view to) {
  drag_and_hold(from, to);
  release();
}

void GuiDriver::drag_by(std::string_view from, ImVec2 pixels) {
  aim_at(from);
  const ImVec2 start = item(from).centre();
  button(ImGuiMouseButton_Left, true);
  move_in_steps(start, {start.x + pixels.x, start.y + pixels.y});
  frames();
  release();
}

void GuiDriver::scroll(std::string_view over, float lines) {
  aim_at(over);
  screen_.io().AddMouseWheelEvent(0.0f, lines);
  frames();
  settle();
}

void GuiDriver::key(ImGuiKey which, bool down) { screen_.io().AddKeyEvent(which, down); }

void GuiDriver::modifiers(ImGuiKeyChord chord, bool down) {
  if ((chord & ImGuiMod_Shortcut) != 0) chord |= ImGuiMod_Ctrl;
  for (const Modifier& modifier : kModifiers) {
    if ((chord & modifier.flag) == 0) continue;
    key(modifier.flag, down);
    key(modifier.key, down);
  }
}

void GuiDriver::click_holding(ImGuiKeyChord chord, std::string_view path) {
  modifiers(chord, true);
  click(path);
  modifiers(chord, false);
  settle();
}

void GuiDriver::press(ImGuiKeyChord chord) {
  const auto plain = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
  modifiers(chord, true);
  key(plain, true);
  frames();
  key(plain, false);
  modifiers(chord, false);
  frames();
  settle();
}

void GuiDriver::type(std::string_view text) {
  while (!text.empty()) {
    unsigned codepoint = 0;
    const int length = ImTextCharFromUtf8(&codepoint, text.data(), text.data() + text.size());
    const ImGuiKey typed = length == 1 ? key_of(text.front()) : ImGuiKey_None;
    text.remove_prefix(static_cast<std::size_t>(length));
    if (typed != ImGuiKey_None) key(typed, true);
    if (codepoint >= ' ') screen_.io().AddInputCharacter(codepoint);
    frames();
    if (typed != ImGuiKey_None) key(typed, false);
    frames();
  }
  settle();
}

void GuiDriver::replace_text(std::string_view path, std::string_view text) {
  click(path);
  press(ImGuiMod_Ctrl | ImGuiKey_A);
  type(text);
}

void GuiDriver::save_picture(const std::string& path) const {
  const emulator::Result<void> written = app::write_png(picture(), path);
  if (!written) fail(written.error().what);
}

}  // namespace tests
