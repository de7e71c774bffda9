#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "app/errands/errand.h"

namespace app {

// Runs errands on threads of its own, made as they are needed: one that hangs in a dead folder
// leaves the others to the rest. submit() and take_finished() are safe from any thread and never
// wait for work. The destructor drops what has not begun and gives what has two seconds; what
// hangs longer is left behind, and its outcome dropped.
class ErrandRunner {
 public:
  // `wake` is called from a thread of the runner after each errand; it must return at once.
  explicit ErrandRunner(std::function<void()> wake);
  ~ErrandRunner();
  ErrandRunner(const ErrandRunner&) = delete;
  ErrandRunner& operator=(const ErrandRunner&) = delete;

  void submit(Errand errand);
  // In the order in which they ended.
  std::vector<AfterErrand> take_finished();
  std::uint64_t finished_count() const;

 private:
  struct Desk;
  static void work_at(const std::shared_ptr<Desk>& desk);

  std::shared_ptr<Desk> desk_;  // outlives the runner where a thread hangs
};

}  // namespace app
