#include "tests/app/panels/app_screen.h"

namespace tests {

AppScreen::AppScreen(const FakeWorld& world, const app::OffscreenOptions& options,
                     app::AppState state, app::AppPorts ports)
    : now_(world.snapshot()),
      app_(std::move(state), with_clock(std::move(ports))),
      gui_(
          [this](const app::Style& style) {
            for (emulator::Command& command : app_.frame(now_, style))
              commands_.push_back(std::move(command));
          },
          options) {
  gui_.frames(2);
}

void AppScreen::show(const FakeWorld& world) {
  now_ = world.snapshot();
  gui_.frames(2);
}

}  // namespace tests
