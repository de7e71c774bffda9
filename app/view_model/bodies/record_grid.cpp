#include "app/view_model/bodies/record_grid.h"

#include <algorithm>
#include <array>
#include <utility>

#include "emulator/base/text.h"
#include "emulator/payload/aialgs_record.h"
#include "emulator/payload/recordio.h"

namespace app {
namespace {

using emulator::AialgsRecord;
using emulator::NamedTensor;
using emulator::RecordTensor;

constexpr std::size_t kShownValues = 24, kWidest = 64;
enum Column : std::size_t { kLabel, kFeatures, kValues, kSize, kColumns };

std::string value_text(const RecordTensor& tensor, std::size_t i) {
  const std::string value = emulator::tensor_value_text(tensor, i);
  const bool keyed = tensor.sparse() && i < tensor.keys.size();
  return keyed ? std::to_string(tensor.keys[i]) + ":" + value : value;
}

std::string values_text(const RecordTensor& tensor, std::size_t most) {
  std::string text;
  const std::size_t count = std::min(tensor.count(), most);
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + value_text(tensor, i);
  return text + (count < tensor.count() ? ", …" : "");
}

// The usual single tensor is named "values", which says nothing.
std::string name_before(const NamedTensor& named) {
  return named.name.empty() || named.name == "values" ? "" : named.name + ": ";
}

std::string joined(const std::vector<NamedTensor>& tensors, const auto& say) {
  std::string text;
  for (const NamedTensor& each : tensors)
    text += (text.empty() ? "" : "; ") + name_before(each) + say(each.tensor);
  return text;
}

using Row = std::array<std::string, kColumns>;

Row row_of(const emulator::Result<AialgsRecord>& record, std::size_t bytes, std::size_t most) {
  Row row;
  row[kSize] = emulator::format_size(bytes);
  if (!record) {
    row[kFeatures] = "unreadable";
    row[kValues] = record.error().what;
    return row;
  }
  const auto values = [most](const RecordTensor& tensor) { return values_text(tensor, most); };
  row[kLabel] = joined(record->label, values);
  row[kFeatures] = joined(record->features, emulator::tensor_shape_text);
  row[kValues] = joined(record->features, values);
  return row;
}

void describe(std::string_view role, const NamedTensor& named, std::vector<std::string>& lines) {
  lines.push_back(std::string(role) + " " + named.name + "   " +
                  emulator::tensor_shape_text(named.tensor) +
                  (named.tensor.content_type.empty() ? "" : "   " + named.tensor.content_type));
  constexpr std::size_t kMostValues = 2'000;
  lines.push_back(values_text(named.tensor, kMostValues));
}

class RecordGrid final : public Grid {
 public:
  explicit RecordGrid(BodyContentPtr body)
      : body_(std::move(body)), index_(emulator::index_recordio(body_->view())) {
    widths_ = {5, 8, 6, 6};
    for (const emulator::RecordPlace& place : index_.records) {
      const auto record = parsed(place);
      if (!record && unreadable_++ == 0)
        first_problem_ = "Record " + std::to_string(rows_.size()) + ": " + record.error().what;
      rows_.push_back(row_of(record, place.bytes, kShownValues));
      for (std::size_t i = 0; i < kColumns; ++i)
        widths_[i] = std::max(widths_[i], std::min(rows_.back()[i].size(), kWidest));
    }
  }

  std::size_t rows() const override { return rows_.size(); }
  std::size_t columns() const override { return kColumns; }
  std::string column_name(std::size_t column) const override {
    constexpr std::array<const char*, kColumns> kNames = {"label", "features", "values", "size"};
    return kNames[column];
  }
  std::size_t column_width(std::size_t column) const override { return widths_[column]; }
  std::string row_name(std::size_t row) const override { return std::to_string(row); }

  void read(std::size_t row, std::size_t first, std::size_t last,
            std::vector<std::string>& cells) const override {
    const emulator::RecordPlace& place = index_.records[row];
    const Row whole = row_of(parsed(place), place.bytes, std::string::npos);
    for (std::size_t i = first; i < last; ++i) cells.push_back(whole[i]);
  }
  void show(std::size_t row, std::size_t first, std::size_t last,
            std::vector<std::string>& cells) const override {
    for (std::size_t i = first; i < last; ++i) cells.push_back(rows_[row][i]);
  }

  std::vector<std::string> details(std::size_t row) const override {
    std::vector<std::string> lines;
    const emulator::RecordPlace& place = index_.records[row];
    const auto record = parsed(place);
    lines.push_back("Record " + std::to_string(row) + " at byte " +
                    emulator::format_count(place.offset) + (place.in_parts ? ", in parts" : ""));
    if (!record) return lines.push_back(record.error().what), lines;
    for (const NamedTensor& each : record->features) describe("feature", each, lines);
    for (const NamedTensor& each : record->label) describe("label", each, lines);
    if (!record->uid.empty()) lines.push_back("uid " + record->uid);
    if (!record->metadata.empty()) lines.push_back("metadata " + record->metadata);
    if (!record->configuration.empty()) lines.push_back("configuration " + record->configuration);
    return lines;
  }

  std::vector<GridFact> facts() const override {
    return {{"records", emulator::format_count(rows_.size())}};
  }

  std::string remark() const override {
    std::string text = index_.problem ? index_.problem->what : "";
    if (unreadable_ > 0)
      text += (text.empty() ? "" : ". ") + emulator::format_count(unreadable_) + " unreadable. " +
              first_problem_;
    return text;
  }

 private:
  emulator::Result<AialgsRecord> parsed(const emulator::RecordPlace& place) const {
    return emulator::parse_aialgs_record(emulator::record_content(body_->view(), place));
  }

  BodyContentPtr body_;
  emulator::RecordIo index_;
  std::vector<Row> rows_;  // for the eye
  std::array<std::size_t, kColumns> widths_{};
  std::size_t unreadable_ = 0;
  std::string first_problem_;
};

}  // namespace

GridPtr make_record_grid(BodyContentPtr body) {
  return std::make_shared<const RecordGrid>(std::move(body));
}

}  // namespace app
