#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/model/invocation.h"
#include "emulator/model/pipeline.h"
#include "emulator/model/service_state.h"
#include "emulator/runtime/stage_supervisor.h"
#include "emulator/serving/hop_transport.h"

// What the SageMaker address needs of those who run pipelines. The engine is one; tests have
// another.
namespace emulator {

struct HostedContainer {
  std::string name;  // contract 1.7
  std::string runtime;
  StageStatus status;
};

// How a hosted pipeline does, at one moment.
struct HostedReport {
  ServiceState state = ServiceState::Stopped;
  std::vector<HostedContainer> containers;  // in route order
};

// One request on its way to a hosted pipeline.
struct InvokeCall {
  InvokeRequest request;
  EndpointName endpoint;  // what answers and the trace call it
  std::string client;     // "127.0.0.1:51002 aws-cli/2.9.19 …", for the trace
  bool streamed = false;
  AnswerListener* listener = nullptr;  // hears the last container's answer; may be null
  std::function<bool()> client_gone;   // whether nobody waits any more; may be null
  std::string request_id;              // becomes Invocation::uuid; empty: a new one is made
};

// A pipeline whose stages run, or are about to. Everything is safe from any thread. Letting go of
// the last pointer stops its stages in good order and waits for nothing, so whoever invokes holds
// one.
class HostedPipeline {
 public:
  virtual ~HostedPipeline() = default;
  virtual std::shared_ptr<const Pipeline> pipeline() const = 0;
  virtual HostedReport report() const = 0;
  // One invocation on the caller's own thread and transport, recorded like any other; its answer's
  // body is in memory. Error when it is not in service.
  virtual Result<InvocationPtr> invoke(InvokeCall call, HopTransport& transport,
                                       std::stop_token stop) = 0;
};
using HostedPipelinePtr = std::shared_ptr<HostedPipeline>;

// Runs pipelines side by side. Safe from any thread; returns at once.
class Hosting {
 public:
  virtual ~Hosting() = default;
  // Starts the stages of this pipeline beside all others. `changed` is called after each change of
  // its report, from a thread of the host's; it must return at once and may be called after the
  // pipeline was let go.
  virtual HostedPipelinePtr host(std::shared_ptr<const Pipeline> pipeline,
                                 std::function<void()> changed) = 0;
  // Puts a request that no pipeline was asked for into the trace, with what its client got.
  virtual void record(InvokeCall call, HttpResponse answer) = 0;
};

}  // namespace emulator
