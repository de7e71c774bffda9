#include "app/errands/request_errands.h"

#include <memory>
#include <utility>

#include "app/actions/actions.h"
#include "emulator/base/file_text.h"
#include "emulator/base/text.h"
#include "emulator/codec/pipeline_file.h"

namespace app {
namespace {

namespace fs = std::filesystem;

// SageMaker takes 25 MB; what is larger than this is no request that somebody means to send.
constexpr std::uintmax_t kMostBodyBytes = 100'000'000;

emulator::Result<emulator::BodyPtr> read_body(const fs::path& file) {
  std::error_code ignored;
  const std::uintmax_t bytes = fs::file_size(file, ignored);
  if (!ignored && bytes > kMostBodyBytes)
    return emulator::fail(emulator::ErrorCode::InvalidInput,
                          file.filename().string() + " has " + emulator::format_size(bytes) +
                              ", too much for a request",
                          "SageMaker takes bodies of up to 25 MB");
  const auto text = emulator::read_file_text(file);
  if (!text) return emulator::fail(text.error());
  return std::make_shared<const emulator::Body>(std::string_view(*text));
}

// Relative below the pipeline's folder, so that both can move together.
fs::path named_from(const fs::path& folder, const fs::path& file) {
  const fs::path relative = folder.empty() ? fs::path() : file.lexically_relative(folder);
  return relative.empty() || *relative.begin() == ".." ? file : relative;
}

}  // namespace

Errand load_saved_request(emulator::SavedRequest saved, fs::path folder) {
  return {[saved = std::move(saved), folder = std::move(folder)]() -> AfterErrand {
    const auto draft =
        std::make_shared<const RequestDraft>(draft_of(saved, emulator::load_body(saved, folder)));
    return
        [draft](const ActionContext& c) { static_cast<RequestDraft&>(c.state.composer) = *draft; };
  }};
}

Errand read_body_file(fs::path file) {
  return {[file = std::move(file)]() -> AfterErrand {
    const auto body = read_body(file);
    if (!body)
      return [error = body.error()](const ActionContext& c) {
        c.commands.emplace_back(emulator::Notify{error});
      };
    return [body = *body, file](const ActionContext& c) {
      RequestDraft& draft = c.state.composer;
      draft = with_body_file(std::move(draft), body, named_from(c.now.pipeline->folder, file));
      c.state.messages.tell("The body is " + file.filename().string() + ", " +
                            emulator::format_size(body->size()));
    };
  }};
}

Errand read_message_body(fs::path file) {
  return {[file = std::move(file)]() -> AfterErrand {
    const auto body = read_body(file);
    if (!body)
      return [error = body.error()](const ActionContext& c) {
        c.commands.emplace_back(emulator::Notify{error});
      };
    return [body = *body](const ActionContext& c) {
      MessageDraft& draft = c.state.debugger.writing.draft;
      draft.fixed_body.reset();
      draft.body.clear();
      if (is_editable(body->in_memory()->view()))
        draft.body = body->in_memory()->view();
      else
        draft.fixed_body = body;
    };
  }};
}

}  // namespace app
