#include "app/panels/address_banner.h"

#include "app/view_model/address_words.h"
#include "app/widgets/banner.h"

namespace app {

bool tells_address_closed(const emulator::EngineSnapshot& now, const AddressState& state) {
  return now.address && now.address->error && state.dismissed != now.address->error;
}

PanelResult draw_address_closed(const PanelInput& in, AddressState& state, const Style& style) {
  const emulator::Error& error = *in.now.address->error;
  const auto ways = ways_out(*in.now.address);
  std::vector<std::string> labels;
  for (const auto& way : ways) labels.push_back(way.label);
  const auto pressed = draw_banner(style, {error.what, error.next_step}, labels, "Dismiss");
  if (!pressed) return std::nullopt;
  if (*pressed < ways.size())
    return emulator::Command{emulator::OpenAddress{ways[*pressed].options}};
  state.dismissed = error;
  return std::nullopt;
}

}  // namespace app
