#include "app/view_model/finding_rows.h"

#include <algorithm>

namespace app {

FindingRows finding_rows(const emulator::EngineSnapshot& now, emulator::InvocationId selected) {
  FindingRows out;
  for (const emulator::Finding& finding : *now.findings) out.rows.push_back(&finding);
  if (const auto invocation = now.trace->find(selected))
    for (const emulator::Finding& finding : invocation->findings) out.rows.push_back(&finding);
  std::ranges::stable_sort(out.rows, {}, &emulator::Finding::severity);
  out.any_error = !out.rows.empty() && out.rows.front()->severity == emulator::Severity::Error;
  return out;
}

}  // namespace app
