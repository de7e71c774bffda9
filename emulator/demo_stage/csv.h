#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/demo_stage/exchange.h"

// CSV as SageMaker's containers use it: rows only, no header line (contract 8.1).
namespace demo_stage {

using TextRow = std::vector<std::string>;
using NumberRow = std::vector<double>;

// Comma-separated, "quoted" fields with doubled quotes, lines ended by \n or \r\n; blank lines
// are skipped. Refuses a quote that is never closed.
Outcome<std::vector<TextRow>> read_csv(std::string_view text);

// The whole field as a finite number in decimal notation, blanks around it allowed. `row` and
// `column` are 0-based and only name the place in the refusal.
Outcome<double> read_number(std::string_view field, std::size_t row, std::size_t column);

Outcome<std::vector<NumberRow>> to_numbers(const std::vector<TextRow>& rows);

// Shortest decimal text that reads back as the same number.
std::string write_number(double number);
std::string write_csv(const std::vector<NumberRow>& rows);
// The field, quoted where it needs to be.
std::string write_field(std::string_view text);

}  // namespace demo_stage
