#include "emulator/validate/patterns.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

TEST_CASE("a name is letters, digits and inner hyphens") {
  for (const char* name : {"a", "A-1", "wine--pipeline", "0"}) CHECK(is_name(name));
  for (const char* name : {"", "-a", "a-", "a_b", "a b", "Müller", "it's"})
    CHECK_FALSE(is_name(name));
}

TEST_CASE("model data stands at s3:// or https://") {
  for (const char* url : {"s3://b", "s3://b/", "s3://b/k/x.tar.gz", "https://h/x"})
    CHECK(is_data_url(url));
  for (const char* url : {"", "s3://", "s3:///k", "http://h/x", "./model", "S3://b/k", "s3://b/\n"})
    CHECK_FALSE(is_data_url(url));
}

TEST_CASE("a role is an IAM ARN with twelve digits") {
  CHECK(is_role_arn("arn:aws:iam::123456789012:role/SageMakerRole"));
  CHECK(is_role_arn("arn:aws-cn:iam::123456789012:role/service-role/x@y,z=1"));
  CHECK_FALSE(is_role_arn("arn:aws:iam::12345678901:role/x"));
  CHECK_FALSE(is_role_arn("arn:aws:iam::1234567890123:role/x"));
  CHECK_FALSE(is_role_arn("arn:aws:iam::123456789012:user/x"));
  CHECK_FALSE(is_role_arn("arn:aws:iam::123456789012:role"));
  CHECK_FALSE(is_role_arn("SageMakerRole"));
}

TEST_CASE("a model package is a name or an ARN, with or without version") {
  CHECK(is_model_package_name("wine"));
  CHECK(is_model_package_name("wine/12"));
  CHECK(is_model_package_name("arn:aws:sagemaker:us-east-1:123456789012:model-package/wine/3"));
  CHECK_FALSE(is_model_package_name("wine-"));
  CHECK_FALSE(is_model_package_name("wine/"));
  CHECK_FALSE(is_model_package_name("wine/1234567890"));
  CHECK_FALSE(is_model_package_name("arn:aws:sagemaker:us-east-1:1234:model-package/wine"));
  CHECK_FALSE(is_model_package_name(std::string(64, 'a')));
}

TEST_CASE("variables, channels, tags and metrics paths follow AWS's patterns") {
  CHECK(is_variable_name("_A1"));
  CHECK_FALSE(is_variable_name("1A"));
  CHECK_FALSE(is_variable_name("A-B"));
  CHECK(is_channel_name("a.b-c_d"));
  CHECK_FALSE(is_channel_name("a/b"));
  CHECK(is_tag_text("équipe: vin/rouge"));
  CHECK(is_tag_text(""));
  CHECK_FALSE(is_tag_text("a;b"));
  CHECK(is_metrics_path("/metrics"));
  CHECK_FALSE(is_metrics_path("/a/../b"));
  CHECK_FALSE(is_metrics_path("metrics"));
  CHECK_FALSE(is_metrics_path("/"));
  CHECK(is_vpc_id("sg-0a1b"));
  CHECK_FALSE(is_vpc_id("sg_0"));
}

TEST_CASE("an ECR address gives its Region and anything else gives none") {
  CHECK(ecr_region("123456789012.dkr.ecr.us-east-1.amazonaws.com/wine:1") == "us-east-1");
  CHECK(ecr_region("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/wine@sha256:0") ==
        "cn-north-1");
  CHECK(ecr_region("wine:latest").empty());
  CHECK(ecr_region("localhost:5000/wine").empty());
  CHECK(ecr_region("123456789012.dkr.ecr.us-east-1.amazonaws.com/").empty());
  CHECK(ecr_region("123456789012.dkr.ecr.us-east-1.evil.com/wine").empty());
}
