// The debugger as it is used: the real screen on a real engine.

#include <filesystem>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "tests/app/independence/live_screen.h"

using namespace emulator;
using tests::LiveScreen;
using tests::shows;

namespace {

std::shared_ptr<test::FakeRuntime> letters() { return std::make_shared<test::FakeRuntime>(); }

// Looks at it once the engine has got so far.
SnapshotPtr when(LiveScreen& screen, const std::function<bool(const EngineSnapshot&)>& holds) {
  SnapshotPtr then = screen.watch.until(holds);
  screen.gui.frames(2);
  return then;
}

bool held(LiveScreen& screen, int hop) {
  return when(screen, [hop](const EngineSnapshot& now) {
           return now.debug->held.size() == 1 && now.debug->held[0].hop == hop;
         }) != nullptr;
}

// The newest of so many invocations; fails where they do not end.
InvocationPtr ended(LiveScreen& screen, std::size_t count) {
  const SnapshotPtr over = when(screen, [count](const EngineSnapshot& now) {
    return now.running_invocations == 0 && now.trace->size() == count &&
           (*now.trace)[count - 1]->finished;
  });
  REQUIRE(over);
  return (*over->trace)[count - 1];
}

std::string answer(const Invocation& invocation) {
  return std::string(invocation.response->body->in_memory()->view());
}

void write_body(LiveScreen& screen, std::string_view text, std::string_view button) {
  screen.gui.replace_text("message body", text);
  screen.gui.click(button);
}

void choose_in_menu(LiveScreen& screen, std::string_view item, std::string_view row) {
  screen.gui.right_click(item);
  screen.gui.click(row);
}

void send(LiveScreen& screen, std::string_view body) {
  screen.gui.replace_text("request/body", body);
  screen.gui.click("Send");
}

}  // namespace

TEST_CASE("a request is stepped through a real pipeline by key, and edited on the way") {
  LiveScreen screen(letters(), {"a", "b"});
  screen.gui.press(ImGuiKey_F10);
  REQUIRE(held(screen, 1));
  CHECK(shows(screen, "Paused before hop 1"));
  screen.gui.press(ImGuiKey_F10);
  REQUIRE(held(screen, 2));
  CHECK(shows(screen, "a's answer"));
  screen.gui.click("Edit request…");
  write_body(screen, "typed here", "Use this");
  screen.gui.press(ImGuiKey_F8);
  const InvocationPtr invocation = ended(screen, 1);
  CHECK(answer(*invocation) == "typed here+b");
  REQUIRE(invocation->hops[1]->request_before_edit);
  CHECK_FALSE(shows(screen, "Paused"));
  screen.gui.click("hop:b");
  CHECK(shows(screen, "edited"));
}

TEST_CASE("what was edited travels on to the next hop, which is answered by hand") {
  LiveScreen screen(letters(), {"a", "b", "c"});
  screen.gui.press(ImGuiKey_F10);
  REQUIRE(held(screen, 1));
  screen.gui.press(ImGuiKey_F10);
  REQUIRE(held(screen, 2));
  screen.gui.click("Edit request…");
  write_body(screen, "typed here", "Use this");
  screen.gui.click("Next hop  F10");
  REQUIRE(held(screen, 3));
  CHECK(shows(screen, "typed here+b"));
  CHECK_FALSE(shows(screen, "Undo the edit"));
  screen.gui.click("Answer by hand…");
  write_body(screen, "by hand", "Answer with this");
  const InvocationPtr invocation = ended(screen, 1);
  CHECK(answer(*invocation) == "by hand");
  CHECK(invocation->hops[2]->source == HopSource::Hand);
  screen.gui.click("hop:c");
  CHECK(shows(screen, "by hand"));
}

TEST_CASE("a condition that cannot be read is told in the dialog, one that can be holds") {
  LiveScreen screen(letters(), {"a", "b"});
  screen.gui.click("stage:b");
  screen.gui.press(ImGuiMod_Ctrl | ImGuiKey_F9);
  screen.gui.replace_text("condition", "weight:>3");
  CHECK(shows(screen, "The condition cannot be read at character 1"));
  CHECK_THROWS(screen.gui.click("Add"));
  screen.gui.replace_text("condition", "size:>5");
  CHECK_FALSE(shows(screen, "The condition cannot be read"));
  screen.gui.click("Add");
  REQUIRE(
      when(screen, [](const EngineSnapshot& now) { return now.debug->breakpoints.size() == 1; }));
  CHECK(shows(screen, "before its request, size:>5"));
  CHECK_FALSE(shows(screen, "The condition cannot be read"));
  screen.gui.click("Close");
  send(screen, "x");
  CHECK(answer(*ended(screen, 1)) == "x+a+b");
  send(screen, "longer");
  REQUIRE(held(screen, 2));
  CHECK(shows(screen, "Paused before hop 2"));
  CHECK(shows(screen, "size:>5"));
  screen.gui.click("Stop invocation");
  ended(screen, 2);
}

TEST_CASE("a stage is mocked from recordings, faulted, and real again") {
  LiveScreen screen(letters(), {"a", "b"});
  screen.gui.click("Send");
  ended(screen, 1);
  choose_in_menu(screen, "stage:b", "Mock from recordings");
  REQUIRE(
      when(screen, [](const EngineSnapshot& now) { return now.debug->rehearsals.size() == 1; }));
  CHECK(shows(screen, "MOCK"));
  screen.gui.click("Send");
  CHECK(ended(screen, 2)->hops[1]->source == HopSource::Recording);
  choose_in_menu(screen, "stage:b", "Fault…");
  screen.gui.click("fault:unsupported-type");
  REQUIRE(when(screen, [](const EngineSnapshot& now) {
    const auto& all = now.debug->rehearsals;
    return !all.empty() && all.begin()->second->fault.kind == FaultKind::Status;
  }));
  CHECK(shows(screen, "MOCK + FAULT"));
  screen.gui.click("Send");
  CHECK(ended(screen, 3)->response->status == 424);
  CHECK(shows(screen, "415"));
  choose_in_menu(screen, "stage:b", "Back to the real stage");
  REQUIRE(when(screen, [](const EngineSnapshot& now) { return now.debug->rehearsals.empty(); }));
  screen.gui.click("Send");
  const InvocationPtr real = ended(screen, 4);
  CHECK(answer(*real) == "x+a+b");
  CHECK(real->hops[1]->is_real());
}

TEST_CASE("an invocation is run again from a hop with another request, and a stage alone") {
  LiveScreen screen(letters(), {"a", "b"});
  screen.gui.click("Send");
  ended(screen, 1);
  choose_in_menu(screen, "hop:b", "Edit and re-run from this hop…");
  write_body(screen, "edited", "Re-run");
  const InvocationPtr again = ended(screen, 2);
  CHECK(answer(*again) == "edited+b");
  CHECK(again->hops[0]->source == HopSource::Kept);
  CHECK(shows(screen, "replay of 1 from hop 2"));
  choose_in_menu(screen, "hop:b", "Run this stage alone…");
  write_body(screen, "alone", "Run");
  const InvocationPtr alone = ended(screen, 3);
  CHECK(answer(*alone) == "alone+b");
  CHECK(alone->alone);
  CHECK(shows(screen, "b alone"));
}

TEST_CASE("the history is sent again, and tells what an edit of the pipeline changed") {
  LiveScreen screen(letters(), {"a", "b"});
  send(screen, "one");
  ended(screen, 1);
  send(screen, "two");
  ended(screen, 2);
  screen.gui.click("drawer/Runs");
  screen.gui.click("runs/Send history again");
  ended(screen, 4);
  screen.gui.frames(3);
  CHECK(shows(screen, "All 2 runs done: no difference"));
  choose_in_menu(screen, "stage:b", "Bypass stage");
  REQUIRE(when(screen, [](const EngineSnapshot& now) {
    return now.pipeline->stages[1].bypassed() && now.service == ServiceState::InService;
  }));
  screen.gui.click("runs/Send history again");
  ended(screen, 6);
  screen.gui.frames(3);
  CHECK(shows(screen, "2 differ"));
  screen.gui.click("run:1");
  CHECK(screen.app.state().inspector.tab == app::InspectorTab::Diff);
}

TEST_CASE("all orders of the stages are tried, and one of them is taken") {
  const auto runtime = letters();
  // b wants to be first: it answers nothing else than what the client sent.
  runtime->answer("b", [](const httplib::Request& request, httplib::Response& response) {
    response.status = request.body == "x" ? 200 : 400;
    response.set_content(request.body + "+b", "text/plain");
  });
  LiveScreen screen(runtime, {"a", "b"});
  screen.gui.click("Send");
  ended(screen, 1);
  screen.gui.click("drawer/Runs");
  screen.gui.click("runs/Try all orders");
  const SnapshotPtr over = when(screen, [](const EngineSnapshot& now) {
    return now.debug->experiment && now.debug->experiment->finished && now.running_invocations == 0;
  });
  REQUIRE(over);
  screen.gui.frames(3);
  INFO(screen.gui.frame_text());
  CHECK(shows(screen, "b > a"));
  CHECK(shows(screen, "1 of 1"));
  CHECK(shows(screen, "0 of 1"));
  screen.gui.click("order:1");
  screen.gui.click("use:1");
  REQUIRE(when(screen, [](const EngineSnapshot& now) {
    return now.pipeline->stages[0].container.container_hostname == "b" &&
           now.service == ServiceState::InService;
  }));
  screen.gui.click("Send");
  CHECK(answer(*ended(screen, 4)) == "x+b+a");
}
