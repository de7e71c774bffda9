#include "app/view_model/client_lines.h"

#include <catch2/catch_test_macros.hpp>

using namespace app;

namespace {

std::string lines_of(std::string_view name, const ClientTarget& target) {
  const ClientText* text = client_text(name);
  REQUIRE(text);
  return text->lines(target);
}

ClientTarget here() {
  ClientTarget target;
  target.url = "http://127.0.0.1:8089";
  target.endpoint = "abalone";
  target.body = "M,0.455,it's\n";
  return target;
}

}  // namespace

TEST_CASE("a POSIX shell is pointed here, and only what is not set is set besides") {
  CHECK(lines_of("posix", here()) ==
        "export AWS_ENDPOINT_URL_SAGEMAKER='http://127.0.0.1:8089'\n"
        "export AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME='http://127.0.0.1:8089'\n"
        "[ -n \"${AWS_ACCESS_KEY_ID-}${AWS_PROFILE-}\" ] || export AWS_ACCESS_KEY_ID='hoplens'\n"
        "[ -n \"${AWS_SECRET_ACCESS_KEY-}${AWS_PROFILE-}\" ] || "
        "export AWS_SECRET_ACCESS_KEY='hoplens'\n"
        "[ -n \"${AWS_REGION-}\" ] || export AWS_REGION='us-east-1'\n"
        "[ -n \"${AWS_DEFAULT_REGION-}\" ] || export AWS_DEFAULT_REGION='us-east-1'\n");
}

TEST_CASE("fish and PowerShell are pointed here in their own words") {
  CHECK(lines_of("fish", here()) ==
        "set -gx AWS_ENDPOINT_URL_SAGEMAKER 'http://127.0.0.1:8089'\n"
        "set -gx AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME 'http://127.0.0.1:8089'\n"
        "test -n \"$AWS_ACCESS_KEY_ID$AWS_PROFILE\"; or set -gx AWS_ACCESS_KEY_ID 'hoplens'\n"
        "test -n \"$AWS_SECRET_ACCESS_KEY$AWS_PROFILE\"; or "
        "set -gx AWS_SECRET_ACCESS_KEY 'hoplens'\n"
        "test -n \"$AWS_REGION\"; or set -gx AWS_REGION 'us-east-1'\n"
        "test -n \"$AWS_DEFAULT_REGION\"; or set -gx AWS_DEFAULT_REGION 'us-east-1'\n");
  CHECK(lines_of("powershell", here()) ==
        "$env:AWS_ENDPOINT_URL_SAGEMAKER = 'http://127.0.0.1:8089'\n"
        "$env:AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME = 'http://127.0.0.1:8089'\n"
        "if (-not ($env:AWS_ACCESS_KEY_ID -or $env:AWS_PROFILE)) "
        "{ $env:AWS_ACCESS_KEY_ID = 'hoplens' }\n"
        "if (-not ($env:AWS_SECRET_ACCESS_KEY -or $env:AWS_PROFILE)) "
        "{ $env:AWS_SECRET_ACCESS_KEY = 'hoplens' }\n"
        "if (-not ($env:AWS_REGION)) { $env:AWS_REGION = 'us-east-1' }\n"
        "if (-not ($env:AWS_DEFAULT_REGION)) { $env:AWS_DEFAULT_REGION = 'us-east-1' }\n");
}

TEST_CASE("a boto3 snippet is a whole program that invokes the endpoint") {
  CHECK(lines_of("boto3", here()) ==
        "import boto3\n"
        "\n"
        "address = {\n"
        "    \"endpoint_url\": \"http://127.0.0.1:8089\",\n"
        "    \"region_name\": \"us-east-1\",\n"
        "    \"aws_access_key_id\": \"hoplens\",\n"
        "    \"aws_secret_access_key\": \"hoplens\",\n"
        "}\n"
        "sagemaker = boto3.client(\"sagemaker\", **address)\n"
        "runtime = boto3.client(\"sagemaker-runtime\", **address)\n"
        "\n"
        "answer = runtime.invoke_endpoint(\n"
        "    EndpointName=\"abalone\",\n"
        "    ContentType=\"text/csv\",\n"
        "    Body=\"M,0.455,it's\\n\".encode(),\n"
        ")\n"
        "print(answer[\"Body\"].read().decode())\n");
}

TEST_CASE("a call of the AWS CLI or of curl runs as it is pasted") {
  CHECK(lines_of("aws-cli", here()) ==
        "printf %s 'M,0.455,it'\\''s\n' > request.bin\n"
        "AWS_ACCESS_KEY_ID=\"${AWS_ACCESS_KEY_ID:-hoplens}\" "
        "AWS_SECRET_ACCESS_KEY=\"${AWS_SECRET_ACCESS_KEY:-hoplens}\" \\\n"
        "  aws sagemaker-runtime invoke-endpoint \\\n"
        "  --endpoint-url 'http://127.0.0.1:8089' --region 'us-east-1' \\\n"
        "  --endpoint-name 'abalone' --content-type 'text/csv' \\\n"
        "  --body fileb://request.bin answer.bin && cat answer.bin\n");
  CHECK(lines_of("curl", here()) ==
        "curl -sS 'http://127.0.0.1:8089/endpoints/abalone/invocations' \\\n"
        "  -H 'Content-Type: text/csv' \\\n"
        "  --data-binary 'M,0.455,it'\\''s\n'\n");
}

TEST_CASE("without an endpoint and a body, what is missing has a name that can be seen") {
  ClientTarget target;
  target.url = "http://127.0.0.1:8090";
  target.content_type = "application/json";
  CHECK(lines_of("curl", target) ==
        "curl -sS 'http://127.0.0.1:8090/endpoints/ENDPOINT-NAME/invocations' \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        "  --data-binary @request.bin\n");
  CHECK(lines_of("aws-cli", target).starts_with("AWS_ACCESS_KEY_ID="));
  CHECK(lines_of("boto3", target).find("Body=open(\"request.bin\", \"rb\"),") != std::string::npos);
}

TEST_CASE("nothing that a name holds is run by a shell") {
  ClientTarget target;
  target.url = "http://a'b\\c$(id):8089";
  CHECK(lines_of("posix", target).find("='http://a'\\''b\\c$(id):8089'\n") != std::string::npos);
  CHECK(lines_of("fish", target).find(" 'http://a\\'b\\\\c$(id):8089'\n") != std::string::npos);
  CHECK(lines_of("powershell", target).find("= 'http://a''b\\c$(id):8089'\n") != std::string::npos);
  CHECK(lines_of("boto3", target).find("\"http://a'b\\\\c$(id):8089\"") != std::string::npos);
  target.body = "@/etc/passwd";
  CHECK(lines_of("curl", target).find("--data-binary @request.bin") != std::string::npos);
}

TEST_CASE("every text has a name of its own") {
  for (const ClientText& text : client_texts()) CHECK(client_text(text.name) == &text);
  CHECK_FALSE(client_text("csh"));
}
