#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/result.h"

namespace emulator {

// A tensor of a record, its numbers as they stand in the message.
struct RecordTensor {
  enum class Type { Float32, Float64, Int32, Bytes, None };
  Type type = Type::None;
  std::vector<double> values;        // exact for every type of number
  std::vector<std::string> blobs;    // of Bytes
  std::vector<std::uint64_t> keys;   // of a sparse one: where each value stands
  std::vector<std::uint64_t> shape;  // empty: as long as there are values
  std::string content_type;          // of Bytes
  std::size_t count() const { return type == Type::Bytes ? blobs.size() : values.size(); }
  bool sparse() const { return !keys.empty(); }
};

struct NamedTensor {
  std::string name;
  RecordTensor tensor;
};

// The message aialgs.data.Record (contract 8.8), in which SageMaker's built-in algorithms take and
// give features and labels.
struct AialgsRecord {
  std::vector<NamedTensor> features;
  std::vector<NamedTensor> label;
  std::string uid, metadata, configuration;
};

// Fields that the message does not have are skipped, as protobuf does. Errors name the byte in the
// record.
Result<AialgsRecord> parse_aialgs_record(std::string_view bytes);

std::string_view to_text(RecordTensor::Type type);  // "float32"
// "float32 (3,)", "float32 (1000,), 12 keys"
std::string tensor_shape_text(const RecordTensor& tensor);
// One of its values as text; of Bytes, its size.
std::string tensor_value_text(const RecordTensor& tensor, std::size_t index);

}  // namespace emulator
