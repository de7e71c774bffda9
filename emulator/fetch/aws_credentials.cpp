#include "emulator/fetch/aws_credentials.h"

#include <array>
#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include "emulator/base/run_program.h"

namespace emulator {
namespace {

std::string first_of(std::initializer_list<std::string> values) {
  for (const std::string& value : values)
    if (!value.empty()) return value;
  return "";
}

struct Found {
  AwsCredentials credentials;
  std::string why;
};

// One place where both halves of a key may stand. Nothing where neither is there.
Result<std::optional<Found>> pair_in(AwsCredentials credentials, const std::string& place,
                                     const std::string& missing_id,
                                     const std::string& missing_secret) {
  if (credentials.access_key_id.empty() && credentials.secret_access_key.empty())
    return std::nullopt;
  const bool no_id = credentials.access_key_id.empty();
  if (no_id || credentials.secret_access_key.empty())
    return fail(ErrorCode::InvalidInput,
                "Your AWS credentials are incomplete: " + place + " has no " +
                    (no_id ? missing_id : missing_secret),
                "Set both, or neither");
  return Found{std::move(credentials), place};
}

Result<std::optional<Found>> in_environment(const FetchSurroundings& around) {
  return pair_in({around.text("AWS_ACCESS_KEY_ID"), around.text("AWS_SECRET_ACCESS_KEY"),
                  around.text("AWS_SESSION_TOKEN")},
                 "the environment", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
}

Result<std::optional<Found>> in_settings(const AwsSettings& settings, const std::string& place) {
  const auto value = [&](const char* key) {
    const auto at = settings.find(key);
    return at == settings.end() ? std::string() : at->second;
  };
  return pair_in(
      {value("aws_access_key_id"), value("aws_secret_access_key"), value("aws_session_token")},
      place, "aws_access_key_id", "aws_secret_access_key");
}

// What a profile may want that is not done here, and how its owner calls it.
struct Elsewhere {
  std::string_view key;
  std::string_view words;
};
constexpr std::array kElsewhere{
    Elsewhere{"sso_session", "signs in through single sign-on"},
    Elsewhere{"sso_start_url", "signs in through single sign-on"},
    Elsewhere{"web_identity_token_file", "takes on a role by web identity"},
    Elsewhere{"role_arn", "takes on a role"},
    Elsewhere{"credential_source", "takes on a role"},
};

Error no_credentials(const AwsProfile& profile) {
  for (const Elsewhere& way : kElsewhere)
    if (!profile.config_value(std::string(way.key)).empty())
      return {ErrorCode::Unsupported,
              "The AWS profile '" + profile.name + "' " + std::string(way.words) +
                  ", which is not done here",
              "Put credentials that it gives into the environment (aws configure "
              "export-credentials --format env)"};
  return {ErrorCode::NotFound,
          "There are no AWS credentials: neither AWS_ACCESS_KEY_ID nor the profile '" +
              profile.name + "' in " + profile.credentials_file + " or " + profile.config_file +
              " gives any",
          "Run aws configure, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"};
}

constexpr std::chrono::seconds kProgramTime{60};

tl::unexpected<Error> program_failed(const AwsProfile& profile, const std::string& why) {
  return fail(
      ErrorCode::NotFound,
      "The program that gives the credentials of the AWS profile '" + profile.name + "' " + why,
      "Correct credential_process in " + profile.config_file);
}

// What credential_process prints: {"Version": 1, "AccessKeyId": …}.
Result<std::optional<Found>> from_program(const AwsProfile& profile,
                                          const std::stop_token& cancel) {
  std::string command = profile.config_value("credential_process");
  if (command.empty()) return std::nullopt;
  // AWS's own command line splits it as a shell does, and so does a shell.
  const ProgramCall call{
      .program = "/bin/sh", .arguments = {"-c", std::move(command)}, .time_limit = kProgramTime};
  const Result<ProgramRun> run = run_program(call, cancel);
  if (!run) return fail(run.error());
  if (run->timed_out) return program_failed(profile, "did not end within a minute");
  if (!run->well()) return program_failed(profile, "failed");
  const auto json = nlohmann::json::parse(run->out, nullptr, false);
  const auto value = [&](const char* key) -> std::string {
    const auto at = json.find(key);
    return at != json.end() && at->is_string() ? at->get<std::string>() : "";
  };
  if (!json.is_object() || json.value("Version", nlohmann::json()) != 1)
    return program_failed(profile, "printed something else than credentials of version 1");
  return pair_in({value("AccessKeyId"), value("SecretAccessKey"), value("SessionToken")},
                 "the profile '" + profile.name + "' (credential_process)", "AccessKeyId",
                 "SecretAccessKey");
}

Result<Found> find_credentials(const FetchSurroundings& around, const AwsProfile& profile,
                               const std::stop_token& cancel) {
  const std::string place = "the profile '" + profile.name + "' in ";
  auto found = in_environment(around);
  if (found && !*found) found = in_settings(profile.credentials, place + profile.credentials_file);
  if (found && !*found) found = from_program(profile, cancel);
  if (found && !*found) found = in_settings(profile.config, place + profile.config_file);
  if (!found) return fail(found.error());
  if (!*found) return fail(no_credentials(profile));
  return std::move(**found);
}

std::string endpoint_of(const FetchSurroundings& around, const AwsProfile& profile) {
  if (around.text("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") == "true") return "";
  std::string endpoint =
      first_of({around.text("AWS_ENDPOINT_URL_S3"), around.text("AWS_ENDPOINT_URL"),
                profile.services_endpoint, profile.config_value("endpoint_url")});
  while (endpoint.ends_with('/')) endpoint.pop_back();
  return endpoint;
}

}  // namespace

Result<AwsAccess> find_aws_access(const FetchSurroundings& around, std::stop_token cancel) {
  const Result<AwsProfile> profile = read_aws_profile(around);
  if (!profile) return fail(profile.error());
  Result<Found> found = find_credentials(around, *profile, cancel);
  if (!found) return fail(found.error());
  AwsAccess out;
  out.credentials = std::move(found->credentials);
  out.why = found->why;
  out.region = first_of({around.text("AWS_REGION"), around.text("AWS_DEFAULT_REGION"),
                         profile->config_value("region"), "us-east-1"});
  out.endpoint = endpoint_of(around, *profile);
  out.ca_bundle = first_of({around.text("AWS_CA_BUNDLE"), profile->config_value("ca_bundle")});
  return out;
}

}  // namespace emulator
