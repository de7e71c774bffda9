#pragma once

#include "app/panels/panel.h"

// The open pipeline's file was written by somebody else: what is said and asked then.
namespace app {

// The banner's content: Reload, do so from now on whenever it changes, or Keep mine.
PanelResult draw_changed_on_disk(const PanelInput& in, DiskState& disk, Settings& settings,
                                 const Style& style);
// Before such a file is saved over.
PanelResult draw_save_over(const PanelInput& in, AppState& state, const Style& style);

}  // namespace app
