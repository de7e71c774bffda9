// A window with one button and one field that says on standard output what happens to it, for
// window_test.sh. Commands come on standard input: "new" (new data), "busy", "quiet".
#include <array>
#include <atomic>
#include <cstdio>
#include <iostream>
#include <string>
#include <thread>

#include <imgui.h>

#include "app/window/run_window.h"

namespace {

void say(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

class Probe : public app::WindowHost {
 public:
  void frame(const app::Style& style) override {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("Probe", nullptr, ImGuiWindowFlags_NoDecoration);
    if (ImGui::Button("Press", {style.px(200), style.px(100)})) say("pressed");
    if (ImGui::InputText("Field", text_.data(), text_.size())) say("text " + shown());
    ImGui::End();
    say("frame");
  }
  std::uint64_t generation() const override { return generation_; }
  bool busy() const override { return busy_; }
  void close_requested() override {
    say("close requested");
    closing_ = true;
  }
  bool wants_to_close() const override { return closing_; }

  void obey(const std::string& command) {
    if (command == "new") ++generation_;
    if (command == "busy") busy_ = true;
    if (command == "quiet") busy_ = false;
    app::wake();
  }

 private:
  std::string shown() const { return text_.data(); }
  std::array<char, 64> text_{};
  std::atomic<std::uint64_t> generation_ = 0;
  std::atomic<bool> busy_ = false;
  bool closing_ = false;
};

}  // namespace

int main() {
  Probe probe;
  std::thread commands([&probe] {
    for (std::string line; std::getline(std::cin, line);) probe.obey(line);
  });
  const emulator::Result<int> code = app::run_window({.title = "Probe window"}, probe);
  say(code ? "ended " + std::to_string(*code) : code.error().what);
  commands.join();  // ends with standard input
  app::wake();      // harmless without a window
  return code ? *code : 3;
}
