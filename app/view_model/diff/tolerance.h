#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace app {

// How far two numbers may be from each other and still count as the same. The wider one holds.
struct Tolerance {
  double relative = 1e-9;  // of the larger number
  double absolute = 0;
  bool operator==(const Tolerance&) const = default;
};

bool same_number(double before, double after, const Tolerance& tolerance);
// The number that the whole text is, blanks around it aside.
std::optional<double> number_in(std::string_view text);
// Equal texts, or both numbers that count as the same. `near`: only the tolerance makes them so.
bool same_value(std::string_view before, std::string_view after, const Tolerance& tolerance,
                bool& near);

// "1e-9 relative", "0.01 absolute or 1e-6 relative", "exactly"
std::string to_text(const Tolerance& tolerance);
// "1e-9", "0.5 %" as typed; nothing where that is no number from 0 on.
std::optional<double> typed_tolerance(std::string_view text);
// The number as it is typed.
std::string short_number(double number);

}  // namespace app
