#include "app/item_registry.h"

#include <algorithm>
#include <unordered_map>

#include <imgui_internal.h>

namespace app {
namespace {

using Items = std::vector<Item>;

// ImGui names a child window "Parent/name_1A2B3C4D"; people know it as "Parent/name".
std::string plain_name(std::string_view part) {
  constexpr std::size_t kSuffix = 9;  // '_' and eight hexadecimal digits
  if (part.size() > kSuffix && part[part.size() - kSuffix] == '_') {
    const std::string_view digits = part.substr(part.size() - kSuffix + 1);
    if (digits.find_first_not_of("0123456789ABCDEF") == std::string_view::npos) {
      part.remove_suffix(kSuffix);
    }
  }
  while (part.starts_with('#')) part.remove_prefix(1);
  return std::string(part.substr(0, part.find("##")));
}

std::string window_path(std::string_view name) {
  std::string path;
  while (!name.empty()) {
    const std::size_t slash = name.find('/');
    const std::string part = plain_name(name.substr(0, slash));
    if (!part.empty()) path += (path.empty() ? "" : "/") + part;
    name = slash == std::string_view::npos ? std::string_view() : name.substr(slash + 1);
  }
  return path;
}

std::string shown_label(std::string_view label) {
  const std::size_t hidden = label.find("##");
  if (hidden == 0) return std::string(label.substr(label.find_first_not_of('#')));
  return std::string(label.substr(0, hidden));
}

void set_rectangle(Item& item, const ImRect& whole, const ImRect& clip) {
  ImRect visible = whole;
  visible.ClipWithFull(clip);
  item.min = whole.Min;
  item.max = whole.Max;
  item.visible_min = visible.Min;
  item.visible_max = visible.Max;
}

bool ends_in(std::string_view path, std::string_view wanted) {
  if (!path.ends_with(wanted)) return false;
  return path.size() == wanted.size() || path[path.size() - wanted.size() - 1] == '/';
}

std::string join(std::string_view window, std::string_view name) {
  return std::string(window) + "/" + std::string(name);
}

// Keeps only the visible ones if there are any.
void prefer_visible(std::vector<const Item*>& found) {
  const auto visible = [](const Item* item) { return item->visible(); };
  if (std::any_of(found.begin(), found.end(), visible)) {
    std::erase_if(found, [&](const Item* item) { return !visible(item); });
  }
}

std::string list_paths(const std::vector<const Item*>& items) {
  constexpr std::size_t kMost = 40;
  std::string text;
  for (std::size_t i = 0; i < items.size() && i < kMost; ++i) text += "\n  " + items[i]->path();
  if (items.size() > kMost) text += "\n  … and " + std::to_string(items.size() - kMost) + " more";
  return text;
}

}  // namespace

struct ItemRegistry::Recorder {
  Items current, finished;
  std::unordered_map<ImGuiID, std::size_t> by_id;  // into current
  int frame = -1;

  // ImGui has no hook for the end of a frame: the first item of the next one turns the page.
  void follow(int frame_now) {
    if (frame_now == frame) return;
    finished = std::move(current);
    current.clear();
    by_id.clear();
    frame = frame_now;
  }

  Item& item(const ImGuiContext& context, ImGuiID id) {
    follow(context.FrameCount);
    const auto known = by_id.find(id);
    if (id != 0 && known != by_id.end()) return current[known->second];
    if (id != 0) by_id.emplace(id, current.size());
    Item& added = current.emplace_back();
    added.id = id;
    if (context.CurrentWindow != nullptr) added.window = window_path(context.CurrentWindow->Name);
    return added;
  }
};

namespace {

ItemRegistry::Recorder* recorder_of(const ImGuiContext* context) {
  if (context == nullptr || !context->TestEngineHookItems) return nullptr;
  return static_cast<ItemRegistry::Recorder*>(context->TestEngine);
}

ImRect clip_rectangle(const ImGuiContext& context) {
  return context.CurrentWindow != nullptr ? context.CurrentWindow->ClipRect : ImRect();
}

emulator::Result<Item> find_in(const Items& items, std::string_view path) {
  std::vector<const Item*> tagged;
  std::vector<const Item*> labelled;
  std::vector<const Item*> all;
  for (const Item& item : items) {
    if (item.tag.empty() && item.label.empty()) continue;
    all.push_back(&item);
    if (!item.tag.empty() && ends_in(join(item.window, item.tag), path)) tagged.push_back(&item);
    if (!item.label.empty() && ends_in(join(item.window, item.label), path)) {
      labelled.push_back(&item);
    }
  }
  std::vector<const Item*>& found = tagged.empty() ? labelled : tagged;
  prefer_visible(found);
  if (found.size() == 1) return *found.front();
  const std::string name(path);
  if (found.empty()) {
    return emulator::fail(emulator::ErrorCode::NotFound, "Nothing on the screen is called " + name,
                          "On the screen are:" + list_paths(all));
  }
  return emulator::fail(emulator::ErrorCode::InvalidInput,
                        std::to_string(found.size()) + " items are called " + name,
                        "Say which:" + list_paths(found));
}

}  // namespace

std::string Item::path() const { return join(window, tag.empty() ? label : tag); }

ItemRegistry::ItemRegistry(ImGuiContext& context)
    : context_(&context), recorder_(std::make_unique<Recorder>()) {
  context_->TestEngine = recorder_.get();
  context_->TestEngineHookItems = true;
}

ItemRegistry::~ItemRegistry() {
  context_->TestEngineHookItems = false;
  context_->TestEngine = nullptr;
}

const std::vector<Item>& ItemRegistry::items() const {
  // Between frames the current page is the whole frame; within one it is half-written. A frame
  // without any item has left the page of an earlier one behind.
  static const Items none;
  if (context_->WithinFrameScope) return recorder_->finished;
  return recorder_->frame == context_->FrameCount ? recorder_->current : none;
}

std::string ItemRegistry::window_under_mouse() const {
  const ImGuiWindow* window = context_->HoveredWindow;
  return window == nullptr ? std::string() : window_path(window->Name);
}

emulator::Result<Item> ItemRegistry::find(std::string_view path) const {
  return find_in(items(), path);
}

void record_items() {
  ImGuiContext* context = ImGui::GetCurrentContext();
  if (recorder_of(context) != nullptr) return;
  context->TestEngine = new ItemRegistry::Recorder;  // the hook below lets go of it
  context->TestEngineHookItems = true;
  ImGuiContextHook at_end;
  at_end.Type = ImGuiContextHookType_Shutdown;
  at_end.Callback = [](ImGuiContext* ended, ImGuiContextHook*) {
    const std::unique_ptr<ItemRegistry::Recorder> recorder(recorder_of(ended));
    ended->TestEngineHookItems = false;
    ended->TestEngine = nullptr;
  };
  ImGui::AddContextHook(context, &at_end);
}

emulator::Result<Item> find_item(std::string_view path) {
  const ItemRegistry::Recorder* recorder = recorder_of(ImGui::GetCurrentContext());
  return find_in(recorder != nullptr ? recorder->finished : Items{}, path);
}

std::string item_name_at(ImVec2 at) {
  const ItemRegistry::Recorder* recorder = recorder_of(ImGui::GetCurrentContext());
  std::string name;
  if (recorder == nullptr) return name;
  for (const Item& item : recorder->finished) {
    const bool inside = at.x >= item.visible_min.x && at.x < item.visible_max.x &&
                        at.y >= item.visible_min.y && at.y < item.visible_max.y;
    const std::string& own = item.tag.empty() ? item.label : item.tag;
    if (inside && item.id != 0 && !own.empty()) name = own;
  }
  return name;
}

void tag(std::string_view name) {
  ImGuiContext* context = ImGui::GetCurrentContext();
  ItemRegistry::Recorder* recorder = recorder_of(context);
  if (recorder == nullptr) return;
  const ImGuiLastItemData& last = context->LastItemData;
  Item& item = recorder->item(*context, last.ID);
  item.tag = name;
  item.disabled = (last.InFlags & ImGuiItemFlags_Disabled) != 0;
  set_rectangle(item, last.Rect, clip_rectangle(*context));
}

void tag_rectangle(std::string_view name, ImVec2 min, ImVec2 max) {
  ImGuiContext* context = ImGui::GetCurrentContext();
  ItemRegistry::Recorder* recorder = recorder_of(context);
  if (recorder == nullptr) return;
  Item& item = recorder->item(*context, 0);
  item.tag = name;
  set_rectangle(item, ImRect(min, max), clip_rectangle(*context));
}

}  // namespace app

// What ImGui calls when it is built with IMGUI_ENABLE_TEST_ENGINE and the context asks for it; the
// names are ImGui's.

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* ctx, ImGuiID id, const ImRect& bb,
                                 const ImGuiLastItemData* item_data) {
  app::ItemRegistry::Recorder* recorder = app::recorder_of(ctx);
  if (recorder == nullptr || id == 0) return;
  app::Item& item = recorder->item(*ctx, id);
  app::set_rectangle(item, bb, app::clip_rectangle(*ctx));
  if (item_data != nullptr) item.disabled = (item_data->InFlags & ImGuiItemFlags_Disabled) != 0;
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* ctx, ImGuiID id, const char* label,
                                  ImGuiItemStatusFlags flags) {
  app::ItemRegistry::Recorder* recorder = app::recorder_of(ctx);
  if (recorder == nullptr || id == 0) return;
  app::Item& item = recorder->item(*ctx, id);
  // A window counts itself among its items; people point at what is in it.
  const ImGuiWindow* window = ctx->CurrentWindow;
  const bool is_window = window != nullptr && label == window->Name;
  if (label != nullptr && !is_window) item.label = app::shown_label(label);
  item.checked = (flags & ImGuiItemStatusFlags_Checked) != 0;
  item.open = (flags & ImGuiItemStatusFlags_Opened) != 0;
  item.is_input = (flags & ImGuiItemStatusFlags_Inputable) != 0;
}

// Messages of ImGui's own test scripts; there are none here.
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext* ctx, ImGuiID id) {
  app::ItemRegistry::Recorder* recorder = app::recorder_of(ctx);
  if (recorder == nullptr) return nullptr;
  const auto known = recorder->by_id.find(id);
  return known == recorder->by_id.end() ? nullptr : recorder->current[known->second].label.c_str();
}
