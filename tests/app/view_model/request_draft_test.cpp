#include "app/view_model/request_draft.h"

#include <catch2/catch_test_macros.hpp>

#include "app/view_model/composer_layout.h"
#include "app/view_model/content_types.h"

using namespace app;

namespace {

emulator::SavedRequest saved(std::string name, std::string body) {
  emulator::SavedRequest request;
  request.name = std::move(name);
  request.content_type = "text/csv";
  request.body = std::move(body);
  return request;
}

emulator::BodyPtr body_of(std::string_view text) {
  return std::make_shared<const emulator::Body>(text);
}

RequestDraft draft(const emulator::SavedRequest& request) {
  return draft_of(request, body_of(request.body.value_or("")));
}

ComposerLayout laid_out(float width, float height, float scale) {
  ComposerLayoutInput in;
  in.area = {0, 0, width * scale, height * scale};
  in.scale = scale;
  in.label_width = 88 * scale;
  return composer_layout(in);
}

}  // namespace

TEST_CASE("a draft that nobody touched is the request it was filled from") {
  emulator::SavedRequest request = saved("a", "1,2");
  request.accept = "";  // empty is not absent
  request.kept.key_order = {"Name", "Body"};
  CHECK(saved_draft(draft(request)) == request);
  CHECK_FALSE(is_changed(draft(request), {request}));
}

TEST_CASE("a draft is changed by each of its members") {
  const emulator::SavedRequest request = saved("a", "1,2");
  for (auto member : {&RequestDraft::content_type, &RequestDraft::accept,
                      &RequestDraft::custom_attributes, &RequestDraft::body}) {
    RequestDraft typed = draft(request);
    typed.*member += "x";
    CHECK(is_changed(typed, {request}));
    typed.*member = draft(request).*member;
    CHECK_FALSE(is_changed(typed, {request}));
  }
}

TEST_CASE("a body that was read from a file stays with the file until it is edited") {
  RequestDraft typed = with_body_file(draft(saved("a", "")), body_of("{}"), "payloads/x.json");
  CHECK(typed.body == "{}");
  CHECK(typed.content_type == "application/json");
  CHECK(saved_draft(typed).body_file == "payloads/x.json");
  CHECK_FALSE(saved_draft(typed).body);
  typed.body = "{ }";
  CHECK(body_file_of(typed).empty());
  CHECK(saved_draft(typed).body == "{ }");
  CHECK_FALSE(saved_draft(typed).body_file);
}

TEST_CASE("binary and large bodies are kept out of the editor") {
  const RequestDraft binary = with_body_file({}, body_of("\x89PNG\r\n\xff"), "x.png");
  CHECK(binary.body.empty());
  CHECK(binary.fixed_body);
  CHECK(binary.content_type == "image/png");
  RequestDraft pasted = draft(saved("a", ""));
  pasted.body = std::string(kMostEditableBytes + 1, 'x');
  hold_large_text(pasted);
  CHECK(pasted.body.empty());
  CHECK(body_bytes(pasted) == kMostEditableBytes + 1);
  CHECK(saved_draft(pasted).body->size() == kMostEditableBytes + 1);
  CHECK(body_bytes(without_body(pasted)) == 0);
}

TEST_CASE("names of requests are unique") {
  const SavedRequests all = {saved("a", ""), saved("a 2", "")};
  CHECK(free_name(all, "a") == "a 3");
  CHECK(free_name(all, "b") == "b");
  CHECK(free_name({}, "") == "request");
  CHECK(name_problem(all, "a", "") == "There is a request of this name already");
  CHECK(name_problem(all, "a", "a").empty());
  CHECK(name_problem(all, "  ", "") == "A name is needed");
}

TEST_CASE("a file's ending tells its type") {
  CHECK(content_type_of("x.CSV") == "text/csv");
  CHECK(content_type_of("x.tar.jsonl") == "application/jsonlines");
  CHECK(content_type_of("README").empty());
  CHECK(common_content_types().back() == "application/octet-stream");
  CHECK(common_accepts().back() == "*/*");
}

TEST_CASE("the composer's parts stand inside it and do not overlap") {
  for (const float scale : {1.0f, 2.0f})
    for (const float width : {220.0f, 300.0f, 520.0f})
      for (const float height : {190.0f, 300.0f, 500.0f}) {
        INFO(width << " x " << height << " at " << scale);
        const ComposerLayout at = laid_out(width, height, scale);
        CHECK(at.title.right() <= at.picker.x);
        CHECK(at.picker.right() <= at.menu.x);
        CHECK(at.menu.right() <= width * scale);
        CHECK(at.fields[0].field.w >= 80 * scale);
        CHECK(at.fields[0].field.bottom() <= at.fields[1].field.y);
        CHECK(at.fields[1].field.bottom() <= at.body.y);
        CHECK(at.body.bottom() <= at.send.y);
        CHECK(at.send.bottom() <= height * scale);
      }
  CHECK(laid_out(220, 320, 1).stacked);
  CHECK_FALSE(laid_out(300, 300, 1).stacked);
  CHECK_FALSE(laid_out(300, 190, 1).keys_shown);
}
