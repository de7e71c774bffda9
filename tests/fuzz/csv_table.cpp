#include "app/view_model/bodies/csv_table.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "tests/fuzz/support/fuzz.h"

// A CSV body as the table on the screen.
namespace fuzz {

void try_input(std::string_view input) {
  constexpr std::size_t kMostRecords = 100;
  const app::CsvTable table = app::build_csv_table(input);
  promise(table.bytes <= input.size(), "a table is of its text");
  promise(std::ranges::is_sorted(table.starts), "records follow one another");
  for (std::size_t at = 0; at < std::min(table.records(), kMostRecords); ++at) {
    promise(app::csv_record(table, input, at).size() <= input.size(), "a record is in the text");
    for (const std::string& field : app::csv_fields(table, input, at)) {
      promise(emulator::is_valid_utf8(field), "what is drawn is UTF-8");
      (void)app::is_number(field);
    }
  }
}

}  // namespace fuzz
