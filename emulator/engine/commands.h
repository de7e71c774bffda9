#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "emulator/api/address_options.h"
#include "emulator/codec/pipeline_file.h"
#include "emulator/model/breakpoint.h"
#include "emulator/model/edit.h"
#include "emulator/model/experiment.h"
#include "emulator/model/invocation.h"
#include "emulator/model/stand_in.h"
#include "emulator/trace/body_store.h"

// Everything a front end may ask of the engine.
namespace emulator {

// Replaces what is open; running stages of the old one are stopped. Of the very file that is open,
// stages that did not change run on, and what was recorded stays.
struct OpenPipeline {
  ReadPipeline pipeline;
  bool unsaved = false;  // it is not what its file holds: a new one, or edits that were recovered
};
struct OpenSession {  // what a session file holds, in place of what was recorded; launches nothing
  std::optional<ReadPipeline> pipeline;    // replaces what is open; none: that stays
  std::vector<InvocationPtr> invocations;  // finished, ids ascending; their bodies are kept already
};
struct AddInvocations {  // recorded elsewhere, beside what is there, under ids of their own
  std::vector<InvocationPtr> invocations;
};
struct Deploy {};  // starts every stage that is not running or runs as it was before an edit
struct Stop {};    // stops every stage in good order
struct RestartStage {
  StageId stage;
};
struct ApplyEdit {
  Edit edit;
};
struct Undo {};
struct Redo {};
struct Save {  // to the pipeline's own file when `file` is empty
  std::filesystem::path file;
};
struct ExportTo {      // what came of it is EngineSnapshot::exported
  std::string format;  // an Exporter's id
  std::filesystem::path file;
  bool replace = false;  // a file that is there already; without this it is left alone
};
struct Invoke {
  InvokeRequest request;
  bool step = false;       // hold it before its first hop
  InvocationId replay_of;  // whose request it is; none: a new one
};
struct InvokeStage {  // one stage by itself, with exactly this request
  StageId stage;
  HttpRequest request;
  InvocationId replay_of;
};
struct ReplayFrom {  // again from hop k on, with hops 1 … k-1 as they were recorded
  InvocationId invocation;
  int hop = 1;
  std::optional<HttpRequest> edited;  // what hop k sends; none: what follows from hop k-1
  bool step = false;
};
struct SetBreakpoints {
  std::vector<Breakpoint> breakpoints;
};
struct Resume {  // an invocation that is held
  enum class How { Continue, NextHop, Stop };
  InvocationId invocation;
  How how = How::Continue;
  std::optional<HttpRequest> request;  // send this instead (BeforeRequest)
  // BeforeRequest: take this for the stage's answer, which is not asked. AfterResponse: hand this
  // on.
  std::optional<HttpResponse> response;
};
struct SetRehearsal {  // of a stage; a real one takes mock and fault away
  StageId stage;
  Rehearsal rehearsal;
};
// Answers the stage from what it answered so far (FromRecordings made of the trace).
struct MockFromTrace {
  StageId stage;
};
struct RunExperiment {
  Experiment experiment;
};
struct CancelExperiment {};
struct Annotate {  // the user's own words about an invocation
  InvocationId invocation;
  std::string note;
};
struct CancelInvocation {
  InvocationId invocation;
};
struct ClearTrace {};  // forgets invocations and wipes their bodies, memory and disk
struct ClearLogs {};
struct SetBodyLimits {
  BodyLimits limits;
};
struct DismissNotice {};
struct Notify {  // shows an error of the front end as the notice
  Error error;
};

struct OpenAddress {  // the SageMaker address; anew, with other options, where it is open
  AddressOptions options;
};
struct CloseAddress {};
struct ServePipeline {  // as a model, an endpoint config and an endpoint of the address
  std::shared_ptr<const Pipeline> pipeline;
};
struct CallControlPlane {  // "DeleteEndpoint", {"EndpointName":"…"}; a refusal becomes the notice
  std::string operation;
  std::string json;
};

using Command =
    std::variant<OpenPipeline, Deploy, Stop, RestartStage, ApplyEdit, Undo, Redo, Save, ExportTo,
                 Invoke, CancelInvocation, ClearTrace, ClearLogs, SetBodyLimits, DismissNotice,
                 Notify, OpenAddress, CloseAddress, ServePipeline, CallControlPlane, InvokeStage,
                 ReplayFrom, SetBreakpoints, Resume, SetRehearsal, MockFromTrace, RunExperiment,
                 CancelExperiment, Annotate, OpenSession, AddInvocations>;

}  // namespace emulator
