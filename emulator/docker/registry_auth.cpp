#include "emulator/docker/registry_auth.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "emulator/base/run_program.h"
#include "emulator/base/text.h"
#include "emulator/docker/docker_json.h"

namespace emulator {
namespace {

using nlohmann::json;

constexpr std::string_view kHelperPrefix = "docker-credential-";
constexpr std::string_view kTokenUser = "<token>";  // what helpers call a login by identity token

struct Login {
  std::string username;
  std::string password;
  std::string identity_token;
};

std::string header_of(const Login& login, const std::string& server) {
  if (login.username.empty() && login.identity_token.empty()) return {};
  json document{{"serveraddress", server}};
  if (!login.identity_token.empty()) {
    document["identitytoken"] = login.identity_token;
  } else {
    document["username"] = login.username;
    document["password"] = login.password;
  }
  std::string encoded = base64_encode(dump(document));
  std::ranges::replace(encoded, '+', '-');
  std::ranges::replace(encoded, '/', '_');
  return encoded;
}

// "user:password", as base64.
std::optional<Login> decoded(const std::string& encoded) {
  std::string text;
  if (!base64_decode(encoded, text)) return std::nullopt;
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return std::nullopt;
  std::string password = text.substr(colon + 1);
  password.erase(password.find_last_not_of('\0') + 1);  // old files are padded
  return Login{text.substr(0, colon), std::move(password), {}};
}

Result<Login> login_from_file(const DockerConfig& config, const ImageReference& image) {
  const StoredLogin stored = stored_login(config, image);
  if (stored.encoded.empty()) return Login{stored.username, stored.password, stored.identity_token};
  std::optional<Login> login = decoded(stored.encoded);
  if (!login)
    return fail(ErrorCode::InvalidInput,
                "The login for " + image.registry + " in " + config.file.string() +
                    " cannot be read: its \"auth\" is not base64 of user:password",
                "Log in again: " + login_advice(image));
  login->identity_token = stored.identity_token;
  return *login;
}

// One helper, asked for one registry.
struct HelperQuestion {
  const DockerConfig& config;
  const ImageReference& image;
  std::string program;

  tl::unexpected<Error> failed(ErrorCode code, const std::string& how,
                               const std::string& next_step) const {
    return fail(code,
                "The credential helper " + program + ", which " + config.file.string() +
                    " names for " + image.registry + ", " + how,
                next_step);
  }
  // Its own words may hold what is secret, so the user is told how to hear them.
  tl::unexpected<Error> odd(const std::string& how) const {
    return failed(ErrorCode::IoFailed, how,
                  "Hear what it says: echo " + image.registry_key() + " | " + program + " get");
  }
};

tl::unexpected<Error> not_run(const HelperQuestion& question, const Error& error) {
  if (error.code == ErrorCode::Cancelled) return fail(error);
  if (error.code == ErrorCode::NotFound)
    return question.failed(
        ErrorCode::NotFound, "is not installed",
        "Install it, or take it out of that file and log in: " + login_advice(question.image));
  return question.failed(error.code, "cannot be run", error.what + ". " + error.next_step);
}

// "2 s", "150 ms"
std::string words_for(std::chrono::milliseconds time) {
  return time.count() % 1000 == 0 ? std::to_string(time.count() / 1000) + " s"
                                  : std::to_string(time.count()) + " ms";
}

bool says_not_found(const ProgramRun& run) {
  constexpr std::string_view kNotFound = "redentials not found";
  return run.out.find(kNotFound) != std::string::npos ||
         run.err.find(kNotFound) != std::string::npos;
}

Result<Login> login_in_answer(const HelperQuestion& question, const std::string& out) {
  const json document = parse_json(out);
  if (!member(document, "Username").is_string() || !member(document, "Secret").is_string())
    return question.odd("answered what is no login");
  const std::string user = text_in(document, "Username");
  std::string secret = text_in(document, "Secret");
  if (user == kTokenUser) return Login{{}, {}, std::move(secret)};
  return Login{user, std::move(secret), {}};
}

Result<Login> login_from_helper(const HelperQuestion& question, std::stop_token cancel,
                                std::chrono::milliseconds patience) {
  const ProgramCall call{.program = question.program,
                         .arguments = {"get"},
                         .input = question.image.registry_key(),
                         .time_limit = patience};
  const Result<ProgramRun> run = run_program(call, std::move(cancel));
  if (!run) return not_run(question, run.error());
  if (run->timed_out)
    return question.odd("did not answer within " + words_for(patience) +
                        " (does it wait for a key store to be unlocked?)");
  if (run->signal != 0) return question.odd("was ended by signal " + std::to_string(run->signal));
  if (run->well()) return login_in_answer(question, run->out);
  if (says_not_found(*run)) return Login{};
  return question.odd("failed with exit code " + std::to_string(run->exit_code));
}

Result<Login> login_for(const DockerConfig& config, const ImageReference& image,
                        std::stop_token cancel, std::chrono::milliseconds patience) {
  const std::string helper = credential_helper(config, image);
  if (helper.empty()) return login_from_file(config, image);
  if (helper.find('/') != std::string::npos)
    return fail(ErrorCode::InvalidInput,
                config.file.string() + " names a credential helper with a '/': " + helper,
                "Name the end of a program's name: ecr-login for docker-credential-ecr-login");
  return login_from_helper({config, image, std::string(kHelperPrefix) + helper}, std::move(cancel),
                           patience);
}

// The region of "<account>.dkr.ecr.<region>.amazonaws.com", its FIPS and Chinese kin; "" of others.
std::string ecr_region(const std::string& registry) {
  const std::vector<std::string> labels = split(registry, '.');
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool named_so = labels.size() >= 6 && labels[0].size() == 12 &&
                        std::ranges::all_of(labels[0], is_digit) && labels[1] == "dkr" &&
                        (labels[2] == "ecr" || labels[2] == "ecr-fips");
  const bool at_amazon =
      registry.ends_with(".amazonaws.com") || registry.ends_with(".amazonaws.com.cn");
  return named_so && at_amazon ? labels[3] : "";
}

std::string aws_login(const std::string& service, const std::string& region,
                      const std::string& registry) {
  return "aws " + service + " get-login-password --region " + region +
         " | docker login --username AWS --password-stdin " + registry;
}

}  // namespace

Result<std::string> registry_auth(const DockerConfig& config, const ImageReference& image,
                                  std::stop_token cancel, std::chrono::milliseconds patience) {
  const Result<Login> login = login_for(config, image, std::move(cancel), patience);
  if (!login) return fail(login.error());
  return header_of(*login, image.registry_key());
}

std::string login_advice(const ImageReference& image) {
  if (image.on_docker_hub()) return "docker login";
  // ECR Public is in one region alone.
  if (image.registry == "public.ecr.aws")
    return aws_login("ecr-public", "us-east-1", image.registry);
  const std::string region = ecr_region(image.registry);
  return region.empty() ? "docker login " + image.registry
                        : aws_login("ecr", region, image.registry);
}

}  // namespace emulator
