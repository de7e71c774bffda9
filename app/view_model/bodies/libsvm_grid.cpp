#include "app/view_model/bodies/libsvm_grid.h"

#include <algorithm>
#include <array>
#include <utility>

#include "emulator/base/text.h"
#include "emulator/payload/libsvm.h"
#include "emulator/payload/text_lines.h"

namespace app {
namespace {

constexpr std::size_t kMostShownBytes = 400, kWidest = 80;
enum Column : std::size_t { kLabel, kCount, kPairs, kColumns };

class LibsvmGrid final : public Grid {
 public:
  explicit LibsvmGrid(BodyContentPtr body)
      : body_(std::move(body)), lines_(emulator::text_lines(body_->view())) {
    for (const emulator::TextLine& line : lines_) {
      const auto row = emulator::parse_libsvm_line(line.text, line.number);
      weighted_.push_back(row && !row->weight.empty());
      counts_.push_back(row ? static_cast<std::int64_t>(row->pairs.size()) : -1);
      if (row) learn(*row);
      if (!row && unreadable_++ == 0) first_problem_ = row.error().what;
      widths_[kPairs] = std::max(widths_[kPairs], std::min(line.text.size(), kWidest));
    }
  }

  std::size_t rows() const override { return lines_.size(); }
  std::size_t columns() const override { return kColumns; }
  std::string column_name(std::size_t column) const override {
    constexpr std::array<const char*, kColumns> kNames = {"label", "pairs", "index:value"};
    return kNames[column];
  }
  std::size_t column_width(std::size_t column) const override { return widths_[column]; }
  std::string row_name(std::size_t row) const override {
    return std::to_string(lines_[row].number);
  }

  void read(std::size_t row, std::size_t first, std::size_t last,
            std::vector<std::string>& cells) const override {
    take(row, first, last, lines_[row].text, cells);
  }
  void show(std::size_t row, std::size_t first, std::size_t last,
            std::vector<std::string>& cells) const override {
    take(row, first, last, lines_[row].text.substr(0, kMostShownBytes), cells);
  }
  std::string row_text(std::size_t row) const override { return std::string(lines_[row].text); }

  std::vector<GridFact> facts() const override {
    std::vector<GridFact> facts = {{"lines", emulator::format_count(rows())}};
    if (pairs_ == 0) return facts;
    facts.push_back({"indices", std::to_string(least_) + " to " + std::to_string(greatest_)});
    facts.push_back({"pairs", emulator::format_count(pairs_)});
    return facts;
  }
  std::string remark() const override {
    if (unreadable_ == 0) return "";
    return emulator::format_count(unreadable_) + " of " + emulator::format_count(rows()) +
           " lines cannot be read. " + first_problem_;
  }

 private:
  void learn(const emulator::LibsvmRow& row) {
    widths_[kLabel] = std::max(widths_[kLabel], std::min(row.label.size(), kWidest));
    for (const auto& pair : row.pairs) {
      least_ = pairs_ == 0 ? pair.index : std::min(least_, pair.index);
      greatest_ = std::max(greatest_, pair.index);
      ++pairs_;
    }
  }

  void take(std::size_t row, std::size_t first, std::size_t last, std::string_view line,
            std::vector<std::string>& cells) const {
    std::string_view label;
    const bool readable = counts_[row] >= 0;
    const std::size_t begin = line.find_first_not_of(" \t");
    if (readable && begin != line.npos) {
      label = line.substr(begin, line.find_first_of(" \t#", begin) - begin);
      if (label.find(':') != label.npos && !weighted_[row]) label = {};
    }
    const std::array<std::string, kColumns> whole = {
        std::string(label), readable ? std::to_string(counts_[row]) : "",
        std::string(label.empty() ? emulator::trim(line)
                                  : emulator::trim(line.substr(begin + label.size())))};
    for (std::size_t i = first; i < last; ++i) cells.push_back(whole[i]);
  }

  BodyContentPtr body_;
  std::vector<emulator::TextLine> lines_;
  std::vector<std::int64_t> counts_;  // of pairs; -1: the line cannot be read
  std::vector<bool> weighted_;        // the first word is "label:weight", not a pair
  std::array<std::size_t, kColumns> widths_ = {5, 5, 11};
  std::uint64_t least_ = 0, greatest_ = 0;
  std::size_t pairs_ = 0, unreadable_ = 0;
  std::string first_problem_;
};

}  // namespace

GridPtr make_libsvm_grid(BodyContentPtr body) {
  return std::make_shared<const LibsvmGrid>(std::move(body));
}

}  // namespace app
