#include <string>

#include <catch2/catch_test_macros.hpp>

#include "app/view_model/bodies/body_kind.h"
#include "app/view_model/bodies/csv_table.h"
#include "app/view_model/bodies/json_tree.h"
#include "app/view_model/bodies/text_index.h"
#include "app/view_model/bodies/visible_text.h"
#include "app/view_model/curl_command.h"
#include "app/view_model/size_limit.h"

using namespace app;

namespace {

constexpr std::size_t kAll = std::string_view::npos;
constexpr std::size_t kLarge = 25'000'000;

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string text;
  text.reserve(bytes + part.size());
  while (text.size() < bytes) text += part;
  return text;
}

}  // namespace

TEST_CASE("text is wrapped to the columns and keeps its empty lines") {
  const std::string text = "abc\r\n\n0123456789ab\n";
  const TextIndex index = index_text(text, 10, kAll);
  REQUIRE(index.rows() == 4);
  CHECK(text_row(index, text, 0) == "abc");
  CHECK(text_row(index, text, 1).empty());
  CHECK(text_row(index, text, 2) == "0123456789");
  CHECK(text_row(index, text, 3) == "ab");
}

TEST_CASE("wide characters take two columns and none is cut") {
  const std::string text = "日本語日本語";
  const TextIndex index = index_text(text, 8, kAll);
  REQUIRE(index.rows() == 2);
  CHECK(text_row(index, text, 0) == "日本語日");
}

TEST_CASE("the rows of 25 MB of text are all there") {
  const std::string text = repeated("0.455,0.365,0.095,0.514\n", kLarge);
  CHECK(index_text(text, 80, kAll).rows() == text.size() / 24);
}

TEST_CASE("controls and direction overrides are made visible") {
  CHECK(visible_text("a\x01\tb", 80) == "a·  b");
  CHECK(visible_text("x\xE2\x80\xAEy", 80) == "x<U+202E>y");
  CHECK(visible_text("\xFFz", 80) == "\xEF\xBF\xBDz");
}

TEST_CASE("Hebrew and Arabic are noticed, Greek is not") {
  CHECK(has_right_to_left("שלום"));
  CHECK(has_right_to_left("a مرحبا"));
  CHECK_FALSE(has_right_to_left("Ελληνικά 日本語"));
}

TEST_CASE("a JSON tree knows keys, values, counts and paths") {
  const std::string text = R"( {"a": [1, {"b c": "x\"y"}], "d": null} )";
  const JsonTree tree = build_json_tree(text);
  REQUIRE(tree.problem.empty());
  REQUIRE(tree.nodes.size() == 6);
  CHECK(json_label(tree, text, 0, 0).value == "{2}");
  CHECK(json_label(tree, text, 1, 0).key == "a");
  CHECK(json_label(tree, text, 1, 0).value == "[2]");
  CHECK(json_label(tree, text, 3, 1).key == "[1]");
  CHECK(json_path(tree, text, 4) == "$.a[1][\"b c\"]");
  CHECK(json_value(tree, text, 4) == "x\\\"y");
  CHECK(json_value(tree, text, 1) == R"([1, {"b c": "x\"y"}])");
  CHECK(json_label(tree, text, 5, 1).value == "null");
}

TEST_CASE("only open nodes have rows, and many children come in portions") {
  std::string text = "[";
  for (int i = 0; i < 2'500; ++i) text += std::to_string(i) + ",";
  text.back() = ']';
  const JsonTree tree = build_json_tree(text);
  OpenNodes open = first_open(tree);
  auto rows = tree_rows(tree, open);
  REQUIRE(rows.size() == 1'002);
  REQUIRE(rows.back().more);
  toggle(open, rows.back());
  CHECK(tree_rows(tree, open).size() == 2'501);
  toggle(open, rows.front());
  CHECK(tree_rows(tree, open).size() == 1);
}

TEST_CASE("hostile JSON ends in words") {
  CHECK(build_json_tree("{\"a\": }").problem.starts_with("Not JSON from byte 7"));
  CHECK(build_json_tree("[1, 2").problem.starts_with("Not JSON"));
  CHECK(build_json_tree("[\"\xFF\"]").problem.starts_with("Not JSON"));
  CHECK(build_json_tree("[1e999]").problem.find("too large") != std::string::npos);
  CHECK_FALSE(build_json_tree("").problem.empty());
  CHECK(build_json_tree({"1\0]", 3}).problem.starts_with("Not JSON from byte 2"));
  CHECK(build_json_tree({"{}\0{\"e", 6}).problem.starts_with("Not JSON from byte 3"));
  CHECK(build_json_tree("[123456789012345678901234567890]").problem.empty());
}

TEST_CASE("JSON that is 200,000 arrays deep is a tree like any other") {
  const std::string text = std::string(200'000, '[') + std::string(200'000, ']');
  const JsonTree tree = build_json_tree(text);
  REQUIRE(tree.nodes.size() == 200'000);
  CHECK(tree_rows(tree, first_open(tree)).size() < 200);
  CHECK(json_path(tree, text, 199'999).size() < 4'000);
  CHECK_FALSE(build_json_tree(std::string(200'000, '[')).problem.empty());
}

TEST_CASE("25 MB of JSON become a tree of moderate size") {
  const std::string text =
      "[" + repeated("{\"features\": [0.455, 0.365, 0.095]},", kLarge) + "null]";
  const JsonTree tree = build_json_tree(text);
  REQUIRE(tree.problem.empty());
  CHECK(tree.nodes.size() * sizeof(JsonNode) < 2 * text.size());
}

TEST_CASE("CSV fields are cut, unquoted and counted") {
  const std::string text = "name,length\r\n\"a,\"\"b\"\"\",0.4\r\nc,12";
  const CsvTable table = build_csv_table(text);
  REQUIRE(table.records() == 3);
  CHECK(table.header_likely);
  CHECK(csv_fields(table, text, 1) == std::vector<std::string>{"a,\"b\"", "0.4"});
  CHECK(csv_record(table, text, 2) == "c,12");
  CHECK_FALSE(build_csv_table("1,2\n3,4\n").header_likely);
  CHECK(build_csv_table("a;b\n").separator == ';');
  CHECK(build_csv_table("\"never closed\n1,2").records() == 1);
  CHECK(build_csv_table("").records() == 0);
}

TEST_CASE("25 MB of CSV become a table") {
  const std::string text = repeated("0.455,0.365,0.095,0.514\n", kLarge);
  CHECK(build_csv_table(text).records() == text.size() / 24);
}

TEST_CASE("the view follows the content type, else what the body looks like") {
  CHECK(suitable_view("application/json; charset=utf-8", "{}") == BodyView::Tree);
  CHECK(suitable_view("text/csv", "1,2") == BodyView::Table);
  CHECK(suitable_view("application/jsonlines", "{}\n{}") == BodyView::Tree);
  CHECK(suitable_view("", " [1]") == BodyView::Tree);
  CHECK(suitable_view("text/plain", "hello") == BodyView::Text);
  CHECK(suitable_view("text/csv", "\x89PNG") == BodyView::Hex);
}

TEST_CASE("every format of the contract is known by its type, and most by their first bytes") {
  CHECK(body_form("application/x-npy", "\x93NUMPY") == BodyForm::Npy);
  CHECK(body_form("", "\x93NUMPY\x01") == BodyForm::Npy);
  CHECK(body_form("application/x-recordio-protobuf", "\x0A\x23\xD7\xCE") == BodyForm::RecordIo);
  CHECK(body_form("application/octet-stream", "\x0A\x23\xD7\xCE") == BodyForm::RecordIo);
  CHECK(body_form("text/x-libsvm", "1 0:1") == BodyForm::Libsvm);
  CHECK(body_form("", "1 0:0.5 2:3\n") == BodyForm::Libsvm);
  CHECK(body_form("text/plain", "1 0:0.5 2:3\n") == BodyForm::Text);
  CHECK(body_form("image/png", "\x89PNG\r\n\x1A\n") == BodyForm::Image);
  CHECK(body_form("", "\xFF\xD8\xFF\xE0") == BodyForm::Image);
  CHECK(body_form("application/jsonlines", "{}") == BodyForm::JsonLines);
  CHECK(body_form("", "{\"a\": 1}\n{\"a\": 2}\n") == BodyForm::JsonLines);
  CHECK(body_form("application/json", "{\"a\": 1}\n{\"a\": 2}\n") == BodyForm::Json);
  CHECK(body_form("", "[\n 1\n]") == BodyForm::Json);
  CHECK(body_form("application/json", R"({"schema": {"input": []}, "data": [1]})") ==
        BodyForm::SparkMl);
  CHECK(body_form("application/octet-stream", std::string_view("a\0b", 3)) == BodyForm::Bytes);
}

TEST_CASE("a type that the bytes belie does not hide them") {
  CHECK(suitable_view("image/png", "404 not found") == BodyView::Text);
  CHECK(suitable_view("application/x-npy", "oops") == BodyView::Table);
  CHECK(suitable_view("text/csv", std::string_view("\x93NUMPY\x01\0", 8)) == BodyView::Table);
}

TEST_CASE("curl gets the same request, quoted so that no shell acts on it") {
  emulator::HttpRequest request;
  request.headers = {
      {"Content-Type", "text/csv"}, {"Content-Length", "9"}, {"X-Note", "it's $(x)"}};
  request.body = emulator::make_body("it's\n`1`");
  const auto bytes = request.body->in_memory();
  const CurlCommand command = curl_command(request, "http://127.0.0.1:1/invocations", bytes.get());
  CHECK(command.text.starts_with("curl -X 'POST' 'http://127.0.0.1:1/invocations'"));
  CHECK(command.text.find("-H 'X-Note: it'\\''s $(x)'") != std::string::npos);
  CHECK(command.text.find("--data-binary 'it'\\''s\n`1`'") != std::string::npos);
  CHECK(command.text.find("Content-Length") == std::string::npos);
  CHECK(command.hint.empty());
}

TEST_CASE("curl reads a binary body from a file") {
  emulator::HttpRequest request;
  request.body = emulator::make_body("\x89PNG");
  const CurlCommand command = curl_command(request, "http://h/", request.body->in_memory().get());
  CHECK(command.text.ends_with("--data-binary @request.bin"));
  CHECK(command.hint == "Save the body as request.bin first");
}

TEST_CASE("sizes are told beside SageMaker's limit, with a warning near it") {
  const SizeLimit limit{5'000'000, "between containers", "3.21"};
  CHECK(size_meter(3'400, limit).text == "3.40 KB of 5 MB between containers");
  CHECK(size_meter(3'400, limit).tone == ChipTone::Neutral);
  CHECK(size_meter(4'100'000, limit).tone == ChipTone::Caution);
  CHECK(size_meter(5'000'001, limit).tone == ChipTone::Bad);
}
