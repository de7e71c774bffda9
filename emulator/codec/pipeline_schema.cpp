#include "emulator/codec/pipeline_schema.h"

#include "emulator/codec/pipeline_shapes.h"

namespace emulator {

std::string pipeline_schema_json() {
  // A document with CreateModel is ours; anything else is read as a bare request or response.
  const std::string compact =
      R"({"$schema":"http://json-schema.org/draft-07/schema#",)"
      R"("title":"hoplens pipeline",)"
      R"("description":"A SageMaker serial inference pipeline and how it runs here",)"
      R"("if":{"anyOf":[{"required":["CreateModel"]},{"required":["Local"]},)"
      R"({"required":["Requests"]}]},)"
      R"("then":{)" +
      shape_schema(document_shape()) + R"(},"else":{)" + shape_schema(bare_shape()) + "}}";
  return indent_json(compact) + "\n";
}

}  // namespace emulator
