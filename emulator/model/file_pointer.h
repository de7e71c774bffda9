#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/pipeline.h"

// Where the parts of a pipeline stand in its file, as JSON pointers from the root of that very
// file form: /CreateModel/Containers/1, or /Containers/1 in a bare request.
namespace emulator {

// One more step of a JSON pointer (RFC 6901).
std::string pointer_step(std::string_view parent, std::string_view key);

// True while a PrimaryContainer is how the first stage is written.
bool uses_primary_container(const Pipeline& pipeline);
// The file gives PrimaryContainer and Containers both, which AWS refuses.
bool has_both_container_members(const Pipeline& pipeline);

// The key of each stage in Local.Stages: its ContainerHostname, else container-<n> by its
// position. Unique even where hostnames are not.
std::vector<std::string> local_stage_keys(const Pipeline& pipeline);

std::string model_pointer(const Pipeline& pipeline);  // "/CreateModel" or ""
std::string container_pointer(const Pipeline& pipeline, std::size_t index);
std::string launch_pointer(const Pipeline& pipeline, std::size_t index);
std::string request_pointer(std::size_t index);

}  // namespace emulator
