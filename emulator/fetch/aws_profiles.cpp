#include "emulator/fetch/aws_profiles.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <vector>

#include "emulator/base/file_text.h"
#include "emulator/base/text.h"

namespace emulator {
namespace fs = std::filesystem;
namespace {

using Sections = std::map<std::string, AwsSettings>;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// A comment behind a value starts with a blank and one of these signs.
std::string_view without_comment(std::string_view value) {
  for (std::size_t i = 1; i < value.size(); ++i)
    if ((value[i] == '#' || value[i] == ';') && is_blank(value[i - 1])) return value.substr(0, i);
  return value;
}

fs::path file_of(const FetchSurroundings& around, const std::string& variable,
                 const std::string& usual) {
  const std::string named = around.text(variable);
  if (named.empty()) return around.home / ".aws" / usual;
  if (named.starts_with("~/")) return around.home / named.substr(2);
  return named;
}

Result<Sections> read_sections(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored) && ignored.value() != EACCES) return Sections{};
  const Result<std::string> text = read_file_text(file);
  if (!text) return fail(text.error());
  return parse_aws_ini(*text);
}

const AwsSettings* find(const Sections& sections, const std::string& name) {
  const auto at = sections.find(name);
  return at == sections.end() ? nullptr : &at->second;
}

// "[profile x]"; the default one may do without the word.
const AwsSettings* config_section(const Sections& sections, const std::string& name) {
  if (const AwsSettings* found = find(sections, "profile " + name)) return found;
  return name == "default" ? find(sections, name) : nullptr;
}

tl::unexpected<Error> no_such_profile(const std::string& name, const Sections& credentials,
                                      const Sections& config) {
  std::vector<std::string_view> known;
  for (const auto& [section, values] : credentials) known.push_back(section);
  for (const auto& [section, values] : config)
    if (section.starts_with("profile ")) known.push_back(std::string_view(section).substr(8));
  const std::string near = nearest(name, known);
  return fail(ErrorCode::NotFound,
              "AWS_PROFILE names the profile '" + name + "', which your AWS files do not hold",
              near.empty() ? "Correct AWS_PROFILE; aws configure list-profiles shows what there is"
                           : "Did you mean AWS_PROFILE=" + near + "?");
}

std::string value_in(const AwsSettings& settings, const std::string& key) {
  const auto at = settings.find(key);
  return at == settings.end() ? "" : at->second;
}

}  // namespace

Sections parse_aws_ini(std::string_view text) {
  Sections sections;
  AwsSettings* section = nullptr;
  std::string parent;  // the name whose value stands indented below it
  for (const std::string& line : split(text, '\n')) {
    const std::string_view content = trim(line);
    if (content.empty() || content.front() == '#' || content.front() == ';') continue;
    if (content.front() == '[') {
      const std::string_view name = trim(content.substr(1, content.find(']') - 1));
      // "profile   x" is "profile x"
      const std::size_t blank = name.find_first_of(" \t");
      const bool two = blank != name.npos;
      section = &sections[two ? std::string(name.substr(0, blank)) + " " +
                                    std::string(trim(name.substr(blank)))
                              : std::string(name)];
      parent.clear();
      continue;
    }
    const std::size_t equals = content.find('=');
    if (section == nullptr || equals == content.npos) continue;
    const std::string key = lower(trim(content.substr(0, equals)));
    if (key.empty()) continue;
    const std::string value(trim(without_comment(content.substr(equals + 1))));
    if (is_blank(line.front())) {
      if (!parent.empty()) (*section)[parent + "." + key] = value;
      continue;
    }
    (*section)[key] = value;
    parent = value.empty() ? key : "";
  }
  return sections;
}

std::string AwsProfile::config_value(const std::string& key) const { return value_in(config, key); }

Result<AwsProfile> read_aws_profile(const FetchSurroundings& around) {
  const fs::path credentials_file = file_of(around, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
  const fs::path config_file = file_of(around, "AWS_CONFIG_FILE", "config");
  const Result<Sections> credentials = read_sections(credentials_file);
  if (!credentials) return fail(credentials.error());
  const Result<Sections> config = read_sections(config_file);
  if (!config) return fail(config.error());

  AwsProfile out;
  const std::string named = around.text("AWS_PROFILE");
  out.name = named.empty() ? "default" : named;
  out.credentials_file = credentials_file.string();
  out.config_file = config_file.string();
  const AwsSettings* in_credentials = find(*credentials, out.name);
  const AwsSettings* in_config = config_section(*config, out.name);
  if (!named.empty() && in_credentials == nullptr && in_config == nullptr)
    return no_such_profile(named, *credentials, *config);
  if (in_credentials != nullptr) out.credentials = *in_credentials;
  if (in_config != nullptr) out.config = *in_config;
  if (const AwsSettings* services = find(*config, "services " + out.config_value("services")))
    out.services_endpoint = value_in(*services, "s3.endpoint_url");
  return out;
}

}  // namespace emulator
