#pragma once

#include <filesystem>
#include <memory>

#include "emulator/base/result.h"
#include "emulator/model/body.h"
#include "emulator/trace/body_limits.h"

namespace emulator {

// Keeps recorded bodies within bounds: the oldest (by id) move from memory to disk, then are not
// kept. add() only notes the body; moving happens on a thread of its own, so nobody waits for a
// disk: where the disk is full, unwritable or too slow, the body is not kept instead.
// Holds no body: one that nobody else has any more is gone, from the disk too.
// On disk bodies are in files that have no name, in a folder open to the user alone; nothing of
// them is left behind, however the process ends. The folder is made when it is first needed and
// removed in the destructor.
// Thread-safe.
class BodyStore {
 public:
  // `folder` empty: hoplens/bodies below the user's cache folder.
  explicit BodyStore(BodyLimits limits, std::filesystem::path folder = {});
  ~BodyStore();  // bodies on disk become NotKept; those in memory stay as they are
  BodyStore(const BodyStore&) = delete;
  BodyStore& operator=(const BodyStore&) = delete;

  // Adding a body twice counts once. From here on the body's content may leave memory at any
  // moment: whoever still has to send it holds its in_memory() from before.
  void add(BodyPtr body);
  // The content wherever it is; reads the disk, so never from the hop path or the UI thread.
  // Error NotFound when it is not kept any more.
  Result<std::shared_ptr<const Bytes>> load(const Body& body) const;
  // May still count bodies that nobody has any more; they are forgotten as others come.
  BodyUsage usage() const;
  void set_limits(BodyLimits limits);
  void clear();   // wipes memory and disk; every body that was added becomes NotKept
  void settle();  // waits until nothing is left to move and all dead bodies are forgotten (tests)

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace emulator
