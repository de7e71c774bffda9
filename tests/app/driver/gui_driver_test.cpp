#include "tests/support/gui_driver.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/golden.h"

namespace {

using Catch::Matchers::ContainsSubstring;
using tests::GuiDriver;

// A tiny program: buttons, a field, a list to sort, a scrolled region, a menu, a dialog.
struct World {
  int sent = 0, opened = 0, shortcuts = 0;
  bool locked = true;
  std::string name;
  std::string choice = "text/csv";
  std::vector<std::string> cards = {"preprocess", "model", "postprocess"};

  void draw() {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({600, 400});
    ImGui::Begin("Main", nullptr, ImGuiWindowFlags_NoDecoration);
    draw_buttons();
    draw_cards();
    draw_rows();
    draw_dialog();
    if (!ImGui::GetIO().WantTextInput && ImGui::IsKeyPressed(ImGuiKey_R)) ++shortcuts;
    ImGui::End();
  }

  void draw_buttons() {
    if (ImGui::Button("Send")) ++sent;
    ImGui::SameLine();
    ImGui::BeginDisabled(locked);
    ImGui::Button("Locked");
    ImGui::EndDisabled();
    ImGui::SameLine();
    if (ImGui::Button("Dialog…")) ImGui::OpenPopup("Sure?");
    std::array<char, 64> buffer{};
    name.copy(buffer.data(), buffer.size() - 1);
    if (ImGui::InputText("Name", buffer.data(), buffer.size())) name = buffer.data();
    if (ImGui::BeginCombo("##type", choice.c_str())) {
      if (ImGui::Selectable("application/json")) choice = "application/json";
      ImGui::EndCombo();
    }
    app::tag("content type");
  }

  void draw_cards() {
    for (std::size_t i = 0; i < cards.size(); ++i) {
      ImGui::PushID(cards[i].c_str());
      if (i > 0) ImGui::SameLine();
      ImGui::Button("card", {90, 40});
      app::tag("stage:" + cards[i]);
      drag_card(i);
      ImGui::PopID();
    }
  }

  void drag_card(std::size_t i) {
    if (ImGui::BeginDragDropSource()) {
      ImGui::SetDragDropPayload("card", &i, sizeof i);
      ImGui::TextUnformatted(cards[i].c_str());
      ImGui::EndDragDropSource();
    }
    if (!ImGui::BeginDragDropTarget()) return;
    if (const ImGuiPayload* payload = ImGui::AcceptDragDropPayload("card")) {
      const std::size_t from = *static_cast<const std::size_t*>(payload->Data);
      std::swap(cards[from], cards[i]);
    }
    ImGui::EndDragDropTarget();
  }

  void draw_rows() {
    ImGui::BeginChild("rows", {200, 100}, ImGuiChildFlags_Border);
    for (int i = 0; i < 20; ++i) {
      const std::string row = "row " + std::to_string(i);
      ImGui::Selectable(row.c_str());
      app::tag("tag of " + row);
      if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) ++opened;
      if (i == 0 && ImGui::BeginPopupContextItem("menu")) {
        ImGui::MenuItem("Duplicate");
        ImGui::EndPopup();
      }
    }
    ImGui::EndChild();
  }

  void draw_dialog() {
    if (!ImGui::BeginPopupModal("Sure?", nullptr, ImGuiWindowFlags_AlwaysAutoResize)) return;
    ImGui::TextUnformatted("It stops every stage");
    if (ImGui::Button("Stop all")) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
};

struct Session {
  World world;
  GuiDriver gui{[this](const app::Style&) { world.draw(); }, {.width = 600, .height = 400}};
};

}  // namespace

TEST_CASE("a click by label presses a button once") {
  Session s;
  s.gui.click("Send");
  CHECK(s.world.sent == 1);
  s.gui.click("Main/Send");
  CHECK(s.world.sent == 2);
}

TEST_CASE("two clicks are not a double click, a double click is") {
  Session s;
  s.gui.click("row 1");
  s.gui.click("row 1");
  CHECK(s.world.opened == 0);
  s.gui.double_click("rows/row 1");
  CHECK(s.world.opened == 1);
}

TEST_CASE("an unknown name is an error that lists what is on the screen") {
  Session s;
  CHECK_THROWS_WITH(
      s.gui.click("Sendd"),
      ContainsSubstring("Nothing on the screen is called Sendd") && ContainsSubstring("Main/Send"));
  CHECK_FALSE(s.gui.has("Sendd"));
}

TEST_CASE("a name that two items share is an error that lists both") {
  GuiDriver gui([](const app::Style&) {
    for (const char* window : {"A", "B"}) {
      ImGui::Begin(window);
      ImGui::Button("Copy");
      ImGui::End();
    }
  });
  CHECK_THROWS_WITH(gui.click("Copy"), ContainsSubstring("2 items are called Copy") &&
                                           ContainsSubstring("A/Copy") &&
                                           ContainsSubstring("B/Copy"));
  CHECK(gui.has("Copy"));
  CHECK(gui.item("A/Copy").window == "A");
}

TEST_CASE("a disabled item cannot be clicked") {
  Session s;
  CHECK_THROWS_WITH(s.gui.click("Locked"), ContainsSubstring("Main/Locked is disabled"));
  s.world.locked = false;
  s.gui.frames();
  CHECK_NOTHROW(s.gui.click("Locked"));
}

TEST_CASE("an item out of sight must be scrolled to first") {
  Session s;
  CHECK_FALSE(s.gui.has("row 19"));
  CHECK_THROWS_WITH(s.gui.click("tag of row 19"), ContainsSubstring("out of sight"));
  CHECK_THROWS_WITH(s.gui.click("row 19"), ContainsSubstring("Nothing on the screen"));
  s.gui.scroll("row 1", -30.0f);
  CHECK(s.gui.has("row 19"));
  CHECK_NOTHROW(s.gui.click("row 19"));
}

TEST_CASE("typing goes into the field and sets off no shortcut") {
  Session s;
  s.gui.click("Name");
  s.gui.type("Red wine 7 µ");
  CHECK(s.world.name == "Red wine 7 µ");
  CHECK(s.world.shortcuts == 0);
  s.gui.press(ImGuiKey_Escape);
  s.gui.press(ImGuiKey_R);
  CHECK(s.world.shortcuts == 1);
}

TEST_CASE("replacing text leaves nothing of the old") {
  Session s;
  s.world.name = "before";
  s.gui.replace_text("Name", "after");
  CHECK(s.world.name == "after");
}

TEST_CASE("a combo is found by its tag and its popup by its labels") {
  Session s;
  s.gui.click("content type");
  s.gui.click("application/json");
  CHECK(s.world.choice == "application/json");
}

TEST_CASE("dragging one card onto another swaps them") {
  Session s;
  s.gui.drag("stage:postprocess", "stage:preprocess");
  CHECK(s.world.cards == std::vector<std::string>{"postprocess", "model", "preprocess"});
}

TEST_CASE("a right click opens the menu of a row") {
  Session s;
  s.gui.right_click("row 0");
  CHECK(s.gui.has("Duplicate"));
  s.gui.press(ImGuiKey_Escape);
  CHECK_FALSE(s.gui.has("Duplicate"));
}

TEST_CASE("what lies under a dialog can be neither clicked nor read") {
  Session s;
  s.gui.click("Dialog…");
  CHECK_THROWS_WITH(s.gui.click("Send"), ContainsSubstring("covered by"));
  CHECK_THAT(s.gui.frame_text(), ContainsSubstring("It stops every stage"));
  s.gui.click("Stop all");
  CHECK_NOTHROW(s.gui.click("Send"));
  CHECK_THAT(s.gui.frame_text(), !ContainsSubstring("It stops every stage"));
}

TEST_CASE("the frame reads as text, row by row") {
  Session s;
  s.world.name = "abalone";
  s.gui.frames(2);
  CHECK_GOLDEN_TEXT(s.gui.frame_text(), "driver_frame");
}

TEST_CASE("a context without a registry records nothing") {
  app::Offscreen screen({.width = 100, .height = 100});
  screen.frame([](const app::Style&) {
    ImGui::Button("Quiet");
    app::tag("quiet");
    app::tag_rectangle("bar", {0, 0}, {1, 1});
  });
  const app::ItemRegistry registry(screen.context());
  CHECK(registry.items().empty());
  screen.frame([](const app::Style&) { ImGui::Button("Heard"); });
  CHECK(registry.find("Heard").has_value());
  CHECK_FALSE(registry.find("Quiet").has_value());
  screen.frame([](const app::Style&) {});
  CHECK_FALSE(registry.find("Heard").has_value());
}

TEST_CASE("a line diff shows changes with two lines around them") {
  CHECK(tests::line_diff("a\nb\nc\nd\ne\n", "a\nb\nc\nD\ne\n") == " b\n c\n-d\n+D\n e\n");
  CHECK(tests::line_diff("same\n", "same\n").empty());
}

TEST_CASE("a golden text that differs or is missing is reported with a diff") {
  const tests::GoldenOutcome missing = tests::compare_golden("x\n", "driver_no_such_file");
  CHECK_FALSE(missing.same);
  CHECK_THAT(missing.report, ContainsSubstring("There is no"));
}
