#include "app/panels/settings_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/item_registry.h"
#include "app/view_model/humanise.h"
#include "app/view_model/setting_text.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/overlay.h"
#include "app/widgets/status_glyph.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::ContractProfile;

constexpr float kWidth = 760, kHeight = 640, kAround = 16, kPadding = 24, kTitle = 52, kFoot = 56;
constexpr float kSection = 40, kRow = 34, kMeaning = 22, kControl = 228, kGap = 12, kButton = 28;

template <typename Choice>
struct Named {
  Choice choice;
  const char* label;
};
constexpr std::array<Named<Settings::ThemeChoice>, 3> kThemes{
    {{Settings::ThemeChoice::Desktop, "Desktop"},
     {Settings::ThemeChoice::Dark, "Dark"},
     {Settings::ThemeChoice::Light, "Light"}}};
constexpr std::array<Named<Settings::OnChange>, 3> kOnChange{
    {{Settings::OnChange::Ask, "Ask"},
     {Settings::OnChange::Reload, "Reload"},
     {Settings::OnChange::Leave, "Leave"}}};

// Rows of name, meaning and control, one below the other.
class Page {
 public:
  explicit Page(const Style& style)
      : pen_(style), at_(ImGui::GetCursorScreenPos()), width_(ImGui::GetContentRegionAvail().x) {}

  const Pen& pen() const { return pen_; }

  void section(std::string_view title, std::string_view remark) {
    const float middle = at_.y + pen_.px(kSection / 2);
    const float x = pen_.text(pen_.fonts().strong, at_.x, middle, Role::Text, title);
    const float left = x + pen_.px(kGap);
    pen_.text_within(pen_.fonts().caption, {left, at_.y, at_.x + width_ - left, pen_.px(kSection)},
                     Role::TextDim, remark);
    at_.y += pen_.px(kSection);
    pen_.horizontal(at_.x, at_.x + width_, at_.y - pen_.px(5), Role::Border);
  }

  // Where the control of this row stands.
  Rect row(std::string_view name, std::string_view meaning, std::string_view evidence) {
    const Rect control{at_.x + width_ - pen_.px(kControl), at_.y + pen_.px(3), pen_.px(kControl),
                       pen_.px(kButton)};
    const float room = control.x - at_.x - pen_.px(kGap);
    const float end =
        pen_.text_within(pen_.fonts().body, {at_.x, at_.y, room, pen_.px(kRow)}, Role::Text, name);
    if (!evidence.empty())
      draw_chip(pen_, end + pen_.px(10), at_.y + pen_.px(kRow / 2), evidence, ChipTone::Neutral);
    at_.y += pen_.px(kRow);
    if (!meaning.empty()) {
      pen_.text_within(pen_.fonts().caption, {at_.x, at_.y - pen_.px(5), width_, pen_.px(kMeaning)},
                       Role::TextDim, meaning);
      at_.y += pen_.px(kMeaning);
    }
    return control;
  }

  void warning(std::string_view text) {
    draw_glyph(pen_, Glyph::Warning, at_.x + pen_.px(6), at_.y + pen_.px(kMeaning / 2));
    pen_.text_within(pen_.fonts().body,
                     {at_.x + pen_.px(20), at_.y, width_ - pen_.px(20), pen_.px(kMeaning)},
                     Role::Warning, text);
    at_.y += pen_.px(kMeaning + 6);
  }

  void end() const {
    ImGui::SetCursorScreenPos(at_);
    ImGui::Dummy({1, pen_.px(4)});
  }

 private:
  Pen pen_;
  ImVec2 at_;
  float width_;
};

// One button a choice, side by side; the chosen one stands out.
template <typename Choice, std::size_t N>
void draw_choices(Page& page, const Rect& row, const std::array<Named<Choice>, N>& all,
                  Choice& value) {
  const float width = row.w / static_cast<float>(N);
  for (std::size_t i = 0; i < N; ++i) {
    const Rect place{row.x + width * static_cast<float>(i), row.y, width - page.pen().px(4), row.h};
    const bool chosen = value == all[i].choice;
    if (button(page.pen(), all[i].label, place, chosen ? ButtonLook::Primary : ButtonLook::Flat))
      value = all[i].choice;
  }
}

void draw_themes(Page& page, Settings& settings) {
  draw_choices(page, page.row("Theme", "", ""), kThemes, settings.theme);
}

void draw_on_change(Page& page, Settings& settings) {
  const Rect row = page.row("When files change on the disk",
                            "The pipeline's file, and the source of its process stages", "");
  draw_choices(page, row, kOnChange, settings.on_change);
}

PanelResult draw_size(Page& page, const PanelInput& in, const Settings& settings) {
  const Rect row = page.row("Size", "", "");
  const Pen& pen = page.pen();
  const float small = pen.px(36);
  PanelResult wish;
  ImGui::BeginDisabled(!in.can[ActionId::ZoomOut]);
  if (button(pen, "−", {row.x, row.y, small, row.h}, ButtonLook::Flat)) wish = ActionId::ZoomOut;
  ImGui::EndDisabled();
  const auto percent = static_cast<int>(std::lround(settings.zoom * 100));
  const Rect middle{row.x + small, row.y, row.w - 2 * small - pen.px(4), row.h};
  if (button(pen, (std::to_string(percent) + " %").c_str(), middle, ButtonLook::Quiet))
    wish = ActionId::ZoomReset;
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::ZoomReset)).c_str());
  if (button(pen, "+", {middle.right(), row.y, small, row.h}, ButtonLook::Flat))
    wish = ActionId::ZoomIn;
  return wish;
}

void draw_motion(Page& page, Settings& settings) {
  const Rect row = page.row("Reduced motion", "", "");
  const Rect place{row.right() - page.pen().px(92), row.y, page.pen().px(88), row.h};
  ImGui::PushID("reduced motion");
  if (button(page.pen(), settings.reduced_motion ? "On" : "Off", place,
             settings.reduced_motion ? ButtonLook::Primary : ButtonLook::Flat))
    settings.reduced_motion = !settings.reduced_motion;
  tag("reduced motion");
  ImGui::PopID();
}

std::string rests_on(std::string_view evidence, std::string_view fact) {
  return std::string(evidence) + " contract " + std::string(fact);
}

PanelResult changed(ContractProfile profile) {
  return emulator::Command{emulator::ApplyEdit{emulator::ChangeProfile{std::move(profile)}}};
}

PanelResult draw_limit(Page& page, const PanelInput& in, SettingsDialogState& state,
                       const emulator::LimitSetting& limit) {
  const ContractProfile& profile = in.now.pipeline->local.profile;
  const std::string name(limit.name);
  const Rect row = page.row(name, limit.meaning, rests_on(limit.evidence, limit.fact));
  const float unit = page.pen().px(76);
  const bool typing = state.typed.contains(name);
  std::string text = typing ? state.typed[name] : limit_text(limit.get(profile));
  if (text_field(page.pen(), name.c_str(), {row.x, row.y, row.w - unit, row.h}, text))
    state.typed[name] = text;
  const bool done = ImGui::IsItemDeactivated();
  const bool wrong = typing && !typed_limit(text);
  page.pen().text(page.pen().fonts().caption, row.right() - unit + page.pen().px(8), row.center_y(),
                  wrong ? Role::Error : Role::TextDim, wrong ? "no number" : limit.unit);
  if (!done || !typing) return std::nullopt;
  const auto value = typed_limit(text);
  state.typed.erase(name);
  if (!value || *value == limit.get(profile)) return std::nullopt;
  ContractProfile next = profile;
  limit.set(next, *value);
  return changed(next);
}

PanelResult draw_switch(Page& page, const PanelInput& in, const emulator::SwitchSetting& setting) {
  const ContractProfile& profile = in.now.pipeline->local.profile;
  const std::string name(setting.name);
  const Rect row = page.row(name, setting.meaning, rests_on(setting.evidence, setting.fact));
  const auto before = static_cast<std::size_t>(setting.get(profile));
  std::string chosen(setting.options[before]);
  if (!choice_field(page.pen(), name.c_str(), row, chosen, setting.options, "")) return {};
  const auto found = std::ranges::find(setting.options, chosen);
  if (found == setting.options.end() || *found == setting.options[before]) return std::nullopt;
  ContractProfile next = profile;
  setting.set(next, static_cast<int>(found - setting.options.begin()));
  return changed(next);
}

// Where it is open, or why it is not.
std::string address_remark(const PanelInput& in) {
  if (!in.now.address) return "Kept for the next start";
  const emulator::AddressView& address = *in.now.address;
  if (!address.url.empty()) return "Open at " + address.url;
  return address.error ? address.error->what : "Not open";
}

// A setting that is typed; what was typed, once it is done and can be one.
std::optional<std::string> draw_typed(Page& page, SettingsDialogState& state,
                                      const std::string& name, const Rect& row,
                                      const std::string& value, bool (*fits)(std::string_view)) {
  const bool typing = state.typed.contains(name);
  std::string text = typing ? state.typed[name] : value;
  if (text_field(page.pen(), name.c_str(), row, text)) state.typed[name] = text;
  const bool done = ImGui::IsItemDeactivated();
  if (typing && !fits(text))
    page.pen().frame(row, Role::Error, page.pen().hairline(), page.pen().px(4));
  if (!done || !typing) return std::nullopt;
  state.typed.erase(name);
  return fits(text) && text != value ? std::optional(text) : std::nullopt;
}

bool fits_host(std::string_view text) { return host_problem(text).empty(); }
bool fits_port(std::string_view text) { return typed_port(text).has_value(); }

// What the address is opened with stays for what is not asked here.
PanelResult opened_anew(const PanelInput& in, const Settings& settings) {
  emulator::AddressOptions options;
  if (in.now.address) options = in.now.address->options;
  options.host = settings.address_host;
  options.port = settings.address_port;
  return emulator::Command{emulator::OpenAddress{std::move(options)}};
}

PanelResult draw_address(Page& page, const PanelInput& in, AppState& state) {
  page.section("SageMaker address", address_remark(in));
  Settings& settings = state.settings;
  const Rect port = page.row("Port", "Clients are pointed there; 0: any free one", "");
  const auto typed = draw_typed(page, state.settings_dialog, "address port", port,
                                std::to_string(settings.address_port), fits_port);
  const Rect host = page.row("Host", "127.0.0.1: nobody but this machine", "");
  const auto name = draw_typed(page, state.settings_dialog, "address host", host,
                               settings.address_host, fits_host);
  if (!is_loopback(settings.address_host))
    page.warning(
        "Others in the network can reach it: they may start what runs here and read the answers");
  if (typed) settings.address_port = *typed_port(*typed);
  if (name) settings.address_host = *name;
  return typed || name ? opened_anew(in, settings) : std::nullopt;
}

PanelResult draw_page(const PanelInput& in, AppState& state, const Style& style) {
  Page page(style);
  PanelResult wish;
  page.section("This window", "Kept for the next start");
  draw_themes(page, state.settings);
  wish = either(wish, draw_size(page, in, state.settings));
  draw_motion(page, state.settings);
  draw_on_change(page, state.settings);
  wish = either(wish, draw_address(page, in, state));
  page.section("Recorded bodies", emulator::format_size(in.now.bodies.memory_bytes) +
                                      " in memory, " +
                                      emulator::format_size(in.now.bodies.disk_bytes) + " on disk");
  if (in.now.open) {
    page.section("Limits of this pipeline", "Local.Limits in its file");
    for (const auto& limit : emulator::limit_settings())
      wish = either(wish, draw_limit(page, in, state.settings_dialog, limit));
    page.section("What nobody knows for sure", "Local.Switches in its file");
    for (const auto& setting : emulator::switch_settings())
      wish = either(wish, draw_switch(page, in, setting));
  }
  page.end();
  return wish;
}

Rect dialog_place(const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float width = std::min(style.px(kWidth), window.x - style.px(2 * kAround));
  const float height = std::min(style.px(kHeight), window.y - style.px(2 * kAround));
  return {std::floor((window.x - width) / 2), std::floor((window.y - height) / 2), width, height};
}

}  // namespace

PanelResult draw_settings_dialog(const PanelInput& in, AppState& state, const Style& style) {
  const Rect place = dialog_place(style);
  Overlay card(style, "Settings", place);
  if (!card.visible()) return std::nullopt;
  const Pen pen(style);
  const float left = place.x + pen.px(kPadding);
  pen.text(pen.fonts().title, left, place.y + pen.px(kTitle / 2), Role::Text, "Settings");
  ImGui::SetCursorScreenPos({left, place.y + pen.px(kTitle)});
  ImGui::BeginChild("page", {place.w - pen.px(kPadding + 8), place.h - pen.px(kTitle + kFoot)});
  PanelResult wish = draw_page(in, state, style);
  ImGui::EndChild();
  pen.horizontal(place.x, place.right(), place.bottom() - pen.px(kFoot), Role::Border);
  const Rect close{place.right() - pen.px(kPadding + 88), place.bottom() - pen.px(kFoot - 14),
                   pen.px(88), pen.px(kButton)};
  const bool closed = button(pen, "Close", close, ButtonLook::Primary);
  // Esc first leaves a field that is being typed into.
  const bool esc = !card.appearing() && !ImGui::GetIO().WantTextInput &&
                   ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  if (closed || esc || card.clicked_outside()) {
    in.dialogs.close();
    card.close();
  }
  return wish;
}

}  // namespace app
