#include "app/panels/body_views/text_view.h"

#include "app/errands/body_errands.h"
#include "app/widgets/body_lines.h"
#include "emulator/base/text.h"

namespace app {
namespace {

void mono(const BodyPart& part, const Rect& row, std::string_view text) {
  part.pen.text(part.pen.fonts().mono, row.x, row.center_y(), Role::Text, text);
}

}  // namespace

void draw_text_view(const BodyPart& part) {
  BodyLook& look = part.look;
  const std::size_t columns = code_columns(part.pen, part.width);
  const bool fits = look.text && look.text->columns == columns;
  const bool whole = look.text && look.text->bytes >= part.text.size();
  if (!look.text || (!fits && is_small(*look.bytes))) look.text = quick_text(look, columns);
  if (!is_small(*look.bytes) && (!fits || !whole) && !look.waiting.text) {
    look.waiting.text = true;
    part.in.errands.push_back(wrap_text(look.id, look.bytes, columns));
  }
  each_visible(part, look.text->rows(), part.pitch(), [&](std::size_t i, const Rect& row) {
    mono(part, row, text_row(*look.text, part.text, i));
  });
  if (look.text->bytes < part.text.size())
    body_note(part.pen, "Reading on… " + emulator::format_size(part.text.size()));
}

void draw_hex_view(const BodyPart& part) {
  each_visible(part, hex_rows(part.text.size()), part.pitch(),
               [&](std::size_t i, const Rect& row) { mono(part, row, hex_row(part.text, i)); });
}

}  // namespace app
