#pragma once

#include "app/panels/panel.h"

namespace app {

// Fields of a form, one below the other, in the current window from its cursor down: each with its
// name, what it is for, and what is wrong with it.
class FormFields {
 public:
  // `label`: width of the column of names, pixels.
  FormFields(const Style& style, EditorState& state, float label);

  void draw(const std::vector<FieldGroup>& groups);
  // What the rules say about the whole of which the fields are parts.
  void draw_general_findings();
  // To be called last: makes the window as long as what was drawn.
  void end() const;

  // The path field whose Browse… was pressed; none otherwise.
  const std::optional<EditField>& browse() const { return browse_; }

 private:
  void draw_group(const FieldGroup& group);
  void draw_field(const EditField& field);
  void draw_control(const EditField& field, const Rect& row);
  void draw_text(const EditField& field, const Rect& row);
  void draw_choice(const EditField& field, const Rect& row);
  void draw_path(const EditField& field, const Rect& row);
  void draw_lines(const EditField& field, const Rect& row);
  void draw_table(const EditField& field, const Rect& row);
  bool draw_table_row(const EditField& field, const Rect& row, std::size_t at, NameValues& rows);
  void draw_value(const EditField& field, const Rect& place, std::size_t at, NameValues& rows);
  void say(Glyph glyph, const std::string& what, const std::string& fix);
  bool wants_focus(const EditField& field);
  float px(float points) const { return pen_.px(points); }
  float control_x() const { return left_ + label_; }

  Pen pen_;
  EditorState& state_;
  float left_, right_, label_, y_;
  std::optional<EditField> browse_;
};

}  // namespace app
