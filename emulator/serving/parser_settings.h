#pragma once

#include <llhttp.h>

namespace emulator {

// llhttp's settings for a set of callbacks: static functions of `Callbacks`, named as llhttp names
// them.
template <typename Callbacks>
const llhttp_settings_t& parser_settings() {
  static const llhttp_settings_t settings = [] {
    llhttp_settings_t made;
    llhttp_settings_init(&made);
    if constexpr (requires { Callbacks::message_begin; })
      made.on_message_begin = Callbacks::message_begin;
    if constexpr (requires { Callbacks::url; }) made.on_url = Callbacks::url;
    if constexpr (requires { Callbacks::status; }) made.on_status = Callbacks::status;
    made.on_header_field = Callbacks::header_field;
    made.on_header_field_complete = Callbacks::header_field_complete;
    made.on_header_value = Callbacks::header_value;
    made.on_headers_complete = Callbacks::headers_complete;
    made.on_body = Callbacks::body;
    made.on_message_complete = Callbacks::message_complete;
    return made;
  }();
  return settings;
}

}  // namespace emulator
