#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/model/http_message.h"

namespace app {

struct HeaderDraft {
  std::string name;
  std::string value;
  bool operator==(const HeaderDraft&) const = default;
};

// A request or a response while it is written. A body that cannot be edited as text stands in
// `fixed_body` and travels as it is.
struct MessageDraft {
  bool is_response = false;
  std::string status;  // of a response
  std::vector<HeaderDraft> headers;
  std::string body;
  emulator::BodyPtr fixed_body;
  bool operator==(const MessageDraft&) const = default;
};

// Without the headers that are written anew for each message (Host, Content-Length …).
MessageDraft draft_of(const emulator::HttpRequest& request);
MessageDraft draft_of(const emulator::HttpResponse& response);

// Why it cannot be sent so; "": it can.
std::string problem_of(const MessageDraft& draft);

// What was written, of `original` where nothing else is said. A body whose text is as it was stays
// the same object.
emulator::HttpRequest request_of(const MessageDraft& draft, const emulator::HttpRequest& original);
emulator::HttpResponse response_of(const MessageDraft& draft,
                                   const emulator::HttpResponse& original);

// What is edited, in words: "status, 2 headers, body"; "": nothing.
std::string edited_parts(const MessageDraft& draft, const MessageDraft& before);

}  // namespace app
