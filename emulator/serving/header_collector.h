#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "emulator/model/http_message.h"

namespace emulator {

// Puts header fields together from the pieces in which a parser hands them out.
class HeaderCollector {
 public:
  // A piece of a name; ends the field before it.
  void name(std::string_view piece, Headers& headers) {
    if (name_complete_) flush(headers);
    name_.append(piece);
  }
  void name_complete() { name_complete_ = true; }
  void value(std::string_view piece) { value_.append(piece); }

  // Adds the field that has been read, if any.
  void flush(Headers& headers) {
    if (!name_complete_) return;
    // Blanks around a value are not part of it (RFC 9110, 5.5).
    value_.resize(value_.find_last_not_of(" \t") + 1);
    headers.add(std::move(name_), std::move(value_));
    clear();
  }
  void clear() {
    name_.clear();
    value_.clear();
    name_complete_ = false;
  }

 private:
  std::string name_;
  std::string value_;
  bool name_complete_ = false;
};

}  // namespace emulator
