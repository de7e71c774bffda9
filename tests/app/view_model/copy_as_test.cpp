#include "app/view_model/copy_as.h"

#include <catch2/catch_test_macros.hpp>

#include "app/view_model/share_words.h"

using namespace app;

namespace {

emulator::InvokeRequest csv() {
  emulator::InvokeRequest request;
  request.content_type = "text/csv";
  request.accept = "application/json";
  request.custom_attributes = "it's=1";
  return request;
}

const CallPlace kHere{"http://127.0.0.1:8089", "us-east-1", "wine"};

}  // namespace

TEST_CASE("a call for the AWS CLI names the address, everything asked for, and the body's file") {
  const emulator::Bytes body("M,0.4\n");
  const CopiedCall call = aws_cli_call(csv(), kHere, &body);
  CHECK(call.hint.empty());
  CHECK(call.text ==
        "printf %s 'M,0.4\n' > request.bin\n"
        "AWS_ACCESS_KEY_ID=\"${AWS_ACCESS_KEY_ID:-hoplens}\" "
        "AWS_SECRET_ACCESS_KEY=\"${AWS_SECRET_ACCESS_KEY:-hoplens}\" "
        "aws sagemaker-runtime invoke-endpoint \\\n"
        "  --endpoint-url 'http://127.0.0.1:8089' \\\n"
        "  --region 'us-east-1' \\\n"
        "  --endpoint-name 'wine' \\\n"
        "  --content-type 'text/csv' \\\n"
        "  --accept 'application/json' \\\n"
        "  --custom-attributes 'it'\\''s=1' \\\n"
        "  --body 'fileb://request.bin' \\\n"
        "  answer.bin && cat answer.bin\n");
}

TEST_CASE("a call without an address goes to AWS, with no keys but the user's own") {
  const emulator::Bytes body("x");
  const CopiedCall cli = aws_cli_call({}, {"", "eu-west-1", "wine"}, &body);
  CHECK(cli.text.find("--endpoint-url") == cli.text.npos);
  CHECK(cli.text.find("ACCESS_KEY") == cli.text.npos);
  CHECK(cli.text.find("--region 'eu-west-1'") != cli.text.npos);
  const CopiedCall boto3 = boto3_call({}, {"", "eu-west-1", "wine"}, &body);
  CHECK(boto3.text.find("endpoint_url") == boto3.text.npos);
  CHECK(boto3.text.find("aws_access_key_id") == boto3.text.npos);
}

TEST_CASE("a body that is no short text is read from a file that has to be saved first") {
  const emulator::Bytes binary(std::string_view("\x89PNG\0", 5));
  const CopiedCall cli = aws_cli_call(csv(), kHere, &binary);
  CHECK(cli.text.find("printf") == cli.text.npos);
  CHECK(cli.hint == "Save the body as request.bin first");
  const CopiedCall boto3 = boto3_call(csv(), kHere, nullptr);
  CHECK(boto3.text.find("Body=open(\"request.bin\", \"rb\").read()") != boto3.text.npos);
  CHECK(boto3.hint == cli.hint);
}

TEST_CASE("a boto3 script quotes what Python would read otherwise") {
  const emulator::Bytes body("a\"b\\\n");
  const CopiedCall call = boto3_call(csv(), kHere, &body);
  CHECK(call.text.find("    Body=\"a\\\"b\\\\\\n\".encode(),\n") != call.text.npos);
  CHECK(call.text.find("    CustomAttributes=\"it's=1\",\n") != call.text.npos);
  CHECK(call.text.find("    endpoint_url=\"http://127.0.0.1:8089\",\n") != call.text.npos);
}

TEST_CASE("what was saved and opened is told with numbers and the file's name") {
  CHECK(saved_text(1, "/x/wine.har", 0) == "Saved 1 invocation to wine.har");
  CHECK(saved_text(1204, "/x/wine.har", 1) ==
        "Saved 1,204 invocations to wine.har · 1 value hidden");
  CHECK(saved_text(2, "/x/wine.har", 3) == "Saved 2 invocations to wine.har · 3 values hidden");
  CHECK(opened_text(2, "/x/a.hoplens-session") == "Opened 2 invocations of a.hoplens-session");
  CHECK(opened_text(2, "") == "Opened 2 invocations of the last window");
}

TEST_CASE("a recording is proposed beside its pipeline") {
  emulator::Pipeline pipeline;
  pipeline.folder = "/home/ada/wine";
  CHECK(proposed_recording(pipeline, ShareFormat::Har) == "/home/ada/wine/recording.har");
  pipeline.model.model_name = "wine";
  CHECK(proposed_recording(pipeline, ShareFormat::Session) ==
        "/home/ada/wine/wine.hoplens-session");
}
