#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/view_model/bodies/json_tree.h"

namespace app {

// A JSON text with what comparing needs of each of its values. Nodes are those of the tree.
class JsonValues {
 public:
  enum class Type { Object, Array, String, Number, Word };

  explicit JsonValues(std::string_view text);

  const std::string& problem() const { return tree_.problem; }
  Type type(std::uint32_t node) const;
  bool is_container(std::uint32_t node) const {
    return type(node) == Type::Object || type(node) == Type::Array;
  }
  std::vector<std::uint32_t> children(std::uint32_t node) const;
  // A member's name as JSON means it, without quotes and escapes.
  std::string name(std::uint32_t member) const;
  // The value's own text; all of a container.
  std::string_view text(std::uint32_t node) const;
  // What a string says, without quotes and escapes.
  std::string meaning(std::uint32_t node) const;
  // Equal for equal values, whatever the order of members, blanks and the spelling of numbers.
  std::uint64_t hash(std::uint32_t node);

 private:
  bool is_member(std::uint32_t node) const;
  void make_hashes();
  std::uint64_t scalar_hash(std::uint32_t node) const;

  std::string_view text_;
  JsonTree tree_;
  std::vector<std::uint32_t> values_;  // where each node's value begins
  std::vector<std::uint64_t> hashes_;  // made when one is asked for
};

// "number", "an object": for sentences.
std::string_view to_text(JsonValues::Type type);

}  // namespace app
