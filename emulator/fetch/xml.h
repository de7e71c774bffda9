#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace emulator {

// One element of a small XML document: enough for what S3 answers. Attributes are skipped.
struct XmlElement {
  std::string name;  // without a namespace's prefix
  std::string text;  // of its own, entities resolved
  std::vector<XmlElement> children;

  const XmlElement* child(std::string_view child_name) const;  // the first one; may be nullptr
  std::string text_of(std::string_view child_name) const;      // "" where there is none
};

// False where it is not well-formed, or nested deeper than 16.
bool parse_xml(std::string_view document, XmlElement& root);

}  // namespace emulator
