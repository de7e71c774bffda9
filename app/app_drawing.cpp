// What App puts on the screen: the regions of the window, and what lies above them.

#include <chrono>
#include <utility>

#include "app/app.h"
#include "app/item_registry.h"
#include "app/panels/address_banner.h"
#include "app/panels/breakpoints_dialog.h"
#include "app/panels/command_palette.h"
#include "app/panels/compare_panel.h"
#include "app/panels/definition_editor.h"
#include "app/panels/disk_questions.h"
#include "app/panels/docker_dialog.h"
#include "app/panels/drawer.h"
#include "app/panels/endpoints_panel.h"
#include "app/panels/export_dialog.h"
#include "app/panels/faults_dialog.h"
#include "app/panels/file_dialog.h"
#include "app/panels/findings_panel.h"
#include "app/panels/held_panel.h"
#include "app/panels/hop_inspector.h"
#include "app/panels/images_dialog.h"
#include "app/panels/invocation_list.h"
#include "app/panels/key_sheet.h"
#include "app/panels/latency_panel.h"
#include "app/panels/lessons_dialog.h"
#include "app/panels/log_panel.h"
#include "app/panels/message_line.h"
#include "app/panels/pipeline_strip.h"
#include "app/panels/playback_bar.h"
#include "app/panels/playback_overlay.h"
#include "app/panels/recent_dialog.h"
#include "app/panels/recovery_dialog.h"
#include "app/panels/request_composer.h"
#include "app/panels/request_naming.h"
#include "app/panels/runs_panel.h"
#include "app/panels/settings_dialog.h"
#include "app/panels/share_dialog.h"
#include "app/panels/source_questions.h"
#include "app/panels/tab_bar.h"
#include "app/panels/top_bar.h"
#include "app/panels/waterfall.h"
#include "app/panels/welcome.h"
#include "app/panels/writing_dialog.h"
#include "app/view_model/playback/playback_layout.h"
#include "app/widgets/splitter.h"

namespace app {
namespace {

constexpr ImGuiWindowFlags kFixed =
    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

// One region of the window: a child without padding, drawn by `draw`.
template <typename Draw>
PanelResult region(const char* name, const Rect& place, Draw draw,
                   ImGuiWindowFlags flags = kFixed) {
  if (place.w <= 0 || place.h <= 0) return std::nullopt;
  ImGui::SetCursorScreenPos(top_left(place));
  PanelResult wish;
  if (ImGui::BeginChild(name, {place.w, place.h}, 0, flags)) wish = draw();
  ImGui::EndChild();
  return wish;
}

PanelResult draw_dialog(Dialog dialog, const PanelInput& in, AppState& state, const Style& style) {
  switch (dialog) {
    case Dialog::NameRequest:
      return draw_request_naming(in, state.composer, style);
    case Dialog::Export:
      return draw_export_dialog(in, state.exporting, state.editor, style);
    case Dialog::Palette:
      return draw_command_palette(in, state.palette, style);
    case Dialog::Keys:
      return draw_key_sheet(in, style);
    case Dialog::File:
      return draw_file_dialog(in, state.file_dialog, {state.places, state.recent}, style);
    case Dialog::Recent:
      return draw_recent_dialog(in, state.recent_dialog, state.recent, style);
    case Dialog::SaveOver:
      return draw_save_over(in, state, style);
    case Dialog::Recovery:
      return draw_recovery_dialog(in, state, style);
    case Dialog::Editor:
      return draw_definition_editor(in, state.editor, style);
    case Dialog::Settings:
      return draw_settings_dialog(in, state, style);
    case Dialog::Docker:
      return draw_docker_dialog(in, style), std::nullopt;
    case Dialog::DeleteHosted:
      return draw_delete_hosted(in, state.endpoints, style);
    case Dialog::Images:
      return draw_images_dialog(in, state.images, style);
    case Dialog::Share:
      return draw_share_dialog(in, state, style);
    case Dialog::Messages:
      return draw_message_history(in, state.messages, style), std::nullopt;
    case Dialog::Lessons:
      return draw_lessons_dialog(in, state.lesson, {state.settings, state.places}, style);
    case Dialog::Writing:
      return draw_writing_dialog(in, state, style);
    case Dialog::Breakpoints:
      return draw_breakpoints_dialog(in, state.debugger.breakpoint, style);
    case Dialog::Faults:
      return draw_faults_dialog(in, state.selection.stage, style);
  }
  return std::nullopt;
}

// Lines between regions.
void paint_borders(const WindowLayout& layout, const Style& style) {
  const Pen pen(style);
  for (const Rect* region :
       {&layout.strip, &layout.playback, &layout.list, &layout.waterfall, &layout.inspector})
    if (region->w > 0)
      pen.horizontal(region->x, region->right(), region->bottom() - 1, Role::Border);
  if (layout.list.w > 0)
    pen.vertical(layout.list.right() - 1, layout.list.y, layout.composer.bottom(), Role::Border);
}

}  // namespace

// One at a time: what could not be done, then what somebody else did, then what is missing.
void App::draw_banners(const PanelInput& in, const Rect& place, const Style& style) {
  take(in.now, region("banner", place, [&] {
         if (in.now.notice) return draw_banner(*in.now.notice, style);
         if (state_.disk.changed)
           return draw_changed_on_disk(in, state_.disk, state_.settings, style);
         if (tells_source_changed(in.now, state_.sources))
           return draw_source_changed(in, state_.sources, state_.settings, style);
         if (tells_address_closed(in.now, state_.address))
           return draw_address_closed(in, state_.address, style);
         return draw_docker_missing(in, state_.docker, style);
       }));
}

void App::draw_regions(const PanelInput& in, const Style& style) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const bool banner =
      in.now.notice || state_.disk.changed || tells_source_changed(in.now, state_.sources) ||
      tells_address_closed(in.now, state_.address) || tells_docker_missing(in.now, state_.docker);
  const WindowLayout layout = window_layout(
      {size.x, size.y, style.scale, state_.splits, state_.left_shown, state_.drawer_shown, banner,
       state_.region.zoomed, state_.playback.invocation ? playback_height() : 0,
       state_.workspace.tabs.size() > 1});
  const Pen pen(style);
  region("tab bar", layout.tab_bar, [&] {
    draw_tab_bar(state_.workspace, style);
    return PanelResult{};
  });
  pen.horizontal(0, size.x, layout.top_bar.bottom() - 1, Role::Border);
  const bool regions = in.now.open || has_guests(in.now);
  if (regions) paint_borders(layout, style);
  take(in.now, region("top bar", layout.top_bar,
                      [&] { return draw_top_bar(in, state_.menu_wanted, style); }));
  if (banner) draw_banners(in, layout.banner, style);
  if (!regions) {
    const Rect rest{0, layout.strip.y, size.x, size.y - layout.strip.y};
    take(in.now, region("welcome", rest, [&] { return draw_welcome(in, state_.recent, style); }));
    return;
  }
  draw_columns(in, layout, style);
  take(in.now, draw_copy_as_menu(in, state_.share, style));
  if (!state_.region.zoomed) draw_splitters(layout, style);
}

// A region that can be gone to by key: it remembers where the keyboard is and shows it.
PanelResult App::draw_region(Region which, const Rect& place, const RegionLook& look,
                             const std::function<PanelResult()>& draw) {
  RegionState& state = state_.region;
  if (state.wanted == which && place.w > 0) {
    ImGui::SetNextWindowFocus();
    state.wanted.reset();
  }
  return region(
      look.name, place,
      [&] {
        PanelResult wish = draw();
        if (ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows)) state.focused = which;
        tag_rectangle("region", top_left(place), bottom_right(place));
        if (state.ring && state.focused == which) {
          const Pen pen(look.style);
          const Rect inner{place.x + 1, place.y + 1, place.w - 2, place.h - 3};
          pen.frame(inner, Role::Accent, pen.px(2));
        }
        return wish;
      },
      look.flags);
}

void App::draw_columns(const PanelInput& in, const WindowLayout& layout, const Style& style) {
  const auto show = [&](Region which, const char* name, const Rect& place, auto draw) {
    take(in.now, draw_region(which, place, {name, style}, draw));
  };
  take(in.now,
       draw_region(
           Region::Strip, layout.strip,
           {"strip", style, ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNavInputs},
           [&] {
             if (!in.now.open) return draw_nothing_open(in, style);
             PanelResult wish = draw_pipeline_strip(in, state_.strip, state_.selection, style);
             paint_playback(in, state_.playback, style);
             return wish;
           }));
  take(in.now, region("playback", layout.playback, [&] {
         return draw_playback_bar(in, state_.playback, state_.selection, style);
       }));
  show(Region::Invocations, "invocations", layout.list,
       [&] { return draw_invocation_list(in, state_.list, state_.selection, style); });
  show(Region::Request, "request", layout.composer,
       [&] { return draw_request_composer(in, state_.composer, style); });
  show(Region::Waterfall, "waterfall", layout.waterfall, [&] {
    return draw_waterfall(in, {state_.time, state_.selection, state_.playback}, style);
  });
  show(Region::Inspector, "inspector", layout.inspector, [&] {
    if (const auto* held = shown_hold(in.now, state_.selection))
      return draw_held_panel(in, *held, state_, style);
    return draw_hop_inspector({in, layout.messages_stacked, state_.compare}, state_.inspector,
                              state_.selection, style);
  });
  show(Region::Drawer, "drawer", layout.drawer, [&] {
    draw_drawer(in, style);
    return PanelResult{};
  });
}

// True when one was open. The question before leaving goes first; dialogs come back after it.
bool App::draw_dialogs(const PanelInput& in, const Style& style) {
  if (state_.leave.step != LeaveState::Step::Staying && !state_.leave.dialog) return false;
  const std::optional<Dialog> dialog = state_.dialogs.on_screen();
  if (!dialog) return false;
  take(in.now, draw_dialog(*dialog, in, state_, style));
  return true;
}

void App::draw_drawer(const PanelInput& in, const Style& style) {
  take(in.now, draw_drawer_tabs(in, state_.drawer, state_.selection, style));
  Rect rest = panel_area();
  rest.y += drawer_tabs_height(style);
  rest.h -= drawer_tabs_height(style);
  if (state_.drawer.tab == DrawerTab::Logs) {
    take(in.now, region("logs", rest, [&] {
           return draw_log_panel(in, state_.drawer, state_.selection, style);
         }));
  } else if (state_.drawer.tab == DrawerTab::Runs) {
    take(in.now, region("runs", rest, [&] {
           return draw_runs_panel(in,
                                  {state_.runs, state_.compare, state_.selection, state_.inspector,
                                   state_.list.filter},
                                  style);
         }));
  } else if (state_.drawer.tab == DrawerTab::Compare) {
    take(in.now, region("comparison", rest, [&] {
           return draw_compare_panel(in, {state_.compare, state_.selection, state_.inspector},
                                     style);
         }));
  } else if (state_.drawer.tab == DrawerTab::Latency) {
    const auto chosen = selected_invocation(in.now, state_.selection);
    take(in.now, region("latency", rest, [&] {
           return draw_latency_panel({in, state_.list.filter, chosen.get()}, state_.time, style);
         }));
  } else if (state_.drawer.tab == DrawerTab::Endpoints) {
    take(in.now, region("endpoints", rest,
                        [&] { return draw_endpoints_panel(in, state_.endpoints, style); }));
  } else {
    take(in.now, region("finding list", rest, [&] {
           return draw_findings_panel(in, state_.findings, state_.selection, style);
         }));
  }
}

void App::draw_splitters(const WindowLayout& layout, const Style& style) {
  const Pen pen(style);
  const auto split = [&](const char* name, const SplitterPlace& place, float direction,
                         float Splits::*size) {
    float points = layout.splits.*size;
    splitter(pen, name, place, direction, points, Splits{}.*size);
    // Only what was dragged: a small window must not forget the sizes chosen in a large one.
    if (points != layout.splits.*size) state_.splits.*size = points;
  };
  const SplitAxis x = SplitAxis::Horizontal;
  const SplitAxis y = SplitAxis::Vertical;
  const Rect& right = layout.waterfall;
  const float bottom = layout.inspector.bottom() + layout.drawer.h;
  split("split waterfall", {right.bottom(), right.x, right.right(), y}, 1, &Splits::waterfall);
  if (state_.left_shown) {
    split("split left", {right.x, right.y, bottom, x}, 1, &Splits::left);
    split("split request", {layout.composer.y, 0, right.x, y}, -1, &Splits::composer);
  }
  if (state_.drawer_shown)
    split("split drawer", {layout.drawer.y, right.x, right.right(), y}, -1, &Splits::drawer);
}

// A message stays for a while after it came; the history keeps it.
void App::draw_message(const Style& style) {
  constexpr std::chrono::seconds kShown{4}, kWarningShown{10};
  const emulator::SteadyTime time = ports_.clock->now();
  if (std::exchange(messages_seen_, state_.messages.all().size()) < state_.messages.all().size())
    message_until_ = time + (state_.messages.last_warns() ? kWarningShown : kShown);
  if (message_until_ && time >= *message_until_) message_until_.reset();
  if (message_until_) draw_message_line(state_.messages, style);
}

}  // namespace app
