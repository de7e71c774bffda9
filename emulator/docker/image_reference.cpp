#include "emulator/docker/image_reference.h"

#include <algorithm>

#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::string_view kDockerHub = "docker.io";
constexpr std::size_t kMaxNameBytes = 255;
constexpr std::size_t kMaxTagBytes = 128;
constexpr std::size_t kShortestDigest = 32;
constexpr std::size_t kIdDigits = 64;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_lower(c) || is_upper(c) || is_digit(c); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
bool is_any_hex(char c) { return is_hex(c) || (c >= 'A' && c <= 'F'); }
bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, is_digit);
}

// "a", "a.b", "a_b", "a__b", "a---b".
bool is_component(std::string_view text) {
  const auto is_inner = [](char c) { return is_lower(c) || is_digit(c); };
  if (text.empty() || !is_inner(text.front()) || !is_inner(text.back())) return false;
  for (std::size_t at = 0; at < text.size();) {
    if (is_inner(text[at])) {
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find_first_not_of(text[at], at), text.size());
    const std::string_view separator = text.substr(at, end - at);
    const bool dashes = separator.front() == '-';
    if (!dashes && separator != "." && separator != "_" && separator != "__") return false;
    if (!is_inner(text[end])) return false;
    at = end;
  }
  return true;
}

bool is_host_label(std::string_view text) {
  return !text.empty() && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_host(std::string_view text) {
  const std::vector<std::string> labels = split(text, '.');
  return std::ranges::all_of(labels, is_host_label);
}

bool is_registry(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == text.npos) return false;
    const std::string_view address = text.substr(1, end - 1);
    const std::string_view rest = text.substr(end + 1);
    return !address.empty() &&
           std::ranges::all_of(address, [](char c) { return is_any_hex(c) || c == ':'; }) &&
           (rest.empty() || (rest.front() == ':' && is_port(rest.substr(1))));
  }
  const std::size_t colon = text.find(':');
  return is_host(text.substr(0, colon)) && (colon == text.npos || is_port(text.substr(colon + 1)));
}

bool is_tag(std::string_view text) {
  const auto is_word = [](char c) { return is_letter_or_digit(c) || c == '_'; };
  return !text.empty() && text.size() <= kMaxTagBytes && is_word(text.front()) &&
         std::ranges::all_of(text, [&](char c) { return is_word(c) || c == '.' || c == '-'; });
}

bool is_digest(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos || colon == 0) return false;
  const std::string_view algorithm = text.substr(0, colon);
  const std::string_view value = text.substr(colon + 1);
  const auto is_of_algorithm = [](char c) {
    return is_letter_or_digit(c) || c == '+' || c == '.' || c == '-' || c == '_';
  };
  const bool right_size = algorithm == "sha256"   ? value.size() == kIdDigits
                          : algorithm == "sha512" ? value.size() == 2 * kIdDigits
                                                  : value.size() >= kShortestDigest;
  return std::ranges::all_of(algorithm, is_of_algorithm) && std::ranges::all_of(value, is_hex) &&
         right_size;
}

// The part in front of the first slash is a registry when it looks like a host; else it is a user
// of Docker Hub.
bool names_registry(std::string_view first) {
  return first == "localhost" || first.find_first_of(".:") != first.npos ||
         std::ranges::any_of(first, is_upper);
}

tl::unexpected<Error> no_image(std::string_view name, std::string reason) {
  return fail(ErrorCode::InvalidInput,
              "\"" + std::string(name) + "\" is no image name: " + std::move(reason),
              "Write it as [REGISTRY/]REPOSITORY[:TAG][@DIGEST], such as my-model:1");
}

// Takes what stands behind the last `mark` off `text`, if that is behind `after`.
std::string take_behind(std::string_view& text, char mark, std::size_t after = 0) {
  const std::size_t at = text.rfind(mark);
  if (at == text.npos || at < after) return {};
  std::string tail(text.substr(at + 1));
  text = text.substr(0, at);
  return tail;
}

void split_registry(std::string_view path, ImageReference& out) {
  const std::size_t slash = path.find('/');
  const bool named = slash != path.npos && names_registry(path.substr(0, slash));
  out.registry = named ? path.substr(0, slash) : kDockerHub;
  out.repository = named ? path.substr(slash + 1) : path;
  if (out.registry == "index.docker.io") out.registry = kDockerHub;
  if (out.on_docker_hub() && out.repository.find('/') == std::string::npos)
    out.repository = "library/" + out.repository;
}

}  // namespace

std::string ImageReference::pull_name() const {
  return registry + "/" + repository + (digest.empty() ? ":" + tag : "@" + digest);
}

std::string ImageReference::registry_key() const {
  return on_docker_hub() ? "https://index.docker.io/v1/" : registry;
}

Result<ImageReference> parse_image_reference(std::string_view name) {
  if (name.empty()) return no_image(name, "it is empty");
  if (name.find("://") != name.npos) return no_image(name, "it is an address");
  if (name.size() == kIdDigits && std::ranges::all_of(name, is_hex))
    return no_image(name, "64 hexadecimal digits are an image's id");

  ImageReference out;
  std::string_view rest = name;
  const bool by_digest = rest.find('@') != rest.npos;
  if (by_digest) out.digest = take_behind(rest, '@');
  if (by_digest && !is_digest(out.digest))
    return no_image(name, "what stands behind @ is no digest (sha256: and 64 digits)");

  const std::size_t slash = rest.rfind('/');
  const std::size_t behind_registry = slash == rest.npos ? 0 : slash;
  const bool tagged = rest.find(':', behind_registry) != rest.npos;
  if (tagged) out.tag = take_behind(rest, ':', behind_registry);
  if (tagged && !is_tag(out.tag))
    return no_image(name, "a tag is up to 128 letters, digits, '_', '.' and '-'");
  if (!tagged && !by_digest) out.tag = "latest";

  split_registry(rest, out);
  if (!is_registry(out.registry)) return no_image(name, "its registry is no host");
  if (out.registry.size() + 1 + out.repository.size() > kMaxNameBytes)
    return no_image(name, "it is longer than 255 characters");
  if (std::ranges::any_of(out.repository, is_upper))
    return no_image(name, "a repository has no capital letters");
  if (!std::ranges::all_of(split(out.repository, '/'), is_component))
    return no_image(name, "a repository is made of small letters, digits, '.', '_', '-' and '/'");
  return out;
}

}  // namespace emulator
