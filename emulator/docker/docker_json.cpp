#include "emulator/docker/docker_json.h"

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"

namespace emulator {

using nlohmann::json;

json parse_json(std::string_view text) {
  return json::parse(text, nullptr, /*allow_exceptions=*/false);
}

const json& member(const json& object, std::string_view name) {
  // Never destroyed: containers are removed at the very end of a program.
  static const json* const nothing = new json;
  if (!object.is_object()) return *nothing;
  const auto found = object.find(std::string(name));
  return found == object.end() ? *nothing : *found;
}

std::string text_in(const json& object, std::string_view name) {
  const json& value = member(object, name);
  return value.is_string() ? value.get<std::string>() : "";
}

std::int64_t number_in(const json& object, std::string_view name) {
  const json& value = member(object, name);
  if (!value.is_number_float()) return value.is_number() ? value.get<std::int64_t>() : 0;
  constexpr double kTooMuch = 9.2e18;  // nearly what the type can hold
  const auto number = value.get<double>();
  return number > -kTooMuch && number < kTooMuch ? static_cast<std::int64_t>(number) : 0;
}

bool flag_in(const json& object, std::string_view name) {
  const json& value = member(object, name);
  return value.is_boolean() && value.get<bool>();
}

std::vector<std::string> texts_in(const json& object, std::string_view name) {
  std::vector<std::string> texts;
  const json& value = member(object, name);
  if (value.is_string()) return {value.get<std::string>()};
  if (!value.is_array()) return texts;
  for (const json& item : value)
    if (item.is_string()) texts.push_back(item.get<std::string>());
  return texts;
}

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string escaped(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:@";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kPlain.find(c) != kPlain.npos)
      out += c;
    else
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
  }
  return out;
}

std::string DockerAnswer::message() const {
  const auto document = parse_json(body);
  const std::string said = text_in(document, "message");
  return said.empty() ? std::string(trim(body)) : said;
}

Error engine_refusal(const DockerAnswer& answer, const std::string& what) {
  const ErrorCode code = answer.status == 404   ? ErrorCode::NotFound
                         : answer.status == 403 ? ErrorCode::PermissionDenied
                         : answer.status == 400 ? ErrorCode::InvalidInput
                                                : ErrorCode::LaunchFailed;
  return {code, "The Docker Engine could not " + what + ": " + answer.message(), ""};
}

Result<json> ask(const DockerClient& client, const DockerRequest& request, const std::string& what,
                 std::stop_token cancel) {
  auto answer = client.send(request, std::move(cancel));
  if (!answer) return fail(answer.error());
  const bool well = answer->well() || answer->status == 304;  // 304: it is so already
  if (!well) return fail(engine_refusal(*answer, what));
  return parse_json(answer->body);
}

}  // namespace emulator
