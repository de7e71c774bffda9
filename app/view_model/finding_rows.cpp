#include "app/view_model/finding_rows.h"

#include <algorithm>
#include <set>

#include "emulator/model/file_pointer.h"
#include "emulator/validate/fixes.h"
#include "emulator/validate/validate.h"

namespace app {
namespace {

using emulator::EngineSnapshot;
using emulator::Finding;
using Kind = FindingTarget::Kind;

bool is_of(const emulator::InvocationPtr& invocation, const Finding& finding) {
  if (!invocation) return false;
  return std::ranges::any_of(invocation->findings,
                             [&](const Finding& other) { return &other == &finding; });
}

int hop_of(const emulator::Invocation& invocation, emulator::StageId stage) {
  const auto hop = std::ranges::find(invocation.hops, stage,
                                     [](const emulator::HopPtr& each) { return each->stage; });
  return hop == invocation.hops.end() ? 0 : (*hop)->index;
}

bool is_about_model(const EngineSnapshot& now, const Finding& finding) {
  const std::string containers = emulator::model_pointer(*now.pipeline) + "/Containers";
  return !finding.pointer.starts_with("/Local") && !finding.pointer.starts_with("/Requests") &&
         !finding.pointer.starts_with(containers);
}

}  // namespace

FindingRows finding_rows(const EngineSnapshot& now, emulator::InvocationId selected) {
  FindingRows out;
  for (const Finding& finding : *now.findings) out.rows.push_back(&finding);
  if (const auto invocation = now.trace->find(selected))
    for (const Finding& finding : invocation->findings) out.rows.push_back(&finding);
  std::ranges::stable_sort(out.rows, {}, &Finding::severity);
  out.any_error = !out.rows.empty() && out.rows.front()->severity == emulator::Severity::Error;
  return out;
}

std::size_t rules_checked() { return emulator::definition_rules().size(); }

std::string_view severity_word(emulator::Severity severity) {
  switch (severity) {
    case emulator::Severity::Error:
      return "Error";
    case emulator::Severity::Warning:
      return "Warning";
    case emulator::Severity::Info:
      break;
  }
  return "Note";
}

void FindingFixes::follow(const EngineSnapshot& now, const FindingRows& rows,
                          const emulator::InvocationPtr& invocation) {
  if (pipeline_ == now.pipeline && findings_ == now.findings && invocation_ == invocation) return;
  pipeline_ = now.pipeline;
  findings_ = now.findings;
  invocation_ = invocation;
  edits_.clear();
  for (const Finding* finding : rows.rows)
    edits_.push_back(emulator::mechanical_fix(*now.pipeline, *finding));
}

const emulator::Edit* FindingFixes::of(const EngineSnapshot& now, std::size_t row) const {
  if (pipeline_ != now.pipeline || findings_ != now.findings || row >= edits_.size())
    return nullptr;
  return edits_[row] ? &*edits_[row] : nullptr;
}

FindingTarget target_of(const EngineSnapshot& now, const Finding& finding,
                        const emulator::InvocationPtr& invocation) {
  FindingTarget target;
  target.stage = emulator::index_of(*now.pipeline, finding.stage);
  const bool has_stage = target.stage < now.pipeline->stages.size();
  if (is_of(invocation, finding)) {
    target.hop = hop_of(*invocation, finding.stage);
    target.kind = target.hop > 0 ? Kind::Hop : has_stage ? Kind::Stage : Kind::Nowhere;
  } else if (has_stage && !finding.pointer.empty()) {
    target.kind = Kind::StageField;
    target.field = field_at(*now.pipeline, target.stage, finding.pointer);
    // What is missing has no pointer of its own.
    if (finding.id == "D19") target.field.path = "ContainerHostname";
    if (finding.id == "model-data-to-fill-in") target.field.path = "ModelDataUrl";
    if (finding.id == "image-or-package") target.field.path = "Image";
    if (finding.id == "process-command") target.field.path = "Command";
    if (finding.id == "stage-url") target.field.path = "Url";
  } else if (has_stage) {
    target.kind = Kind::Stage;
  } else if (!finding.pointer.empty() && is_about_model(now, finding)) {
    target.kind = Kind::ModelField;
    target.field = model_field_at(*now.pipeline, finding.pointer);
    if (finding.id == "no-execution-role") target.field.path = "ExecutionRoleArn";
  }
  return target;
}

}  // namespace app
