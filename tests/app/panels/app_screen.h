#pragma once

#include <string>
#include <vector>

#include "app/app.h"
#include "tests/support/fake_snapshot.h"
#include "tests/support/gui_driver.h"

namespace tests {

// The whole window over a fake world, at a time that stands still, and what it asked for.
class AppScreen {
 public:
  explicit AppScreen(const FakeWorld& world, const app::OffscreenOptions& options = {},
                     app::AppState state = {}, app::AppPorts ports = {});

  // What the engine publishes from the next frame on.
  void show(const FakeWorld& world);

  GuiDriver& gui() { return gui_; }
  const app::App& app() const { return app_; }
  // A file was dropped into the window.
  void drop(const std::filesystem::path& file) {
    app_.drop({file});
    gui_.frames(3);
  }
  // Everything asked for since the beginning, in order.
  const std::vector<emulator::Command>& commands() const { return commands_; }

  // The last command, which must be of that kind.
  template <typename T>
  const T& last() const {
    if (commands_.empty()) throw std::runtime_error("no command was given");
    return std::get<T>(commands_.back());
  }

 private:
  app::AppPorts with_clock(app::AppPorts ports) {
    ports.clock = &clock_;
    return ports;
  }
  class StillClock final : public emulator::Clock {
   public:
    emulator::SteadyTime now() const override { return {}; }
    emulator::WallTime wall() const override { return fake_now(); }
  };

  StillClock clock_;
  emulator::SnapshotPtr now_;
  app::App app_;
  std::vector<emulator::Command> commands_;
  GuiDriver gui_;
};

}  // namespace tests
