#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/view_model/definition_fields.h"
#include "emulator/model/edit.h"
#include "emulator/model/finding.h"

namespace app {

// A stage or the model while it is being changed, before anybody else knows. A value.
struct DefinitionDraft {
  enum class Subject { NewStage, Stage, Model };
  // What somebody typed where the text is not the value itself, and what is wrong with it.
  struct Typed {
    std::string text;
    std::string problem;
  };

  Subject subject = Subject::Stage;
  std::size_t at = 0;            // where a new stage goes
  emulator::Stage stage;         // inflated: every optional object is there
  emulator::ModelMembers model;  // the same
  emulator::Stage stage_before;
  emulator::ModelMembers model_before;
  std::map<std::string, Typed> typed;  // by typed_key()
  std::uint64_t version = 0;           // counts changes
};

DefinitionDraft draft_of_stage(const emulator::Stage& stage);
// A stage that would stand at `at`, made of a template: a container of its own name, a process.
DefinitionDraft draft_of_new_stage(const emulator::Pipeline& pipeline, std::size_t at);
DefinitionDraft draft_of_model(const emulator::ModelMembers& model);

// The rows of one page; they look into the draft.
std::vector<FieldGroup> groups_of(DefinitionDraft& draft, FieldPage page);

// A text was typed into a field; the draft follows where it can.
void type_into(DefinitionDraft& draft, FieldPage page, const EditField& field, std::string text);
// What the field shows, and what is wrong with it.
DefinitionDraft::Typed shown_in(const DefinitionDraft& draft, FieldPage page,
                                const EditField& field);
void put_rows(DefinitionDraft& draft, const EditField& field, NameValues rows);
// A group was taken away or added: what was typed no longer belongs to the same fields.
void regrouped(DefinitionDraft& draft);

// The edit that makes the pipeline what the draft says. Members that were left empty are absent
// again.
emulator::Edit edit_of(const DefinitionDraft& draft, const emulator::Pipeline& pipeline);
// Applying it would change something.
bool is_changed(const DefinitionDraft& draft);
// Something that was typed cannot be a value.
bool has_problems(const DefinitionDraft& draft);

// What the rules say about the draft's subject, each at the member it is about.
struct DraftFinding {
  FieldPage page = FieldPage::Container;
  std::string path;  // "" for the subject as a whole
  emulator::Severity severity = emulator::Severity::Warning;
  std::string message;
  std::string fix;
};
std::vector<DraftFinding> check_draft(const DefinitionDraft& draft,
                                      const emulator::Pipeline& pipeline);

// The findings under one field: those about it or about something within it.
std::vector<const DraftFinding*> findings_under(const std::vector<DraftFinding>& findings,
                                                FieldPage page, const std::string& path);

// Where a finding's pointer leads in an editor of its subject.
struct FieldPlace {
  FieldPage page = FieldPage::Container;
  std::string path;
};
FieldPlace field_at(const emulator::Pipeline& pipeline, std::size_t stage,
                    const std::string& pointer);
FieldPlace model_field_at(const emulator::Pipeline& pipeline, const std::string& pointer);

// A ContainerHostname like `wish` that no stage has.
std::string unique_hostname(const emulator::Pipeline& pipeline, const std::string& wish);
// A copy with an id and, where it has one, a ContainerHostname of its own.
emulator::Stage duplicate_of(const emulator::Pipeline& pipeline, std::size_t at);

// A path as the file would say it: relative to the pipeline's folder where it lies below.
std::string path_from(const std::filesystem::path& folder, const std::filesystem::path& chosen);

}  // namespace app
