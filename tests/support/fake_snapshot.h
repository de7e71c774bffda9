#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/engine/snapshot.h"

// Snapshots made by hand, for everything that draws one: a small abalone pipeline as it looks
// when empty, busy, failing, starting and long.
namespace tests {

// A fixed moment, 22:07:40 on a day of 2026 in local time: what "now" is in all snapshots.
emulator::WallTime fake_now();

// One exchange, told in milliseconds and texts.
struct FakeHop {
  std::string stage;
  double start_ms = 0;  // queue included
  double queue_ms = 0.3, send_ms = 0.6, wait_ms = 10, receive_ms = 0.6;
  int status = 200;  // 0: the wire failed
  std::string content_type = "application/json";
  std::string request_body;
  std::string response_body;
};
emulator::HopPtr fake_hop(int index, const FakeHop& hop);

struct FakeInvocation {
  std::uint64_t id = 1;
  int status = 200;  // 0: still running
  double duration_ms = 100;
  int seconds_ago = 0;
  std::vector<std::string> order = {"preprocess", "model", "postprocess"};
  std::vector<FakeHop> hops;
};
emulator::InvocationPtr fake_invocation(const FakeInvocation& invocation);

// The abalone invocation of the design: three hops, 84 ms of them in the model.
FakeInvocation abalone_invocation(std::uint64_t id);

// Parts of a snapshot that tests change before they freeze it.
struct FakeWorld {
  emulator::Pipeline pipeline;
  bool open = true;
  std::uint64_t openings = 1;
  emulator::ServiceState service = emulator::ServiceState::InService;
  std::vector<emulator::StageStatus> stages;
  std::vector<emulator::Finding> findings;
  std::vector<emulator::InvocationPtr> invocations;
  std::vector<emulator::LogLine> logs;
  std::optional<emulator::Error> notice;
  std::size_t running = 0;
  bool unsaved = false;
  std::shared_ptr<const emulator::ExportAttempt> exported;
  bool export_outdated = false;
  std::uint64_t revision = 4;
  std::optional<emulator::RuntimeCondition> docker;  // none: a build that starts no containers
  std::optional<emulator::AddressView> address;      // none: nothing was asked for
  emulator::DebugView debug;

  emulator::SnapshotPtr snapshot() const;
};

FakeWorld empty_world();     // nothing open
FakeWorld stopped_world();   // open, nothing started, nothing sent
FakeWorld busy_world();      // the design's picture: all that can be seen at once
FakeWorld starting_world();  // one ready, one on its way, one that failed to launch
FakeWorld failing_world();   // one stage crashed, the newest invocation answered 424, a notice
FakeWorld running_world();   // an invocation waits for the model
FakeWorld long_world();      // fifteen stages with long names

// The same pipeline in containers.
FakeWorld docker_world();          // in service, what each stage uses; the model near its limit
FakeWorld pulling_world();         // an image pulled, one built, model data downloaded
FakeWorld docker_missing_world();  // nothing could be started: no engine may be used
FakeWorld out_of_memory_world();   // the model was ended by its memory limit
emulator::RuntimeCondition docker_found();
emulator::RuntimeCondition docker_not_allowed();

// The same with the SageMaker address.
FakeWorld address_world();        // open, the pipeline in service there, nothing else
FakeWorld hosting_world();        // endpoints of every kind, invoked by clients, and models
FakeWorld address_taken_world();  // another program holds the port
FakeWorld nothing_open_world();   // no pipeline is open, but clients created and invoked endpoints
// One invocation that came through the address.
emulator::InvocationPtr fake_call(const FakeInvocation& invocation, std::string endpoint,
                                  std::string client);

// A stage of a process runtime with that container name.
emulator::Stage fake_stage(std::uint64_t id, std::string_view name, std::string_view command);
// A stage in a container of that local image.
emulator::Stage fake_container(std::uint64_t id, std::string_view name, std::string_view image);
emulator::StageId stage_id(std::uint64_t id);

}  // namespace tests
