#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

// What the harnesses share. A harness is one file that defines try_input().
namespace fuzz {

// Reads one input with the parser under test, and checks what it promises.
void try_input(std::string_view input);

// Ends the run with `what` where a promise is broken; the fuzzer keeps the input.
void promise(bool kept, const char* what);

// Hands `text` on in pieces of lengths that the text alone decides, so that an input always does
// the same.
void in_pieces(std::string_view text, const std::function<void(std::string_view)>& take);

// A number below `end` that the text alone decides; of another `salt` another one.
std::size_t pick(std::string_view text, std::size_t end, unsigned salt = 0);

// A private folder in memory where the system has that, gone at the program's end. One per program.
const std::filesystem::path& scratch_folder();
void write_file(const std::filesystem::path& file, std::string_view bytes);

bool is_below(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace fuzz
