#include "app/view_model/bodies/npy_grid.h"

#include <algorithm>
#include <utility>

#include "app/view_model/elide.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr std::size_t kNarrowest = 3, kWidest = 40;

class NpyGrid final : public Grid {
 public:
  NpyGrid(KeptBytes bytes, emulator::NpyArray array)
      : bytes_(std::move(bytes)), array_(std::move(array)), width_(look_for_width()) {}

  std::size_t rows() const override { return array_.rows(); }
  std::size_t columns() const override { return array_.columns(); }
  std::string column_name(std::size_t column) const override {
    return array_.shape.size() < 2 ? "value" : std::to_string(column);
  }
  std::size_t column_width(std::size_t) const override { return width_; }

  // The indices of all axes but the last: "0, 13".
  std::string row_name(std::size_t row) const override {
    const auto& shape = array_.shape;
    if (shape.size() < 3) return shape.empty() ? "" : std::to_string(row);
    std::string name;
    for (std::size_t axis = shape.size() - 1; axis > 0; --axis) {
      const std::uint64_t index = row % shape[axis - 1];
      row /= shape[axis - 1];
      name.insert(0, std::to_string(index) + (name.empty() ? "" : ", "));
    }
    return name;
  }

  void read(std::size_t row, std::size_t first, std::size_t last,
            std::vector<std::string>& cells) const override {
    for (std::size_t column = first; column < last; ++column)
      cells.push_back(element(row * columns() + column));
  }

  std::vector<GridFact> facts() const override {
    return {{"dtype", emulator::npy_type_name(array_.type) + "  " + array_.type.descr},
            {"shape", emulator::npy_shape_text(array_.shape)},
            {"order", array_.fortran_order ? "Fortran" : "C"},
            {"values", emulator::format_count(array_.count)},
            {"format", std::to_string(array_.major_version) + ".0"}};
  }

 private:
  std::string element(std::uint64_t index) const {
    return emulator::npy_element(array_, bytes_.view, index);
  }

  // What some thousand elements all over the array need.
  std::size_t look_for_width() const {
    constexpr std::uint64_t kLooks = 5'000;
    std::size_t width = std::max(kNarrowest, std::to_string(columns()).size());
    const std::uint64_t step = std::max<std::uint64_t>(1, array_.count / kLooks);
    for (std::uint64_t i = 0; i < array_.count; i += step)
      width = std::max(width, std::min(code_points(element(i)), kWidest));
    return array_.shape.size() < 2 ? std::max<std::size_t>(width, 5) : width;
  }

  KeptBytes bytes_;
  emulator::NpyArray array_;
  std::size_t width_;
};

}  // namespace

GridPtr make_npy_grid(KeptBytes bytes, emulator::NpyArray array) {
  return std::make_shared<const NpyGrid>(std::move(bytes), std::move(array));
}

}  // namespace app
