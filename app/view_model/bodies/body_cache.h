#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>

#include "app/view_model/bodies/body_kind.h"
#include "app/view_model/bodies/csv_table.h"
#include "app/view_model/bodies/grid_makers.h"
#include "app/view_model/bodies/grid_statistics.h"
#include "app/view_model/bodies/json_search.h"
#include "app/view_model/bodies/json_tree.h"
#include "app/view_model/bodies/text_index.h"
#include "app/view_model/filter/query_edit.h"
#include "emulator/model/body.h"

namespace app {

struct DecodedPicture;

// Looking for a text in the tree.
struct TreeSearch {
  bool shown = false;
  bool focus = false;  // the field wants the keyboard
  std::string query;
  CompletionState completion;
  std::shared_ptr<const JsonMatches> matches;  // of the query, or of one before it
  bool waiting = false;                        // for an errand
  int step = 0;                                // to the next (1) or previous (-1) match, once
  std::optional<std::uint32_t> reveal;         // the node to bring into view, once
};

// How a table is looked at.
struct GridLook {
  GridPtr grid;
  std::optional<GridSort> sort;                      // as asked for
  std::shared_ptr<const GridOrder> order;            // as made; null: as the rows come
  std::shared_ptr<const GridStatistics> statistics;  // null: not made yet
  std::optional<std::size_t> column;                 // of the chosen cell
  std::vector<std::string> details;                  // of the row below
  std::optional<std::uint32_t> detailed;
  struct {
    bool order = false, statistics = false;
  } waiting;  // for an errand
};

struct PictureLook {
  std::shared_ptr<const DecodedPicture> picture;
  std::string problem;
  bool waiting = false;
};

// What stays when another body is looked at.
struct BodyHabits {
  bool statistics = false;     // rows of figures above tables
  bool actual_pixels = false;  // of a picture; else it fits
};

// What was made of one body so that it can be looked at. Parts come when they are asked for; the
// large ones from errands. UI thread only.
struct BodyLook {
  std::uint64_t id = 0;
  std::string content_type;
  std::optional<BodyForm> form;                  // nothing: not looked at yet
  std::shared_ptr<const emulator::Bytes> bytes;  // held while it is looked at
  std::string problem;                           // why the content cannot be had
  std::shared_ptr<const TextIndex> text;
  std::shared_ptr<const JsonTree> tree;
  std::shared_ptr<const CsvTable> table;
  struct {
    bool bytes = false, text = false, tree = false, table = false, parts = false;
  } waiting;                                           // for an errand
  std::shared_ptr<const std::vector<GridPart>> parts;  // tables of other forms than CSV
  std::size_t part = 0;                                // the one that is shown
  GridLook grid;
  TreeSearch search;
  PictureLook picture;

  OpenNodes open;
  std::vector<TreeRow> rows;            // of the tree, as open
  std::optional<bool> right_to_left;    // some letters are written so; nothing: not looked at yet
  std::optional<bool> header;           // the table's first record is one; nothing: as guessed
  std::optional<std::uint32_t> chosen;  // node of the tree, or row of the table
};

// The last few bodies that were looked at.
class BodyCache {
 public:
  // The look of a body; a new one pushes out the oldest.
  BodyLook& of(const emulator::Body& body, std::string_view content_type);
  BodyLook* find(std::uint64_t id);
  // The one that was asked for last, or null.
  BodyLook* newest() { return looks_.empty() ? nullptr : &looks_.front(); }
  const BodyLook* newest() const { return looks_.empty() ? nullptr : &looks_.front(); }

 private:
  static constexpr std::size_t kMost = 3;
  std::list<BodyLook> looks_;  // newest first
};

// Text of the body that is enough for a screen, at once; all of it where it is small.
std::shared_ptr<const TextIndex> quick_text(const BodyLook& look, std::size_t columns);
// Whether a part is made in the frame that wants it.
bool is_small(const emulator::Bytes& bytes);
void set_tree(BodyLook& look, std::shared_ptr<const JsonTree> tree);
// Another table forgets how the one before was sorted and what was chosen in it.
void set_grid(BodyLook& look, GridPtr grid);
// A click on a column: ascending, descending, as the rows come.
std::optional<GridSort> next_sort(const std::optional<GridSort>& sort, std::size_t column);

JsonTree make_tree(BodyForm form, std::string_view text);
void choose_match(BodyLook& look, std::uint32_t node);

}  // namespace app
