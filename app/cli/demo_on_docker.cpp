#include "app/cli/demo_on_docker.h"

#include <algorithm>
#include <chrono>

#include "app/cli/places.h"
#include "app/cli/printable.h"
#include "app/errands/demo_image.h"
#include "emulator/model/demo_containers.h"

namespace app::cli {
namespace {

using emulator::ErrorCode;
using emulator::RuntimeCondition;
using State = RuntimeCondition::State;

constexpr std::chrono::seconds kPatience{10};

// Nothing where an engine answers, or where a signal came meanwhile.
std::optional<emulator::Error> why_not(EngineSession& session, Terminal& terminal) {
  const auto since = std::chrono::steady_clock::now();
  const auto known = [&](const emulator::EngineSnapshot& now) {
    if (!now.docker || now.docker->state != State::Looking) return true;
    terminal.progress("Looking for Docker");
    return std::chrono::steady_clock::now() - since > kPatience;
  };
  const auto end = session.wait(known);
  terminal.clear_progress();
  if (end == EngineSession::End::Interrupted) return std::nullopt;
  const auto now = session.snapshot();
  if (!now->docker)
    return emulator::Error{ErrorCode::Unsupported, "This build starts no containers", ""};
  if (now->docker->state == State::Ready) return std::nullopt;
  const emulator::Error silent{ErrorCode::NotFound, "No Docker Engine answered within 10 s", ""};
  return now->docker->error.value_or(silent);
}

void tell(const emulator::Error& reason, Terminal& terminal) {
  std::string words = terminal.err()(Ink::Yellow, "!") + " " + printable(reason.what) + "\n" +
                      printable_lines(reason.next_step, "  ") +
                      "  The demo's stages run as processes";
  terminal.message(words);
}

}  // namespace

emulator::Result<emulator::ReadPipeline> on_docker(EngineSession& session,
                                                   emulator::ReadPipeline read,
                                                   Terminal& terminal) {
  if (std::ranges::none_of(read.pipeline.stages, emulator::is_demo_stage)) {
    terminal.message(std::string("--docker changes nothing: no stage here runs ") +
                     emulator::kDemoStageProgram);
    return read;
  }
  if (const auto reason = why_not(session, terminal)) {
    tell(*reason, terminal);
    return read;
  }
  const Places places = known_places();
  const auto folder = prepare_demo_image(places.demo_program, places.cache);
  if (!folder) return emulator::fail(folder.error());
  read.pipeline = emulator::demo_in_containers(std::move(read.pipeline), *folder);
  return read;
}

}  // namespace app::cli
