#include "app/errands/request_errands.h"

#include <utility>

#include "app/actions/actions.h"
#include "emulator/base/file_text.h"
#include "emulator/base/text.h"
#include "emulator/codec/pipeline_file.h"

namespace app {
namespace {

// Larger bodies are sent as they are: ImGui's text editor looks at all of its text every frame.
constexpr std::size_t kMostEditableBytes = 256 * 1024;

bool is_editable(const emulator::Bytes& bytes) {
  return bytes.size() <= kMostEditableBytes && emulator::is_valid_utf8(bytes.view()) &&
         bytes.view().find('\0') == std::string_view::npos;
}

ComposerState draft_of(const emulator::SavedRequest& saved, const std::filesystem::path& folder) {
  ComposerState draft;
  draft.request_name = saved.name;
  draft.content_type = saved.content_type.value_or("");
  draft.accept = saved.accept.value_or("");
  draft.custom_attributes = saved.custom_attributes.value_or("");
  const auto body = emulator::load_body(saved, folder);
  if (!body) {
    draft.problem = body.error();
  } else if (const auto bytes = (*body)->in_memory(); bytes && is_editable(*bytes)) {
    draft.body = bytes->view();
  } else {
    draft.fixed_body = *body;
  }
  return draft;
}

}  // namespace

Errand load_saved_request(emulator::SavedRequest saved, std::filesystem::path folder) {
  return {[saved = std::move(saved), folder = std::move(folder)]() -> AfterErrand {
    return [draft = draft_of(saved, folder)](const ActionContext& c) { c.state.composer = draft; };
  }};
}

Errand read_body_file(std::filesystem::path file) {
  return {[file = std::move(file)]() -> AfterErrand {
    const auto text = emulator::read_file_text(file);
    if (!text)
      return [error = text.error()](const ActionContext& c) {
        c.commands.emplace_back(emulator::Notify{error});
      };
    return [body = std::make_shared<const emulator::Body>(std::string_view(*text)),
            name = file.filename().string()](const ActionContext& c) {
      c.state.composer.fixed_body = body;
      c.state.composer.problem.reset();
      c.state.messages.tell("The body is " + name);
    };
  }};
}

}  // namespace app
