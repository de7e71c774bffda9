#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>

#include "app/view_model/bodies/body_kind.h"
#include "app/view_model/bodies/csv_table.h"
#include "app/view_model/bodies/json_tree.h"
#include "app/view_model/bodies/text_index.h"
#include "emulator/model/body.h"

namespace app {

// What was made of one body so that it can be looked at. Parts come when they are asked for; the
// large ones from errands. UI thread only.
struct BodyLook {
  std::uint64_t id = 0;
  std::string content_type;
  std::shared_ptr<const emulator::Bytes> bytes;  // held while it is looked at
  std::string problem;                           // why the content cannot be had
  std::shared_ptr<const TextIndex> text;
  std::shared_ptr<const JsonTree> tree;
  std::shared_ptr<const CsvTable> table;
  struct {
    bool bytes = false, text = false, tree = false, table = false;
  } waiting;  // for an errand

  OpenNodes open;
  std::vector<TreeRow> rows;            // of the tree, as open
  std::optional<bool> header;           // the table's first record is one; nothing: as guessed
  std::optional<std::uint32_t> chosen;  // node of the tree, or record of the table
};

// The last few bodies that were looked at.
class BodyCache {
 public:
  // The look of a body; a new one pushes out the oldest.
  BodyLook& of(const emulator::Body& body, std::string_view content_type);
  BodyLook* find(std::uint64_t id);
  // The one that was asked for last, or null.
  BodyLook* newest() { return looks_.empty() ? nullptr : &looks_.front(); }

 private:
  static constexpr std::size_t kMost = 3;
  std::list<BodyLook> looks_;  // newest first
};

// Text of the body that is enough for a screen, at once; all of it where it is small.
std::shared_ptr<const TextIndex> quick_text(const BodyLook& look, std::size_t columns);
// Whether a part is made in the frame that wants it.
bool is_small(const emulator::Bytes& bytes);
void set_tree(BodyLook& look, std::shared_ptr<const JsonTree> tree);

}  // namespace app
