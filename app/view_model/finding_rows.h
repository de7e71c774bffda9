#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/view_model/definition_draft.h"
#include "emulator/engine/snapshot.h"
#include "emulator/model/edit.h"

namespace app {

// What is odd right now, worst first: about the definition, the launch and the invocation that is
// looked at. Points into the snapshot.
struct FindingRows {
  std::vector<const emulator::Finding*> rows;
  bool any_error = false;
};

FindingRows finding_rows(const emulator::EngineSnapshot& now, emulator::InvocationId selected);

// How many rules a definition without findings keeps.
std::size_t rules_checked();

// "Error", "Warning", "Note"
std::string_view severity_word(emulator::Severity severity);

// The edits that mend the rows, where no decision is needed; made once per definition, findings
// and invocation.
class FindingFixes {
 public:
  void follow(const emulator::EngineSnapshot& now, const FindingRows& rows,
              const emulator::InvocationPtr& invocation);
  // Of that row, if it was followed in this snapshot; null: none.
  const emulator::Edit* of(const emulator::EngineSnapshot& now, std::size_t row) const;

 private:
  std::shared_ptr<const emulator::Pipeline> pipeline_;
  std::shared_ptr<const std::vector<emulator::Finding>> findings_;
  emulator::InvocationPtr invocation_;
  std::vector<std::optional<emulator::Edit>> edits_;
};

// Where a finding can be looked at.
struct FindingTarget {
  enum class Kind { Nowhere, Stage, StageField, ModelField, Hop };
  Kind kind = Kind::Nowhere;
  std::size_t stage = 0;
  FieldPlace field;
  int hop = 0;
};
FindingTarget target_of(const emulator::EngineSnapshot& now, const emulator::Finding& finding,
                        const emulator::InvocationPtr& invocation);

}  // namespace app
