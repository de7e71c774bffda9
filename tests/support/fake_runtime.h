#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "emulator/runtime/runtime.h"
#include "tests/support/http_stage.h"

namespace test {

// Starts stages that live inside the test and remembers what it was asked.
class FakeRuntime final : public emulator::Runtime {
 public:
  // Stages not given an answer append their name.
  void answer(const std::string& name, HttpStage::Answer answer) {
    const std::lock_guard lock(mutex_);
    answers_[name] = std::move(answer);
  }
  // The stage writes that line when it is started.
  void say(const std::string& name, std::string line) {
    const std::lock_guard lock(mutex_);
    lines_[name] = std::move(line);
  }
  int starts() const { return starts_; }
  int stops() const { return *stops_; }

  emulator::Result<std::unique_ptr<emulator::RunningStage>> start(
      const emulator::StageLaunchPlan& plan, emulator::StageNews news, std::stop_token) override {
    ++starts_;
    news.log({{plan.stage, std::chrono::system_clock::now(), emulator::LogStream::Out,
               plan.container_name + " started"}});
    const std::lock_guard lock(mutex_);
    if (const auto line = lines_.find(plan.container_name); line != lines_.end())
      news.log(
          {{plan.stage, std::chrono::system_clock::now(), emulator::LogStream::Err, line->second}});
    const auto found = answers_.find(plan.container_name);
    return std::make_unique<Stage>(
        found == answers_.end() ? appending(plan.container_name) : found->second, stops_);
  }

 private:
  class Stage final : public emulator::RunningStage {
   public:
    Stage(HttpStage::Answer answer, std::shared_ptr<std::atomic<int>> stops)
        : stage_(std::move(answer)), stops_(std::move(stops)) {}
    emulator::StageAddress address() const override { return stage_.address(); }
    std::string describe() const override { return "fake"; }
    std::optional<emulator::StageExit> exited() override { return std::nullopt; }
    bool wait_exit(emulator::SteadyTime deadline, std::stop_token stop) override {
      std::mutex mutex;
      std::unique_lock lock(mutex);
      std::condition_variable_any never;
      never.wait_until(lock, stop, deadline, [] { return false; });
      return false;
    }
    void stop(emulator::Nanoseconds, std::stop_token) override { ++*stops_; }

   private:
    HttpStage stage_;
    std::shared_ptr<std::atomic<int>> stops_;
  };

  std::mutex mutex_;
  std::map<std::string, HttpStage::Answer> answers_;
  std::map<std::string, std::string> lines_;
  std::atomic<int> starts_{0};
  std::shared_ptr<std::atomic<int>> stops_ = std::make_shared<std::atomic<int>>(0);
};

}  // namespace test
