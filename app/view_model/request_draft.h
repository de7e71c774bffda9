#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"
#include "emulator/model/body.h"
#include "emulator/model/invocation.h"
#include "emulator/model/pipeline.h"

namespace app {

// The request being written. A body that cannot be edited as text (too large, not UTF-8) stands
// in `fixed_body` and is sent as it is.
struct RequestDraft {
  std::string request_name;  // of the saved request that was picked; empty: none
  std::string content_type;
  std::string accept;
  std::string custom_attributes;
  std::string inference_id;  // not part of a saved request
  std::string body;
  emulator::BodyPtr fixed_body;
  emulator::SavedRequest loaded;           // what it was filled from; empty: nothing
  std::string body_as_read;                // the text that `loaded`'s body is, where it is editable
  std::optional<emulator::Error> problem;  // why the saved request's body could not be read
};

// Larger bodies are sent as they are: ImGui's text editor looks at all of its text every frame.
inline constexpr std::size_t kMostEditableBytes = 256 * 1024;
bool is_editable(std::string_view bytes);

// The draft filled from a saved request, its body (or why there is none) included.
RequestDraft draft_of(const emulator::SavedRequest& saved,
                      const emulator::Result<emulator::BodyPtr>& body);
// The draft with the content of a file as its body. `named` is how a saved request will name it.
RequestDraft with_body_file(RequestDraft draft, const emulator::BodyPtr& body,
                            const std::filesystem::path& named);
RequestDraft without_body(RequestDraft draft);
// Moves a text that became too large out of the editor.
void hold_large_text(RequestDraft& draft);

// What Send sends.
emulator::InvokeRequest drafted_request(const RequestDraft& draft);
// What Save saves under the draft's name. A body that was read from a file stays with that file
// until its text is changed.
emulator::SavedRequest saved_draft(const RequestDraft& draft);
// The body's file as a saved request names it; empty where the body is text of its own.
std::string body_file_of(const RequestDraft& draft);
std::size_t body_bytes(const RequestDraft& draft);

using SavedRequests = std::vector<emulator::SavedRequest>;

// Where the saved request of that name stands.
std::optional<std::size_t> find_request(const SavedRequests& saved, std::string_view name);
// True where the draft says something else than the saved request that it was filled from.
bool is_changed(const RequestDraft& draft, const SavedRequests& saved);
// Why a name cannot be given to a request, apart from the one that has it now; empty: it can.
std::string name_problem(const SavedRequests& saved, std::string_view name,
                         std::string_view has_now);
// "request", "request 2": a name that nobody has yet, from the name at hand.
std::string free_name(const SavedRequests& saved, std::string_view wanted);

}  // namespace app
