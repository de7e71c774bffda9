#include <array>

#include "app/actions/rows.h"
#include "app/view_model/latency_table.h"

// The axis of time above the hops, and how long things took.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;

constexpr double kZoom = 0.5, kPan = 0.25;

bool has_axis(const EngineSnapshot& now, const AppState& state) {
  if (state.time.all) return !now.trace->empty();
  const auto invocation = selected_invocation(now, state.selection);
  return invocation && !invocation->order.empty();
}
bool is_zoomed(const EngineSnapshot& now, const AppState& state) {
  const AxisState& axis = state.time.all ? static_cast<const AxisState&>(state.time.timeline)
                                         : static_cast<const AxisState&>(state.time.one);
  return has_axis(now, state) && axis.zoom.has_value();
}

void show(TimeState& time, const TimeRange& range) {
  AxisState& axis = time.axis();
  axis.zoom = range == axis.whole ? std::nullopt : std::optional(range);
  if (time.all) time.timeline.follow = range.to >= axis.whole.to;
}
void zoom(const ActionContext& c, double factor) {
  const AxisState& axis = c.state.time.axis();
  if (axis.whole.length() > emulator::Nanoseconds{0})
    show(c.state.time, zoomed(axis.shown(), factor, 0.5, axis.whole));
}
void closer(const ActionContext& c) { zoom(c, kZoom); }
void wider(const ActionContext& c) { zoom(c, 1 / kZoom); }
void show_all(const ActionContext& c) { c.state.time.axis().zoom.reset(); }
void pan(const ActionContext& c, double part) {
  const AxisState& axis = c.state.time.axis();
  show(c.state.time, panned(axis.shown(), part, axis.whole));
}
void earlier(const ActionContext& c) { pan(c, -kPan); }
void later(const ActionContext& c) { pan(c, kPan); }

bool has_trace(const EngineSnapshot& now, const AppState&) { return !now.trace->empty(); }
void toggle_timeline(const ActionContext& c) {
  c.state.time.all = !c.state.time.all;
  c.state.time.timeline.reveal = true;
}
void zoom_to_invocation(const ActionContext& c) {
  const auto invocation = selected_invocation(c.now, c.state.selection);
  TimelineState& timeline = c.state.time.timeline;
  c.state.time.all = true;
  timeline.follow = false;
  timeline.zoom = around(*invocation);
  timeline.reveal = true;
}
bool shows_timeline(const EngineSnapshot& now, const AppState& state) {
  return state.time.all && !now.trace->empty();
}
void follow(const ActionContext& c) {
  c.state.time.timeline.follow = !c.state.time.timeline.follow;
}

void show_latency(const ActionContext& c) {
  c.state.drawer_shown = true;
  c.state.drawer.tab = DrawerTab::Latency;
}
template <LatencyScope scope>
void count(const ActionContext& c) {
  show_latency(c);
  c.state.time.latency.scope = scope;
}
void count_made_up(const ActionContext& c) {
  show_latency(c);
  c.state.time.latency.made_up = !c.state.time.latency.made_up;
}
void toggle_cloudwatch(const ActionContext& c) {
  show_latency(c);
  c.state.time.latency.cloudwatch = !c.state.time.latency.cloudwatch;
}
bool has_figures(const EngineSnapshot&, const AppState& state) {
  return state.drawer.tab == DrawerTab::Latency && !state.time.latency.figures.stages().empty();
}
void copy_latency(const ActionContext& c) {
  const LatencyState& state = c.state.time.latency;
  const auto chosen = selected_invocation(c.now, c.state.selection);
  const std::string text =
      state.cloudwatch ? metrics_tsv(metric_rows(state.figures, *c.now.pipeline, chosen.get()))
                       : latency_tsv(latency_table(state.figures, *c.now.pipeline));
  ImGui::SetClipboardText(text.c_str());
  c.state.messages.tell("Copied the table for a spreadsheet: " +
                        std::string(scope_text(state.scope)));
}

constexpr std::array kRows = {
    Action{Id::ToggleTimeline, "toggle-timeline", "One invocation, or all on one time axis",
           ImGuiKey_T, 0, kNotTyping, kOnce, has_trace, toggle_timeline},
    Action{Id::TimeCloser, "time-closer", "Look closer at the time", ImGuiKey_Equal,
           ImGuiKey_KeypadAdd, kNotTyping, kRepeats, has_axis, closer},
    Action{Id::TimeWider, "time-wider", "Look at more of the time", ImGuiKey_Minus,
           ImGuiKey_KeypadSubtract, kNotTyping, kRepeats, is_zoomed, wider},
    Action{Id::TimeAll, "time-all", "Show all of the time", ImGuiKey_0, ImGuiKey_Keypad0,
           kNotTyping, kOnce, is_zoomed, show_all},
    Action{Id::TimeEarlier, "time-earlier", "Move to earlier times", kShift | ImGuiKey_LeftArrow, 0,
           kNotTyping, kRepeats, is_zoomed, earlier},
    Action{Id::TimeLater, "time-later", "Move to later times", kShift | ImGuiKey_RightArrow, 0,
           kNotTyping, kRepeats, is_zoomed, later},
    Action{Id::ZoomToInvocation, "zoom-to-invocation", "Show what ran beside this invocation",
           ImGuiKey_Z, 0, kNotTyping, kOnce, has_invocation, zoom_to_invocation},
    Action{Id::FollowTimeline, "follow-timeline", "Follow the newest invocation in time", 0, 0,
           kNotTyping, kOnce, shows_timeline, follow},
    Action{Id::ShowLatency, "show-latency", "Show latencies", 0, 0, kNotTyping, kOnce, always,
           show_latency},
    Action{Id::LatencyOfAll, "latency-of-all", "Latencies of all invocations", 0, 0, kNotTyping,
           kOnce, has_trace, count<LatencyScope::All>},
    Action{Id::LatencyOfLast100, "latency-of-last-100", "Latencies of the last 100 invocations", 0,
           0, kNotTyping, kOnce, has_trace, count<LatencyScope::Last100>},
    Action{Id::LatencyAsFiltered, "latency-as-filtered", "Latencies of the invocations listed", 0,
           0, kNotTyping, kOnce, has_trace, count<LatencyScope::Filter>},
    Action{Id::LatencySinceEdit, "latency-since-edit", "Latencies since the last edit", 0, 0,
           kNotTyping, kOnce, has_trace, count<LatencyScope::SinceEdit>},
    Action{Id::LatencyMadeUp, "latency-made-up",
           "Count mocked, faulted and edited hops in latencies, or not", 0, 0, kNotTyping, kOnce,
           has_trace, count_made_up},
    Action{Id::LatencyCloudWatch, "latency-cloudwatch", "Latencies as CloudWatch has them, or ours",
           0, 0, kNotTyping, kOnce, has_trace, toggle_cloudwatch},
    Action{Id::CopyLatency, "copy-latency", "Copy table", 0, 0, kNotTyping, kOnce, has_figures,
           copy_latency},
};

}  // namespace

std::span<const Action> time_actions() { return kRows; }

}  // namespace app
