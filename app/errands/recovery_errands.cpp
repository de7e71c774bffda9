#include "app/errands/recovery_errands.h"

#include <utility>

#include "app/actions/actions.h"
#include "emulator/codec/pipeline_file.h"

namespace app {
namespace {

using Restored = emulator::Result<emulator::ReadPipeline>;

Restored restored(const UnsavedPipeline& unsaved) {
  const std::string name =
      unsaved.file.empty() ? unsaved.model_name : unsaved.file.filename().string();
  auto read = emulator::read_pipeline_text(unsaved.text, name, unsaved.folder);
  if (read) read->pipeline.file = unsaved.file;
  return read;
}

}  // namespace

Errand look_for_what_was_lost(std::filesystem::path folder) {
  return {[folder = std::move(folder)]() -> AfterErrand {
    return [edits = find_lost_edits(folder),
            sessions = find_lost_sessions(folder)](const ActionContext& c) {
      if (edits.empty() && sessions.empty()) return;
      c.state.recovery.offers = edits;
      c.state.recovery.sessions = sessions;
      c.state.dialogs.show(Dialog::Recovery);
    };
  }};
}

Errand restore_lost_edits(std::shared_ptr<LostEdits> lost) {
  return {[lost = std::move(lost)]() -> AfterErrand {
    auto read = std::make_shared<Restored>(restored(lost->unsaved));
    return [lost, read](const ActionContext& c) {
      if (!*read) {
        c.commands.emplace_back(emulator::Notify{read->error()});
        return;
      }
      c.state.recovery.restored.push_back(lost);
      leave(c.now, c.state.leave,
            std::make_shared<const emulator::OpenPipeline>(emulator::OpenPipeline{**read, true}));
    };
  }};
}

Errand discard_lost_edits(std::shared_ptr<LostEdits> lost) {
  return {[lost = std::move(lost)]() -> AfterErrand {
    lost->remove();
    return [](const ActionContext&) {};
  }};
}

Errand discard_lost_session(std::shared_ptr<LostSession> lost) {
  return {[lost = std::move(lost)]() -> AfterErrand {
    lost->file->remove();
    return [](const ActionContext&) {};
  }};
}

}  // namespace app
