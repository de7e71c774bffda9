#include "app/workspace.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace app {
namespace {

using Kind = WorkspaceState::Wish::Kind;

TabTitle title_of(const Tab& tab) {
  const emulator::SnapshotPtr now = tab.snapshot();
  TabTitle title;
  title.name = now->open ? now->pipeline->model.model_name : "New tab";
  if (now->open && title.name.empty()) title.name = "Unnamed pipeline";
  title.service = now->service;
  title.unsaved = now->unsaved;
  title.calls = now->notice.has_value() || !now->debug->held.empty();
  return title;
}

}  // namespace

Workspace::Workspace(std::unique_ptr<Tab> first, MakeTab make) : make_(std::move(make)) {
  tabs_.push_back(std::move(first));
}

Workspace::~Workspace() = default;

std::vector<TabTitle> Workspace::titles() const {
  std::vector<TabTitle> titles;
  titles.reserve(tabs_.size());
  for (const auto& tab : tabs_) titles.push_back(title_of(*tab));
  return titles;
}

void Workspace::frame(const Style& style) {
  let_go();
  Tab& tab = active();
  tab.app().show_tabs(titles(), active_, make_ != nullptr);
  for (emulator::Command& command : tab.app().frame(tab.snapshot(), style))
    tab.submit(std::move(command));
  if (const auto wish = tab.app().take_tab_wish()) obey(*wish);
  go_on_closing();
}

void Workspace::obey(const WorkspaceState::Wish& wish) {
  if (closing_all_ || wish.tab >= tabs_.size()) return;
  if (wish.kind == Kind::Quit) close();
  if (wish.kind == Kind::New) add();
  if (wish.kind == Kind::Show) show(wish.tab);
  if (wish.kind == Kind::Close) ask_to_close(wish.tab);
}

void Workspace::add() {
  if (!make_) return;
  auto made = make_();
  if (!made) return active().submit(emulator::Notify{made.error()});
  tabs_.insert(tabs_.begin() + static_cast<std::ptrdiff_t>(active_) + 1, std::move(*made));
  show(active_ + 1);
}

void Workspace::show(std::size_t tab) {
  if (tab == active_) return;
  tabs_[tab]->app().take_over_window(active().app());
  active_ = tab;
  ++changes_;
}

// The last one stays: that would be closing the window.
void Workspace::ask_to_close(std::size_t tab) {
  if (tabs_.size() < 2) return;
  show(tab);
  active().app().close(*active().snapshot());
}

void Workspace::close() {
  if (done_) return;
  closing_all_ = true;
  active().app().close(*active().snapshot());
  go_on_closing();
}

void Workspace::go_on_closing() {
  while (active().app().wants_to_close()) {
    if (tabs_.size() == 1) return (void)(done_ = true);
    remove_active();
    if (!closing_all_) return;
    active().app().close(*active().snapshot());
  }
  if (closing_all_ && !active().app().asks_to_leave()) closing_all_ = false;
}

void Workspace::remove_active() {
  std::unique_ptr<Tab> closed = std::move(tabs_[active_]);
  tabs_.erase(tabs_.begin() + static_cast<std::ptrdiff_t>(active_));
  active_ = std::min(active_, tabs_.size() - 1);
  active().app().take_over_window(closed->app());
  closed->leave();
  closed->app().end(*closed->snapshot());
  leaving_.push_back(std::move(closed));
  ++changes_;
}

void Workspace::let_go() {
  std::erase_if(leaving_, [](const auto& tab) { return tab->has_left(); });
}

std::uint64_t Workspace::generation() const {
  const auto sum = [](std::uint64_t so_far, const auto& tab) { return so_far + tab->generation(); };
  // A closed tab's own count went with it: `changes_` makes up for it.
  return std::accumulate(tabs_.begin(), tabs_.end(), changes_ << 40U, sum);
}

void Workspace::end() {
  for (const auto& tab : tabs_) {
    if (tab != tabs_[active_]) tab->app().take_over_window(active().app());
    tab->app().end(*tab->snapshot());
  }
}

}  // namespace app
