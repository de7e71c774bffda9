#pragma once

namespace emulator {

// One function for std::visit out of one lambda for each alternative.
template <typename... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
// C++20 makes this guide by itself; clang does from version 17 on.
template <typename... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace emulator
