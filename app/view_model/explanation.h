#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/view_model/finding_rows.h"
#include "emulator/engine/snapshot.h"
#include "emulator/explain/explain_hop.h"
#include "emulator/model/edit.h"

// What the Explain tab shows of one hop.
namespace app {

// A likely cause of what is wrong with the hop, and ways out.
struct ExplainedCause {
  emulator::Finding finding;
  std::string facts;                   // "3.3, 8.3"
  std::optional<emulator::Edit> edit;  // that mends it, where no decision is needed
  std::string edit_words;              // "Change preprocess"
  FindingTarget target;                // a field to look at; Nowhere: none
  bool has_log = false;                // its stage wrote something
};

struct Explanation {
  std::vector<emulator::Paragraph> first;  // what is not real: before anything else
  std::vector<ExplainedCause> causes;      // worst first
  std::vector<emulator::Paragraph> rest;
};

// Hop 0 is an invocation that no container saw.
Explanation explanation(const emulator::EngineSnapshot& now,
                        const emulator::InvocationPtr& invocation, int hop);

// The same as text, to be copied.
std::string explanation_text(const Explanation& explanation);

// "[C][U] 3.3, 3.4": a sentence's evidence as its chip shows it; "" where it rests on no fact.
std::string evidence_text(const emulator::Sentence& sentence);

}  // namespace app
