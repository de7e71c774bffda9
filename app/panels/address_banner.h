#pragma once

#include "app/panels/panel.h"

namespace app {

// The banner of an address that could not be opened, with the ways out.
bool tells_address_closed(const emulator::EngineSnapshot& now, const AddressState& state);
PanelResult draw_address_closed(const PanelInput& in, AddressState& state, const Style& style);

}  // namespace app
