#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What a form asks for, as plain values: one row a field. The functions look into the draft that
// the rows were made for; make the rows anew for each frame.
namespace app {

enum class FieldKind {
  Text,
  Number,
  Choice,  // one of `options`, or none
  Lines,   // one value a line
  Table,   // names and values: `rows` and `set_rows` instead of `get` and `set`
  File,    // a path; a file is looked for
  Folder,  // a path; a folder is looked for
};

enum class FieldPage { Container, Local, Model };

using NameValues = std::vector<std::pair<std::string, std::string>>;

struct EditField {
  std::string
      path;  // of the member, from its page's JSON object: "ImageConfig/RepositoryAccessMode"
  std::string label;      // AWS's name, or the file's
  std::string_view hint;  // one line
  FieldKind kind = FieldKind::Text;
  std::function<std::string()> get;                    // "" where it is not given
  std::function<std::string(const std::string&)> set;  // what is wrong with the text; "": nothing
  std::vector<std::string_view> options;
  std::function<NameValues()> rows;
  std::function<void(NameValues)> set_rows;
  bool masks_secrets = false;  // of a table: values whose names look secret
};

// Fields under one title. Some groups can be taken away, or can grow by another of their kind.
struct FieldGroup {
  std::string title;
  std::vector<EditField> fields;
  std::string remove_label;
  std::function<void()> remove;
  std::string add_label;
  std::function<void()> add;
};

}  // namespace app
