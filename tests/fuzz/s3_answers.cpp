#include "emulator/fetch/fetch_errors.h"
#include "emulator/fetch/s3_requests.h"
#include "tests/fuzz/support/fuzz.h"

// S3's answers, addresses, and the names of its objects.
namespace fuzz {
namespace {

void try_listing(std::string_view input) {
  const auto listing = emulator::parse_s3_listing(input);
  if (!listing) return;
  const auto names = emulator::s3_file_names(listing->objects, "");
  if (!names) return;
  promise(names->size() == listing->objects.size(), "each object becomes a file");
  for (const auto& name : *names)
    promise(name.is_relative() && is_below("/folder" / name, "/folder"), "no file outside");
}

void try_problem(std::string_view input) {
  (void)emulator::parse_s3_problem(input);
  for (const int status : {301, 403, 404, 503}) {
    const emulator::HttpGot got{
        .status = status, .headers = {}, .length = {}, .text = std::string(input)};
    promise(!emulator::explain_s3(got, {.url = "s3://bucket/key"}).what.empty(), "S3 is explained");
    promise(!emulator::explain_https(got, "https://host/").what.empty(), "https is explained");
  }
}

void try_names(const std::string& text) {
  for (const bool keep_slashes : {false, true}) {
    std::string decoded;
    promise(
        emulator::uri_decode(emulator::uri_encode(text, keep_slashes), decoded) && decoded == text,
        "what was encoded can be decoded");
  }
  std::string ignored;
  emulator::uri_decode(text, ignored, true);
  (void)emulator::shown_url(text);
  (void)emulator::parse_s3_url(text);
}

}  // namespace

void try_input(std::string_view input) {
  try_listing(input);
  try_problem(input);
  try_names(std::string(input));
}

}  // namespace fuzz
