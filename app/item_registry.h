#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "emulator/base/result.h"

struct ImGuiContext;

namespace app {

// Something on the screen that can be pointed at.
struct Item {
  ImGuiID id = 0;      // 0 for plain text and painted shapes
  std::string label;   // as shown, without "##…"; may be empty
  std::string tag;     // the name given with tag(); may be empty
  std::string window;  // "Main/left": names of the windows around it, without ImGui's suffixes
  ImVec2 min, max;     // pixels, whole item
  ImVec2 visible_min, visible_max;  // the part inside the window's clip rectangle; empty if none
  bool disabled = false;
  bool checked = false;
  bool open = false;      // tree nodes, headers, menus
  bool is_input = false;  // takes text
  bool visible() const { return visible_min.x < visible_max.x && visible_min.y < visible_max.y; }
  ImVec2 centre() const {
    return {(visible_min.x + visible_max.x) / 2, (visible_min.y + visible_max.y) / 2};
  }
  // window/tag, or window/label without a tag: what find() compares with.
  std::string path() const;
};

// Collects the items of each frame of one ImGui context, for the spotlight of lessons and for
// tests. Costs nothing (one branch an item in ImGui) for a context that has no registry.
class ItemRegistry {
 public:
  explicit ItemRegistry(ImGuiContext& context);
  ~ItemRegistry();
  ItemRegistry(const ItemRegistry&) = delete;
  ItemRegistry& operator=(const ItemRegistry&) = delete;

  // The items of the last whole frame, in the order they were drawn.
  const std::vector<Item>& items() const;

  // The one item whose path is `path` or ends in "/path". A tag is preferred to a label, a visible
  // item to one that is scrolled away. None or several: an error that lists candidates.
  emulator::Result<Item> find(std::string_view path) const;

  // The window that the mouse is over ("Main/left"); empty if none, or a dialog blocks it.
  std::string window_under_mouse() const;

  // Called by ImGui's hooks and tag(); not for others.
  struct Recorder;
  Recorder& recorder() { return *recorder_; }

 private:
  ImGuiContext* context_;
  std::unique_ptr<Recorder> recorder_;
};

// The same for the current context: what is recorded there, and whether it is.
void record_items();  // from the next frame on, until the context ends
emulator::Result<Item> find_item(std::string_view path);
// The name of the topmost item with a name at that place; empty: none.
std::string item_name_at(ImVec2 at);

// Names the item just submitted ("stage:model"); for widgets without a label of their own, such
// as combos, and for rows. Does nothing where no registry listens.
void tag(std::string_view name);

// Names a painted rectangle that is no ImGui item (a bar of the waterfall).
void tag_rectangle(std::string_view name, ImVec2 min, ImVec2 max);

}  // namespace app
