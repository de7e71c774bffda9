#include "emulator/demo_stage/request_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/socket.h>

namespace demo_stage {

RequestReader::RequestReader(int socket) : socket_(socket) {
  llhttp_settings_init(&settings_);
  settings_.on_url = [](llhttp_t* parser, const char* at, std::size_t size) {
    self(parser).request_.path.append(at, size);
    return 0;
  };
  settings_.on_header_field = [](llhttp_t* parser, const char* at, std::size_t size) {
    RequestReader& reader = self(parser);
    if (reader.in_value_ || reader.request_.headers.empty()) reader.request_.headers.emplace_back();
    reader.in_value_ = false;
    reader.request_.headers.back().first.append(at, size);
    return 0;
  };
  settings_.on_header_value = [](llhttp_t* parser, const char* at, std::size_t size) {
    self(parser).in_value_ = true;
    self(parser).request_.headers.back().second.append(at, size);
    return 0;
  };
  // An empty value has no bytes to report; the field ends all the same.
  settings_.on_header_value_complete = [](llhttp_t* parser) {
    self(parser).in_value_ = true;
    return 0;
  };
  settings_.on_body = [](llhttp_t* parser, const char* at, std::size_t size) {
    self(parser).request_.body.append(at, size);
    return 0;
  };
  settings_.on_message_complete = [](llhttp_t* parser) {
    self(parser).complete_ = true;
    return static_cast<int>(HPE_PAUSED);
  };
  llhttp_init(&parser_, HTTP_REQUEST, &settings_);
  parser_.data = this;
}

std::optional<Request> RequestReader::next() {
  request_ = {};
  in_value_ = false;
  complete_ = false;
  while (true) {
    if (!feed()) return std::nullopt;
    if (complete_) break;
    std::array<char, 65536> bytes{};
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    unread_.append(bytes.data(), static_cast<std::size_t>(got));
  }
  request_.method = llhttp_method_name(static_cast<llhttp_method_t>(parser_.method));
  request_.path.resize(std::min(request_.path.find('?'), request_.path.size()));
  llhttp_resume(&parser_);
  return std::move(request_);
}

// Parses what is there; stops behind the first whole request. False where it is not HTTP.
bool RequestReader::feed() {
  if (unread_.empty()) return true;
  const llhttp_errno_t result = llhttp_execute(&parser_, unread_.data(), unread_.size());
  if (result == HPE_OK) {
    unread_.clear();
    return true;
  }
  if (result != HPE_PAUSED) return false;
  const char* const end = llhttp_get_error_pos(&parser_);
  unread_.erase(0, static_cast<std::size_t>(end - unread_.data()));
  return true;
}

}  // namespace demo_stage
