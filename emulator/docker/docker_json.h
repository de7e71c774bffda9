#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "emulator/base/result.h"
#include "emulator/docker/docker_client.h"

// Reading the engine's JSON without trusting it: what is missing or of another type is empty.
// Private to emulator/docker.
namespace emulator {

// A discarded value where it is no JSON.
nlohmann::json parse_json(std::string_view text);

const nlohmann::json& member(const nlohmann::json& object, std::string_view name);
std::string text_in(const nlohmann::json& object, std::string_view name);
std::int64_t number_in(const nlohmann::json& object, std::string_view name);
bool flag_in(const nlohmann::json& object, std::string_view name);
std::vector<std::string> texts_in(const nlohmann::json& object, std::string_view name);

// JSON that is always UTF-8.
std::string dump(const nlohmann::json& value);

// As part of a path or of a query.
std::string escaped(std::string_view text);

// "The Docker Engine could not <what>: <its own words>".
Error engine_refusal(const DockerAnswer& answer, const std::string& what);

// Sends and reads an answer that must be well.
Result<nlohmann::json> ask(const DockerClient& client, const DockerRequest& request,
                           const std::string& what, std::stop_token cancel = {});

}  // namespace emulator
