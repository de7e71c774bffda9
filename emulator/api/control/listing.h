#pragma once

#include <string>
#include <vector>

#include "emulator/api/control/records.h"
#include "emulator/api/control/service_error.h"
#include "emulator/codec/json_text.h"

// Sorting, filtering and paging of List… operations (contract 4.20).
namespace emulator {

struct ListedItem {
  std::uint64_t number = 0;  // of its creation
  std::string name;
  WallTime created;
  WallTime modified;   // endpoints
  std::string status;  // endpoints
  std::string json;
};

ListedItem listed(const ResourceFacts& facts, std::string json);

// {"Models":[…],"NextToken":"…"}: one page of what the request's filters leave. A token names the
// last item that was told, so that what is made or deleted meanwhile moves nothing; it is good for
// the order it was made in, and refused otherwise.
Answered list_answer(std::string_view member, std::vector<ListedItem> items,
                     const JsonNode& request);

// A token of one's own making: where to go on, guarded against mistakes.
std::string make_token(std::string_view purpose, std::string_view position);
// The position; none where the token is not one that was made for this purpose.
std::optional<std::string> read_token(std::string_view purpose, std::string_view token);
tl::unexpected<ServiceError> refuse_token();

}  // namespace emulator
