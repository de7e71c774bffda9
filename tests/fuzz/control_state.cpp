#include <nlohmann/json.hpp>

#include "emulator/api/control/state_text.h"
#include "tests/fuzz/support/fuzz.h"

// sagemaker.state.json: what can be read is written and read again as it was.
namespace fuzz {

void try_input(std::string_view input) {
  emulator::Records records;
  records.numbers = 7;
  const auto read = emulator::read_state(input, "state", records);
  if (!read) {
    promise(!read.error().what.empty() && !read.error().next_step.empty(), "an error says so");
    promise(records.numbers == 7 && records.models.empty() && records.endpoints.empty(),
            "what cannot be read changes nothing");
    return;
  }
  promise(input.find('\0') == input.npos, "a NUL is not the end");
  for (const auto& [name, endpoint] : records.endpoints)
    promise(endpoint->status == "Creating" && endpoint->next && !endpoint->live,
            "an endpoint is Creating");
  const std::string text = emulator::state_text(records);
  promise(nlohmann::json::accept(text), "what is kept is JSON");
  emulator::Records again;
  promise(emulator::read_state(text, "state", again).has_value(), "what is kept can be read");
  promise(emulator::state_text(again) == text, "and is the same");
}

}  // namespace fuzz
