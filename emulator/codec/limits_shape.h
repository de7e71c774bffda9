#pragma once

#include "emulator/codec/shape.h"

// Local.Limits and Local.Switches, whose tables are those of contract_profile.h. Private to codec.
namespace emulator {

bool read_limits(const JsonNode& node, Pipeline& pipeline, Reading& reading);
Presence limits_presence(const Pipeline& pipeline, std::string_view key);
void write_limits(const Pipeline& pipeline, std::string_view key, std::string& out);
std::string limits_schema();

bool read_switches(const JsonNode& node, Pipeline& pipeline, Reading& reading);
Presence switches_presence(const Pipeline& pipeline, std::string_view key);
void write_switches(const Pipeline& pipeline, std::string_view key, std::string& out);
std::string switches_schema();

}  // namespace emulator
