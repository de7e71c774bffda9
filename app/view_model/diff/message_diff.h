#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/view_model/diff/body_diff.h"
#include "app/view_model/diff/header_diff.h"
#include "emulator/model/invocation.h"

// Two requests or two responses, or one of each, compared.
namespace app {

struct ComparedMessage {
  std::string status;   // "200 OK", "timeout"; empty for a request
  std::string missing;  // why there is none; then nothing else is said
  emulator::Headers headers;
  emulator::BodyPtr body;  // null: none
};

ComparedMessage request_of(const emulator::Hop& hop);
ComparedMessage response_of(const emulator::Hop& hop);
ComparedMessage message_of(const emulator::HttpRequest& request);
ComparedMessage message_of(const emulator::HttpResponse& response);
// What the client sent and got.
ComparedMessage client_request_of(const emulator::Invocation& invocation);
ComparedMessage client_response_of(const emulator::Invocation& invocation);

// A body's content wherever it is kept; null where it is not any more. May read the disk.
using BodyContentPtr = std::shared_ptr<const emulator::Bytes>;
using FindContent = std::function<BodyContentPtr(const emulator::Body&)>;

struct MessageDiff {
  std::string status_before, status_after;
  HeaderDiff headers;
  BodyDiff body;
  std::string body_unknown;  // why the bodies could not be compared; then `body` says nothing

  bool status_differs() const { return status_before != status_after; }
  bool same() const {
    return !status_differs() && headers.differences() == 0 && body_unknown.empty() && body.same();
  }
};

MessageDiff diff_messages(const ComparedMessage& before, const ComparedMessage& after,
                          const DiffWish& wish, const FindContent& content);

// "status 200 OK → 424; body: 3 of 120 values; header Accept"; "same" where nothing differs.
std::string message_verdict(const MessageDiff& diff);

// All that differs, as text under what the two are: for the clipboard.
struct DiffNames {
  std::string before, after;
};
std::string differences_as_text(const MessageDiff& diff, const DiffNames& names,
                                const Tolerance& tolerance);

}  // namespace app
