#pragma once

#include "app/panels/panel.h"

// What an export leaves to be filled in: a part of the export dialog.
namespace app {

struct ExportFindingsLook {
  EditorState& editor;  // opened by "Fill in"; the export dialog comes back after it
  const Style& style;
};

// One row a finding, with a button that leads to the field where there is one.
void draw_export_findings(const PanelInput& in, const ExportText& text, const Rect& place,
                          const ExportFindingsLook& look);

}  // namespace app
