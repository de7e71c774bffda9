#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "app/view_model/diff/diff_wish.h"
#include "emulator/model/ids.h"
#include "emulator/model/invocation.h"

namespace app {

struct InvocationComparison;
struct MessageDiff;

enum class DiffAgainst {
  Invocation,  // the same message of another invocation
  Messages,    // the request of the same hop, for a response
  Edit,        // what it was before somebody edited it
};
enum class DiffSide { Request, Response };

// Which comparison: two messages, and how they are compared.
struct DiffKey {
  emulator::InvocationId invocation, other;
  int hop = 0, other_hop = 0;  // 1-based; 0: the client's messages
  DiffAgainst against = DiffAgainst::Invocation;
  DiffSide side = DiffSide::Response;
  DiffWish wish;
  bool operator==(const DiffKey&) const = default;
};

// A comparison that was made, or is on its way.
struct KeptDiff {
  DiffKey key;
  std::shared_ptr<const MessageDiff> diff;  // null: on its way
};

struct DiffTabState {
  DiffAgainst against = DiffAgainst::Invocation;
  DiffSide side = DiffSide::Response;
  bool client = false;  // what the client sent and got, not what the hop did
  DiffForm form = DiffForm::Auto;
  std::list<KeptDiff> kept;  // the last few, newest first
  std::size_t chosen = 0;    // which difference, from 0
  int step = 0;              // to the next (1) or previous (-1) difference, once
  bool copy = false;         // all of it, once
  DiffKey shown;             // in the last frame: another one starts at its top
};

// Which invocation the selected one is compared with, as long as these hold.
struct KeptBase {
  emulator::InvocationId of, marked;
  std::uint64_t total = 0;  // of the trace
  emulator::InvocationId base;
  std::string why;  // "marked", "previous with the same request"
};

struct KeptComparison {
  emulator::InvocationPtr before, after;
  Tolerance tolerance;
  std::shared_ptr<const InvocationComparison> comparison;  // null: on its way
};

// Which two things are compared, and how that is looked at.
struct CompareState {
  Tolerance tolerance;
  std::string relative = "1e-9", absolute = "0";  // as typed
  DiffTabState tab;
  KeptBase base;
  KeptComparison table;
};

}  // namespace app
