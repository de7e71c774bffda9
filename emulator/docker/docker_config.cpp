#include "emulator/docker/docker_config.h"

#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>
#include <openssl/sha.h>

#include "emulator/base/file_text.h"
#include "emulator/base/text.h"
#include "emulator/docker/docker_json.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

tl::unexpected<Error> odd_file(const fs::path& file, const std::string& what,
                               const std::string& next_step) {
  return fail(ErrorCode::InvalidInput, file.string() + ": " + what, next_step);
}

// The library's own words quote the file, which may hold secrets: only the place is taken over.
Result<json> parse_file(const fs::path& file, const std::string& text,
                        const std::string& next_step) {
  json document;
  try {
    document = json::parse(text);
  } catch (const json::parse_error& error) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
    const auto line = 1 + std::count(text.begin(), end, '\n');
    return odd_file(file, "line " + std::to_string(line) + ": this is no JSON", next_step);
  } catch (const json::out_of_range&) {
    return odd_file(file, "it holds a number that is too large", next_step);
  }
  if (!document.is_object()) return odd_file(file, "it is no JSON object", next_step);
  return document;
}

// A member that is text where it is there at all.
struct TextMember {
  std::string_view name;
  std::string DockerConfig::*target;
};
constexpr std::array kTextMembers{
    TextMember{"currentContext", &DockerConfig::current_context},
    TextMember{"credsStore", &DockerConfig::credentials_store},
};

// The first member whose type is not the one that Docker writes; "" where all are well.
std::string odd_member(const json& document) {
  for (const TextMember& text : kTextMembers) {
    const json& value = member(document, text.name);
    if (!value.is_null() && !value.is_string()) return std::string(text.name);
  }
  for (const std::string_view name : {"auths", "credHelpers"}) {
    const json& value = member(document, name);
    if (!value.is_null() && !value.is_object()) return std::string(name);
  }
  return {};
}

StoredLogin login_in(const json& object) {
  return {.encoded = text_in(object, "auth"),
          .username = text_in(object, "username"),
          .password = text_in(object, "password"),
          .identity_token = text_in(object, "identitytoken")};
}

DockerConfig config_in(const json& document, fs::path file) {
  DockerConfig config{.file = std::move(file)};
  for (const TextMember& text : kTextMembers) config.*text.target = text_in(document, text.name);
  for (const auto& [registry, login] : member(document, "auths").items())
    config.logins[registry] = login_in(login);
  for (const auto& [registry, helper] : member(document, "credHelpers").items())
    if (helper.is_string()) config.credential_helpers[registry] = helper.get<std::string>();
  return config;
}

// "https://registry.example/v1/" → "registry.example", as old files have it.
std::string_view host_in(std::string_view key) {
  if (const std::size_t scheme = key.find("://"); scheme != key.npos) key.remove_prefix(scheme + 3);
  return key.substr(0, key.find('/'));
}

constexpr std::array<std::string_view, 3> kDockerHubHosts{"docker.io", "index.docker.io",
                                                          "registry-1.docker.io"};

bool is_key_of(std::string_view key, const ImageReference& image) {
  const std::string_view host = host_in(key);
  return image.on_docker_hub() ? std::ranges::find(kDockerHubHosts, host) != kDockerHubHosts.end()
                               : host == image.registry;
}

// The value under the registry's own key, else under one that means the same registry.
template <typename Map>
auto find_registry(const Map& map, const ImageReference& image) {
  const auto exact = map.find(image.registry_key());
  if (exact != map.end()) return exact;
  return std::ranges::find_if(map,
                              [&image](const auto& row) { return is_key_of(row.first, image); });
}

std::string sha256_hex(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::string out;
  for (const unsigned char byte : digest) out += {kDigits[byte >> 4], kDigits[byte & 15]};
  return out;
}

}  // namespace

Result<DockerConfig> read_docker_config(const fs::path& folder) {
  const fs::path file = folder / "config.json";
  const Result<std::string> text = read_file_text(file);
  if (!text && text.error().code == ErrorCode::NotFound) return DockerConfig{.file = file};
  if (!text) return fail(text.error());
  if (trim(*text).empty()) return DockerConfig{.file = file};
  const std::string next_step = "Repair the file, or move it away and run `docker login` again";
  const Result<json> document = parse_file(file, *text, next_step);
  if (!document) return fail(document.error());
  if (const std::string odd = odd_member(*document); !odd.empty())
    return odd_file(file, "\"" + odd + "\" is of another type than Docker writes", next_step);
  return config_in(*document, file);
}

std::string credential_helper(const DockerConfig& config, const ImageReference& image) {
  const auto own = find_registry(config.credential_helpers, image);
  return own != config.credential_helpers.end() ? own->second : config.credentials_store;
}

StoredLogin stored_login(const DockerConfig& config, const ImageReference& image) {
  const auto found = find_registry(config.logins, image);
  return found != config.logins.end() ? found->second : StoredLogin{};
}

Result<DockerContext> read_docker_context(const fs::path& folder, std::string_view name) {
  const std::string id = sha256_hex(name);
  const fs::path file = folder / "contexts" / "meta" / id / "meta.json";
  const Result<std::string> text = read_file_text(file);
  if (!text && text.error().code == ErrorCode::NotFound)
    return fail(ErrorCode::NotFound,
                "There is no Docker context \"" + std::string(name) + "\": " + file.string() +
                    " is missing",
                "See which there are with `docker context ls`");
  if (!text) return fail(text.error());
  const std::string next_step = "Make the context \"" + std::string(name) +
                                "\" anew (docker context rm, docker context create)";
  const Result<json> document = parse_file(file, *text, next_step);
  if (!document) return fail(document.error());
  const json& endpoint = member(member(*document, "Endpoints"), "docker");
  if (!endpoint.is_object()) return odd_file(file, "it names no endpoint for docker", next_step);
  return DockerContext{.host = text_in(endpoint, "Host"),
                       .skip_tls_verify = flag_in(endpoint, "SkipTLSVerify"),
                       .tls_folder = folder / "contexts" / "tls" / id / "docker"};
}

}  // namespace emulator
