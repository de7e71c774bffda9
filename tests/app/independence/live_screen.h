#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "tests/support/engine_watch.h"
#include "tests/support/fake_runtime.h"
#include "tests/support/gui_driver.h"

namespace tests {

// Stages with these names, and a saved request whose body is "x".
inline emulator::ReadPipeline pipeline_of(const std::vector<std::string>& names) {
  emulator::ReadPipeline read;
  read.pipeline.model.model_name = "letters";
  for (const std::string& name : names) {
    emulator::Stage stage;
    stage.id = emulator::new_stage_id();
    stage.container.container_hostname = name;
    stage.launch.emplace();
    stage.launch->runtime = emulator::RuntimeKind::Process;
    stage.launch->command = {"unused"};
    read.pipeline.stages.push_back(stage);
  }
  emulator::SavedRequest request;
  request.name = "x";
  request.content_type = "text/plain";
  request.body = "x";
  read.pipeline.requests.push_back(request);
  return read;
}

// A real engine with the real screen on it.
struct LiveScreen {
  LiveScreen(std::shared_ptr<emulator::Runtime> runtime, const std::vector<std::string>& names)
      : engine(emulator::EngineOptions{.process = std::move(runtime)}) {
    engine.submit(emulator::OpenPipeline{pipeline_of(names)});
    engine.submit(emulator::Deploy{});
    watch.until([](const emulator::EngineSnapshot& now) {
      return now.service == emulator::ServiceState::InService;
    });
    gui.frames(2);
  }

  emulator::Engine engine;
  test::EngineWatch watch{engine};
  app::App app{app::AppState{}};
  GuiDriver gui{[this](const app::Style& style) {
    for (emulator::Command& command : app.frame(engine.snapshot(), style))
      engine.submit(std::move(command));
  }};
};

inline bool shows(const LiveScreen& screen, std::string_view words) {
  return screen.gui.frame_text().find(words) != std::string::npos;
}

}  // namespace tests
