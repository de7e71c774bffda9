#include "app/view_model/message_draft.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "app/view_model/request_draft.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr int kLeastStatus = 100, kMostStatus = 599;

// Written anew for each message, whatever stands here.
bool is_written_anew(std::string_view name) {
  constexpr std::array<std::string_view, 4> kNames{"Host", "Content-Length", "Transfer-Encoding",
                                                   "Connection"};
  return std::ranges::any_of(kNames, [name](std::string_view other) {
    return emulator::equals_ignoring_case(name, other);
  });
}

std::vector<HeaderDraft> drafted(const emulator::Headers& headers) {
  std::vector<HeaderDraft> out;
  for (const emulator::Header& header : headers)
    if (!is_written_anew(header.name)) out.push_back({header.name, header.value});
  return out;
}

void draft_body(MessageDraft& draft, const emulator::BodyPtr& body) {
  const auto content = body ? body->in_memory() : nullptr;
  if (body && (!content || !is_editable(content->view())))
    draft.fixed_body = body;
  else if (content)
    draft.body = content->view();
}

emulator::Headers headers_of(const MessageDraft& draft) {
  emulator::Headers out;
  for (const HeaderDraft& header : draft.headers)
    if (!emulator::trim(header.name).empty())
      out.add(std::string(emulator::trim(header.name)), std::string(emulator::trim(header.value)));
  return out;
}

emulator::BodyPtr body_of(const MessageDraft& draft, const emulator::BodyPtr& original) {
  if (draft.fixed_body) return draft.fixed_body;
  const auto content = original ? original->in_memory() : nullptr;
  return content && content->view() == draft.body ? original : emulator::make_body(draft.body);
}

std::optional<int> status_of(const MessageDraft& draft) {
  const std::string_view text = emulator::trim(draft.status);
  int status = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), status);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return status >= kLeastStatus && status <= kMostStatus ? std::optional(status) : std::nullopt;
}

std::size_t different_headers(const MessageDraft& draft, const MessageDraft& before) {
  const auto missing = [](const auto& from, const auto& in) {
    return static_cast<std::size_t>(std::ranges::count_if(from, [&in](const HeaderDraft& header) {
      return std::ranges::find(in, header) == in.end();
    }));
  };
  return std::max(missing(draft.headers, before.headers), missing(before.headers, draft.headers));
}

}  // namespace

MessageDraft draft_of(const emulator::HttpRequest& request) {
  MessageDraft draft;
  draft.headers = drafted(request.headers);
  draft_body(draft, request.body);
  return draft;
}

MessageDraft draft_of(const emulator::HttpResponse& response) {
  MessageDraft draft;
  draft.is_response = true;
  draft.status = std::to_string(response.status);
  draft.headers = drafted(response.headers);
  draft_body(draft, response.body);
  return draft;
}

std::string problem_of(const MessageDraft& draft) {
  if (draft.is_response && !status_of(draft)) return "A status is a number from 100 to 599";
  for (const HeaderDraft& header : draft.headers) {
    const std::string_view name = emulator::trim(header.name);
    if (name.empty() && !emulator::trim(header.value).empty())
      return "A header has a value and no name";
    if (name.find_first_of(" \t:\r\n") != name.npos)
      return "A header's name has neither blanks nor colons";
  }
  return "";
}

emulator::HttpRequest request_of(const MessageDraft& draft, const emulator::HttpRequest& original) {
  emulator::HttpRequest out = original;
  out.headers = headers_of(draft);
  out.body = body_of(draft, original.body);
  return out;
}

emulator::HttpResponse response_of(const MessageDraft& draft,
                                   const emulator::HttpResponse& original) {
  emulator::HttpResponse out = original;
  const int status = status_of(draft).value_or(original.status);
  if (status != original.status) out.reason.clear();
  out.status = status;
  out.body = body_of(draft, original.body);
  out.headers = headers_of(draft);
  // A recorded answer says its length; it is that of the body again.
  if (original.headers.has("Content-Length"))
    out.headers.add("Content-Length", std::to_string(out.body->size()));
  return out;
}

std::string edited_parts(const MessageDraft& draft, const MessageDraft& before) {
  std::string words;
  const auto add = [&words](std::string_view part) {
    if (!words.empty()) words += ", ";
    words += part;
  };
  if (draft.status != before.status) add("status");
  if (const std::size_t count = different_headers(draft, before); count > 0)
    add(count == 1 ? "1 header" : std::to_string(count) + " headers");
  if (draft.body != before.body || draft.fixed_body != before.fixed_body) add("body");
  return words;
}

}  // namespace app
