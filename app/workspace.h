#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/app.h"
#include "emulator/base/result.h"

namespace app {

// One open pipeline: its engine and its screen. Made by the workspace's host.
class Tab {
 public:
  virtual ~Tab() = default;
  virtual App& app() = 0;
  virtual const App& app() const = 0;
  virtual emulator::SnapshotPtr snapshot() const = 0;
  virtual void submit(emulator::Command command) = 0;
  // Changes when there is something new to draw.
  virtual std::uint64_t generation() const = 0;
  // Its errands end and its stages are to stop; it is let go of when nothing of it runs any more.
  virtual void leave() = 0;
  virtual bool has_left() const = 0;
};

// Several pipelines in one window, each with an engine of its own; one of them is on the screen.
// What belongs to the window (settings, sizes, recent files) goes along from tab to tab. UI thread
// only.
class Workspace {
 public:
  using MakeTab = std::function<emulator::Result<std::unique_ptr<Tab>>()>;
  // `make` opens one more; empty: one is all there is.
  Workspace(std::unique_ptr<Tab> first, MakeTab make);
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  void frame(const Style& style);
  Tab& active() { return *tabs_[active_]; }
  const Tab& active() const { return *tabs_[active_]; }
  std::size_t size() const { return tabs_.size(); }
  // All that are there, those included that were closed and still stop.
  template <typename Visit>
  void each(Visit visit) {
    for (const auto& tab : tabs_) visit(*tab);
    for (const auto& tab : leaving_) visit(*tab);
  }
  std::uint64_t generation() const;

  // Closes one tab after the other; each with unsaved edits asks before.
  void close();
  bool wants_to_close() const { return done_; }
  // After the last frame, when no errand runs any more: what is not written yet is.
  void end();

 private:
  std::vector<TabTitle> titles() const;
  void obey(const WorkspaceState::Wish& wish);
  void add();
  void show(std::size_t tab);
  void ask_to_close(std::size_t tab);
  void go_on_closing();
  void remove_active();
  void let_go();

  std::vector<std::unique_ptr<Tab>> tabs_;     // never empty
  std::vector<std::unique_ptr<Tab>> leaving_;  // closed; their stages still stop
  MakeTab make_;
  std::size_t active_ = 0;
  bool closing_all_ = false;
  bool done_ = false;
  std::uint64_t changes_ = 0;  // of the tabs themselves
};

}  // namespace app
