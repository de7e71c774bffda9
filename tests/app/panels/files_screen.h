#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/app.h"
#include "emulator/engine/document.h"
#include "tests/support/fake_snapshot.h"
#include "tests/support/gui_driver.h"
#include "tests/support/temporary_folder.h"

namespace tests {

// The text of a pipeline of two echo stages with that model name.
std::string pipeline_text(std::string_view model_name);

// The window over a real document and real files, with a clock that moves when it is told to.
class FilesScreen {
 public:
  explicit FilesScreen(app::AppState state = {}, app::AppPorts ports = {},
                       const app::OffscreenOptions& options = {});

  GuiDriver& gui() { return gui_; }
  app::App& app() { return app_; }
  const app::AppState& state() const { return app_.state(); }
  const emulator::Document& document() const { return document_; }
  const std::string& model_name() const { return document_.pipeline()->model.model_name; }
  std::string text() const { return gui_.frame_text(); }
  bool shows(std::string_view words) const { return text().find(words) != std::string::npos; }

  void open(const std::filesystem::path& file);
  // What is known about a Docker Engine from the next frame on.
  void find_docker(const emulator::RuntimeCondition& condition);
  void edit();  // moves the first stage back
  void wait(std::chrono::milliseconds time);
  void end() { app_.end(*snapshot()); }  // after the last frame

 private:
  class MovedClock final : public emulator::Clock {
   public:
    emulator::SteadyTime now() const override { return emulator::SteadyTime{} + passed; }
    emulator::WallTime wall() const override { return fake_now() + passed; }
    std::chrono::milliseconds passed{0};
  };

  app::AppPorts with_clock(app::AppPorts ports) {
    ports.clock = &clock_;
    return ports;
  }
  void frame(const app::Style& style);
  void obey(emulator::Command& command);
  emulator::SnapshotPtr snapshot() const;

  MovedClock clock_;
  emulator::Document document_;
  std::optional<emulator::Error> notice_;
  std::optional<emulator::RuntimeCondition> docker_;
  app::App app_;
  GuiDriver gui_;
};

// A state whose dialogs start in that folder.
app::AppState state_in(const std::filesystem::path& folder);

}  // namespace tests
