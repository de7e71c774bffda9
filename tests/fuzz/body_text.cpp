#include <algorithm>
#include <array>

#include "app/view_model/bodies/body_kind.h"
#include "app/view_model/bodies/text_index.h"
#include "app/view_model/bodies/visible_text.h"
#include "emulator/base/text.h"
#include "tests/fuzz/support/fuzz.h"

// Any body as text and as bytes on the screen.
namespace fuzz {

void try_input(std::string_view input) {
  constexpr std::array<std::size_t, 4> kColumns{1, 2, 80, 1000};
  constexpr std::size_t kMostRows = 200;
  (void)app::suitable_view("", input);
  (void)app::suitable_view(input, "");
  (void)app::has_right_to_left(input);
  const std::size_t columns = kColumns[pick(input, kColumns.size())];
  promise(emulator::is_valid_utf8(app::visible_text(input, columns)), "what is drawn is UTF-8");

  const std::size_t most = pick(input, input.size() + 2, 1);
  const app::TextIndex index = app::index_text(input, columns, most);
  promise(index.bytes <= input.size(), "an index is of its text");
  promise(std::ranges::is_sorted(index.starts), "rows follow one another");
  for (std::size_t row = 0; row < std::min(index.rows(), kMostRows); ++row)
    promise(emulator::is_valid_utf8(app::text_row(index, input, row)), "a row is UTF-8");
  for (std::size_t row = 0; row < std::min(app::hex_rows(input.size()), kMostRows); ++row)
    promise(emulator::is_valid_utf8(app::hex_row(input, row)), "bytes are shown in ASCII");
}

}  // namespace fuzz
