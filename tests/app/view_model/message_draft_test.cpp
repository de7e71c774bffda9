#include "app/view_model/message_draft.h"

#include <catch2/catch_test_macros.hpp>

using namespace app;
using emulator::make_body;

namespace {

emulator::HttpRequest request() {
  emulator::HttpRequest out;
  out.headers.add("Host", "127.0.0.1:1");
  out.headers.add("Content-Type", "text/csv");
  out.headers.add("Content-Length", "3");
  out.body = make_body("1,2");
  return out;
}

std::string text_of(const emulator::BodyPtr& body) {
  return std::string(body->in_memory()->view());
}

}  // namespace

TEST_CASE("a draft leaves out what is written anew, and unedited it gives the same body") {
  const emulator::HttpRequest original = request();
  const MessageDraft draft = draft_of(original);
  REQUIRE(draft.headers.size() == 1);
  CHECK(draft.headers[0] == HeaderDraft{"Content-Type", "text/csv"});
  CHECK(draft.body == "1,2");
  const emulator::HttpRequest made = request_of(draft, original);
  CHECK(made.body == original.body);
  CHECK(made.target == original.target);
  CHECK_FALSE(made.headers.has("Host"));
}

TEST_CASE("what is edited is told part by part") {
  const MessageDraft before = draft_of(request());
  MessageDraft draft = before;
  CHECK(edited_parts(draft, before).empty());
  draft.body = "3";
  CHECK(edited_parts(draft, before) == "body");
  draft.headers.push_back({"X-A", "1"});
  CHECK(edited_parts(draft, before) == "1 header, body");
  draft.headers[0].value = "text/plain";
  CHECK(edited_parts(draft, before) == "2 headers, body");
  CHECK(text_of(request_of(draft, request()).body) == "3");
}

TEST_CASE("an answer has a status, and its length is that of its body again") {
  emulator::HttpResponse original{.status = 200, .reason = "OK"};
  original.headers.add("Content-Length", "2");
  original.body = make_body("ab");
  MessageDraft draft = draft_of(original);
  CHECK(draft.status == "200");
  draft.status = "503";
  draft.body = "broken";
  const emulator::HttpResponse made = response_of(draft, original);
  CHECK(made.status == 503);
  CHECK(made.reason.empty());
  CHECK(made.headers.get("Content-Length") == "6");
}

TEST_CASE("what cannot be sent says why") {
  MessageDraft draft = draft_of(request());
  CHECK(problem_of(draft).empty());
  draft.headers.push_back({"two words", "x"});
  CHECK_FALSE(problem_of(draft).empty());
  draft.headers.back() = {"", "x"};
  CHECK_FALSE(problem_of(draft).empty());
  draft.headers.back() = {"", ""};  // a line that was just added
  CHECK(problem_of(draft).empty());
  CHECK(request_of(draft, request()).headers.size() == 1);
  draft.is_response = true;
  for (const char* status : {"", "abc", "99", "600", "200x"}) {
    draft.status = status;
    CHECK_FALSE(problem_of(draft).empty());
  }
}

TEST_CASE("a body that is no text travels as it is") {
  emulator::HttpRequest binary = request();
  binary.body = make_body(std::string_view("\xff\xfe\x00x", 4));
  const MessageDraft draft = draft_of(binary);
  CHECK(draft.fixed_body == binary.body);
  CHECK(request_of(draft, binary).body == binary.body);
}
