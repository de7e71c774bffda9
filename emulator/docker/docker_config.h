#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "emulator/base/result.h"
#include "emulator/docker/image_reference.h"

// What the Docker CLI keeps in its folder (docker_config_folder()): its settings and contexts.
namespace emulator {

// A member of "auths". All secret; empty where the file has nothing.
struct StoredLogin {
  std::string encoded;  // base64 of "user:password"
  std::string username;
  std::string password;
  std::string identity_token;
  bool empty() const { return encoded.empty() && username.empty() && identity_token.empty(); }
};

struct DockerConfig {
  std::filesystem::path file;
  std::string current_context;
  std::map<std::string, StoredLogin> logins;              // "auths"
  std::string credentials_store;                          // "credsStore"
  std::map<std::string, std::string> credential_helpers;  // "credHelpers"
};

// Its config.json; an empty DockerConfig where there is none. Errors name the file and never what
// it holds.
[[nodiscard]] Result<DockerConfig> read_docker_config(const std::filesystem::path& folder);

// Which helper knows the login of an image's registry: "ecr-login"; "": none, `logins` count.
std::string credential_helper(const DockerConfig& config, const ImageReference& image);
// The login that the file itself holds for an image's registry; an empty one where it has none.
StoredLogin stored_login(const DockerConfig& config, const ImageReference& image);

// A context, as `docker context create` stores it.
struct DockerContext {
  std::string host;  // as in DOCKER_HOST; "": the usual one
  bool skip_tls_verify = false;
  std::filesystem::path tls_folder;  // may hold ca.pem, cert.pem and key.pem; need not be there
};
// NotFound where there is none of that name.
[[nodiscard]] Result<DockerContext> read_docker_context(const std::filesystem::path& folder,
                                                        std::string_view name);

}  // namespace emulator
