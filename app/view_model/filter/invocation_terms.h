#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "emulator/base/query_terms.h"
#include "emulator/model/invocation.h"

namespace app {

using InvocationTest = std::function<bool(const emulator::Invocation&)>;

// What a word with that key asks of an invocation. The word has a value. nullopt: the value cannot
// mean anything.
std::optional<InvocationTest> invocation_test(std::string_view key,
                                              const emulator::QueryWord& word);
// Part of the id, the names, the request id or the note.
InvocationTest invocation_text_test(std::string text);

}  // namespace app
