#pragma once

#include "app/actions/actions.h"
#include "app/panels/panel.h"
#include "app/state/share_state.h"

namespace app {

// Saves, opens or imports recordings on another thread and says what came of it. What is open
// stays as it is until a file is read as a whole.
Errand share_errand(const ShareWish& wish, const ActionContext& context, const Outside& outside);

}  // namespace app
