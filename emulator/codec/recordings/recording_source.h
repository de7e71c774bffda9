#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

#include "emulator/base/result.h"
#include "emulator/model/invocation.h"

// What all writers of recordings are handed, so that they hold one invocation at a time.
namespace emulator {

using Content = std::shared_ptr<const Bytes>;
// A body's content wherever it is kept.
using LoadContent = std::function<Result<Content>(const Body&)>;
// Told how much is done; false: stop. May be empty.
using Progress = std::function<bool(std::size_t done)>;
// Takes the text piece by piece.
using TextSink = std::function<Result<void>(std::string_view)>;

struct RecordingSource {
  std::size_t count = 0;
  std::function<InvocationPtr(std::size_t)> at;
  LoadContent load;
  Progress progress;
};

// The content of a body in memory, or the words that it is not kept.
Result<Content> content_in_memory(const Body& body);
// Never null: what cannot be had is empty.
Content content_or_nothing(const BodyPtr& body, const LoadContent& load);
// The source of a list that is at hand.
RecordingSource source_of(const std::vector<InvocationPtr>& invocations);
// An error once the user wants no more.
Result<void> go_on(const Progress& progress, std::size_t done);

}  // namespace emulator
