#pragma once

#include <string>

namespace emulator {

// The JSON Schema (draft 7) of the pipeline file, from the very tables that read it. The copy for
// editors is assets/pipeline.schema.json.
std::string pipeline_schema_json();

}  // namespace emulator
