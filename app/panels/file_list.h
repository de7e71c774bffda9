#pragma once

#include "app/panels/panel.h"
#include "app/view_model/file_dialog_layout.h"

// The file dialog's middle: the columns and the rows of the folder.
namespace app {

// The rows that are listed, made anew where the folder, the filter or the order changed.
const std::vector<std::size_t>& listed_rows(FileDialogState& state);
// The entry of the chosen row; null where there is none.
const FolderEntry* chosen_entry(FileDialogState& state);

// Draws them; arrows move, a click chooses. True when a row was opened by a double click.
bool draw_file_list(const PanelInput& in, FileDialogState& state, const FileDialogLayout& at,
                    const Style& style);

}  // namespace app
