#include "app/view_model/explanation.h"

#include <algorithm>

#include "app/view_model/humanise.h"
#include "emulator/model/diagnoses.h"
#include "emulator/validate/fixes.h"

namespace app {
namespace {

using emulator::EngineSnapshot;
using emulator::Finding;
using emulator::Invocation;

emulator::StageId stage_of(const EngineSnapshot& now, const Invocation& invocation, int hop) {
  const auto at = static_cast<std::size_t>(hop) - 1;
  if (hop >= 1 && at < invocation.hops.size()) return invocation.hops[at]->stage;
  if (hop < 1 || at >= invocation.order.size()) return {};
  const auto stage = emulator::find_container(*now.pipeline, invocation.order[at]);
  return stage ? now.pipeline->stages[*stage].id : emulator::StageId{};
}

// What launch and log say about the stage now explains what its hop did; what the definition says
// has a pointer and its own place.
bool is_about_run(const Finding& finding, emulator::StageId stage) {
  return stage && finding.stage == stage && finding.pointer.empty();
}

ExplainedCause cause_of(const EngineSnapshot& now, const Finding& finding,
                        const emulator::InvocationPtr& invocation) {
  ExplainedCause cause;
  cause.finding = finding;
  cause.facts = emulator::facts_of_finding(finding.id);
  cause.edit = emulator::mechanical_fix(*now.pipeline, finding);
  if (cause.edit) cause.edit_words = emulator::describe(*now.pipeline, *cause.edit);
  cause.target = target_of(now, finding, invocation);
  if (cause.target.kind == FindingTarget::Kind::Hop) cause.target = {};
  cause.has_log = finding.stage && !last_lines(*now.logs, finding.stage, 1).empty();
  return cause;
}

std::vector<ExplainedCause> causes_of(const EngineSnapshot& now,
                                      const emulator::InvocationPtr& invocation, int hop) {
  const emulator::StageId stage = stage_of(now, *invocation, hop);
  std::vector<ExplainedCause> causes;
  for (const Finding& finding : invocation->findings)
    if (finding.stage == stage || !finding.stage)
      causes.push_back(cause_of(now, finding, invocation));
  for (const Finding& finding : *now.findings) {
    if (!is_about_run(finding, stage)) continue;
    const bool told = std::ranges::any_of(causes, [&](const ExplainedCause& cause) {
      return cause.finding.id == finding.id && cause.finding.stage == finding.stage;
    });
    if (!told) causes.push_back(cause_of(now, finding, invocation));
  }
  std::ranges::stable_sort(causes, {},
                           [](const ExplainedCause& cause) { return cause.finding.severity; });
  return causes;
}

void add_text(const std::vector<emulator::Paragraph>& paragraphs, std::string& out) {
  for (const emulator::Paragraph& paragraph : paragraphs) {
    out += paragraph.title + "\n";
    for (const emulator::Sentence& sentence : paragraph.sentences) {
      out += "- " + sentence.text;
      if (!sentence.setting.empty()) out += " (setting " + sentence.setting + ")";
      if (!sentence.facts.empty()) out += " " + evidence_text(sentence);
      out += "\n";
    }
  }
}

}  // namespace

Explanation explanation(const EngineSnapshot& now, const emulator::InvocationPtr& invocation,
                        int hop) {
  const emulator::ContractProfile& profile =
      invocation->profile ? *invocation->profile : now.pipeline->local.profile;
  Explanation out;
  out.rest = emulator::explain_hop({profile, *invocation, hop});
  if (!out.rest.empty() && out.rest.front().title == emulator::kNotReal) {
    out.first.push_back(std::move(out.rest.front()));
    out.rest.erase(out.rest.begin());
  }
  out.causes = causes_of(now, invocation, hop);
  return out;
}

std::string explanation_text(const Explanation& explanation) {
  std::string out;
  add_text(explanation.first, out);
  for (const ExplainedCause& cause : explanation.causes) {
    out += std::string(severity_word(cause.finding.severity)) + " " + cause.finding.id + ": " +
           cause.finding.message + "\n";
    if (!cause.finding.fix.empty()) out += "  → " + cause.finding.fix + "\n";
  }
  add_text(explanation.rest, out);
  return out;
}

std::string evidence_text(const emulator::Sentence& sentence) {
  return sentence.facts.empty() ? "" : sentence.evidence + " " + sentence.facts;
}

}  // namespace app
