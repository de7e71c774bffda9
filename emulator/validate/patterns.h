#pragma once

#include <string_view>

// CreateModel's patterns (contract 1a), written by hand: std::regex has no look-behind and no
// \p{L}, and can overflow its stack. Whole-string matches, as the service does (contract 1.1).
namespace emulator {

// ASCII letters and digits, hyphens inside only, not empty (contract 1.2). Any length.
bool is_name(std::string_view text);
bool is_image(std::string_view text);               // [\S]+
bool is_data_url(std::string_view text);            // (https|s3)://([^/]+)/?(.*)
bool is_role_arn(std::string_view text);            // arn:aws…:iam::<12 digits>:role/…
bool is_model_package_name(std::string_view text);  // name or ARN, optional /version
bool is_channel_name(std::string_view text);        // [A-Za-z0-9\.\-_]+
bool is_variable_name(std::string_view text);       // [a-zA-Z_][a-zA-Z0-9_]*
bool is_vpc_id(std::string_view text);              // [-0-9a-zA-Z]+
bool is_metrics_path(std::string_view text);        // /(?!.*\.\.)[a-zA-Z0-9/_.\-]+
// ([\p{L}\p{Z}\p{N}_.:/=+\-@]*). Beyond ASCII every character is let pass: Unicode's categories
// are not at hand, and a wrong refusal is worse than a missed one.
bool is_tag_text(std::string_view text);

// Region of an ECR image URI (<12 digits>.dkr.ecr.<region>.amazonaws.com/<repository>…), or ""
// where it is none (contract 1.22).
std::string_view ecr_region(std::string_view image);

}  // namespace emulator
