#include "app/errands/debugger_errands.h"

#include "app/actions/actions.h"
#include "app/errands/request_errands.h"
#include "app/file_question.h"

namespace app {

void ask_for_message_body(AppState& state) {
  FileQuestion question;
  question.title = "Choose a body";
  question.button = "Use as body";
  question.then = [](const ActionContext& then, const std::filesystem::path& file) {
    then.errands.push_back(read_message_body(file));
  };
  ask_for_file(state, std::move(question));
}

}  // namespace app
