#pragma once

#include <cstddef>
#include <string_view>

namespace app {

enum class BodyView { Auto, Tree, Table, Image, Text, Hex };
std::string_view to_text(BodyView view);  // "Tree"

// What a body is (contract section 8).
enum class BodyForm {
  Text,
  Csv,
  Json,
  JsonLines,
  SparkMl,
  Libsvm,
  Npy,
  Npz,
  RecordIo,
  Image,
  Bytes
};

// The Content-Type says, else how the body begins. Looks at the first bytes only.
BodyForm body_form(std::string_view content_type, std::string_view body);

// Which view suits a body. Never Auto.
BodyView suitable_view(BodyForm form, std::string_view body);
BodyView suitable_view(std::string_view content_type, std::string_view body);

// Whether the first bytes can be read as text.
bool is_text(std::string_view body);

}  // namespace app
