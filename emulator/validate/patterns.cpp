#include "emulator/validate/patterns.h"

#include <algorithm>

namespace emulator {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z') || is_digit(c); }
bool is_lower_or_hyphen(char c) { return is_lower(c) || c == '-'; }
bool is_region_character(char c) { return is_lower_or_hyphen(c) || is_digit(c); }

template <std::size_t N>
auto alphanumeric_or(const char (&others)[N]) {
  const std::string_view set(others, N - 1);
  return [set](char c) { return is_alphanumeric(c) || set.find(c) != set.npos; };
}

// Takes a text apart from the left.
class Scan {
 public:
  explicit Scan(std::string_view text) : rest_(text) {}

  bool literal(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  template <typename Predicate>
  std::string_view run(Predicate matches) {
    const auto end = std::ranges::find_if_not(rest_, matches);
    const auto count = static_cast<std::size_t>(end - rest_.begin());
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  bool digits(std::size_t count) { return run(is_digit).size() == count; }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

template <typename Predicate>
bool is_run_of(std::string_view text, Predicate matches) {
  return !text.empty() && std::ranges::all_of(text, matches);
}

}  // namespace

bool is_name(std::string_view text) {
  return is_run_of(text, alphanumeric_or("-")) && text.front() != '-' && text.back() != '-';
}

bool is_image(std::string_view text) {
  return is_run_of(text, [](char c) {
    return std::string_view(" \t\r\n\f\v").find(c) == std::string_view::npos;
  });
}

bool is_data_url(std::string_view text) {
  Scan scan(text);
  if (!scan.literal("s3://") && !scan.literal("https://")) return false;
  // `.` stands for no line break.
  return !scan.rest().empty() && scan.rest().front() != '/' &&
         !scan.run([](char c) { return c != '/'; }).empty() &&
         scan.rest().find_first_of("\r\n") == std::string_view::npos;
}

bool is_role_arn(std::string_view text) {
  Scan scan(text);
  if (!scan.literal("arn:aws")) return false;
  scan.run(is_lower_or_hyphen);
  if (!scan.literal(":iam::") || !scan.digits(12) || !scan.literal(":role")) return false;
  return is_run_of(scan.rest(), alphanumeric_or("_+=,.@-/"));
}

bool is_model_package_name(std::string_view text) {
  Scan scan(text);
  if (scan.literal("arn:aws")) {
    scan.run(is_lower_or_hyphen);
    if (!scan.literal(":sagemaker:")) return false;
    scan.run(is_region_character);
    if (!scan.literal(":") || !scan.digits(12) || !scan.literal(":")) return false;
    scan.run(is_lower_or_hyphen);
    if (!scan.literal("/")) return false;
  }
  const std::string_view name = scan.run(alphanumeric_or("-"));
  if (!is_name(name) || name.size() > 63) return false;
  if (scan.rest().empty()) return true;
  if (!scan.literal("/")) return false;
  const std::size_t version = scan.run(is_digit).size();
  return version >= 1 && version <= 9 && scan.rest().empty();
}

bool is_channel_name(std::string_view text) { return is_run_of(text, alphanumeric_or(".-_")); }

bool is_variable_name(std::string_view text) {
  return is_run_of(text, alphanumeric_or("_")) && !is_digit(text.front());
}

bool is_vpc_id(std::string_view text) { return is_run_of(text, alphanumeric_or("-")); }

bool is_metrics_path(std::string_view text) {
  return text.size() >= 2 && text.front() == '/' && text.find("..") == text.npos &&
         is_run_of(text, alphanumeric_or("/_.-"));
}

bool is_tag_text(std::string_view text) {
  const auto allowed = alphanumeric_or(" _.:/=+-@");
  return std::ranges::all_of(
      text, [&](char c) { return static_cast<unsigned char>(c) >= 0x80 || allowed(c); });
}

std::string_view ecr_region(std::string_view image) {
  Scan scan(image);
  if (!scan.digits(12) || !(scan.literal(".dkr.ecr.") || scan.literal(".dkr.ecr-fips."))) return {};
  const std::string_view region = scan.run(is_region_character);
  if (!scan.literal(".amazonaws.com")) return {};
  scan.literal(".cn");
  return scan.literal("/") && !scan.rest().empty() ? region : std::string_view{};
}

}  // namespace emulator
