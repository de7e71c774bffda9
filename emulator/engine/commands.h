#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>

#include "emulator/api/address_options.h"
#include "emulator/codec/pipeline_file.h"
#include "emulator/model/edit.h"
#include "emulator/model/invocation.h"
#include "emulator/trace/body_store.h"

// Everything a front end may ask of the engine.
namespace emulator {

struct OpenPipeline {  // replaces what is open; running stages of the old one are stopped
  ReadPipeline pipeline;
  bool unsaved = false;  // it is not what its file holds: a new one, or edits that were recovered
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
                 Notify, OpenAddress, CloseAddress, ServePipeline, CallControlPlane>;

}  // namespace emulator
