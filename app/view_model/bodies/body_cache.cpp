#include "app/view_model/bodies/body_cache.h"

#include <algorithm>
#include <utility>

namespace app {
namespace {

constexpr std::size_t kQuickBytes = 128 * 1024;

}  // namespace

BodyLook* BodyCache::find(std::uint64_t id) {
  const auto found = std::ranges::find(looks_, id, &BodyLook::id);
  return found == looks_.end() ? nullptr : &*found;
}

BodyLook& BodyCache::of(const emulator::Body& body, std::string_view content_type) {
  const auto found = std::ranges::find(looks_, body.id(), &BodyLook::id);
  if (found != looks_.end()) {
    looks_.splice(looks_.begin(), looks_, found);
  } else {
    looks_.emplace_front();
    looks_.front().id = body.id();
    looks_.front().content_type = content_type;
    if (looks_.size() > kMost) looks_.pop_back();
  }
  BodyLook& look = looks_.front();
  if (!look.bytes) look.bytes = body.in_memory();
  if (look.bytes && !look.form) look.form = body_form(look.content_type, look.bytes->view());
  return look;
}

bool is_small(const emulator::Bytes& bytes) { return bytes.size() <= kQuickBytes; }

std::shared_ptr<const TextIndex> quick_text(const BodyLook& look, std::size_t columns) {
  return std::make_shared<const TextIndex>(index_text(look.bytes->view(), columns, kQuickBytes));
}

void set_tree(BodyLook& look, std::shared_ptr<const JsonTree> tree) {
  look.tree = std::move(tree);
  look.open = first_open(*look.tree);
  look.rows = tree_rows(*look.tree, look.open);
}

void set_grid(BodyLook& look, GridPtr grid) {
  look.grid = {};
  look.grid.grid = std::move(grid);
  look.chosen.reset();
}

std::optional<GridSort> next_sort(const std::optional<GridSort>& sort, std::size_t column) {
  if (!sort || sort->column != column) return GridSort{column, false};
  if (!sort->descending) return GridSort{column, true};
  return std::nullopt;
}

JsonTree make_tree(BodyForm form, std::string_view text) {
  return form == BodyForm::JsonLines ? build_lines_tree(text) : build_json_tree(text);
}

void choose_match(BodyLook& look, std::uint32_t node) {
  reveal(*look.tree, look.open, node);
  look.rows = tree_rows(*look.tree, look.open);
  look.chosen = node;
  look.grid.column.reset();
  look.search.reveal = node;
}

}  // namespace app
