#include "app/view_model/diff/body_diff.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/view_model/bodies/body_kind.h"
#include "app/view_model/bodies/text_index.h"
#include "app/view_model/diff/csv_diff.h"
#include "app/view_model/diff/json_diff.h"
#include "app/view_model/diff/text_diff.h"
#include "app/view_model/humanise.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using Kind = DiffRow::Kind;

// Trees of larger texts would take more memory than a comparison is worth.
constexpr std::size_t kLargestTree = 128 * 1024 * 1024;

constexpr std::array<std::string_view, 5> kForms = {"Auto", "JSON", "CSV", "Lines", "Bytes"};
constexpr std::array<std::string_view, 5> kUnits = {"", "value", "cell", "line", "byte"};

std::string_view unit(const BodyDiff& diff) { return kUnits[static_cast<std::size_t>(diff.form)]; }

DiffForm form_of(BodyView view) {
  switch (view) {
    case BodyView::Tree:
      return DiffForm::Json;
    case BodyView::Table:
      return DiffForm::Csv;
    case BodyView::Hex:
      return DiffForm::Bytes;
    default:
      return DiffForm::Lines;
  }
}

// Row by row of 16 bytes.
BodyDiff diff_bytes(std::string_view before, std::string_view after) {
  constexpr std::size_t kRow = 16;
  BodyDiff diff;
  diff.form = DiffForm::Bytes;
  diff.compared = std::max(before.size(), after.size());
  const auto row_of = [](std::string_view bytes, std::size_t row) {
    return row < hex_rows(bytes.size()) ? hex_row(bytes, row) : std::string();
  };
  const std::size_t common = std::min(before.size(), after.size());
  for (std::size_t at = 0; at < diff.compared; at += kRow) {
    if (at < common && before.substr(at, kRow) == after.substr(at, kRow)) continue;
    std::uint64_t count = 0;
    for (std::size_t i = at; i < std::min<std::size_t>(at + kRow, diff.compared); ++i)
      if (i >= common || before[i] != after[i]) ++count;
    DiffRow row;
    row.kind = at >= before.size()  ? Kind::Added
               : at >= after.size() ? Kind::Removed
                                    : Kind::Changed;
    if (diff.rows.size() < kMostDiffRows) {
      row.place = "byte " + emulator::format_count(at);
      row.before = row_of(before, at / kRow);
      row.after = row_of(after, at / kRow);
    }
    add_difference(diff, std::move(row));
    diff.differences += count - 1;
  }
  return diff;
}

BodyDiff diff_as(const ComparedText& before, const ComparedText& after, DiffForm form,
                 const Tolerance& tolerance) {
  if (form == DiffForm::Bytes) return diff_bytes(before.text, after.text);
  if (before.text.empty() || after.text.empty())  // of no form in particular
    return diff_lines(before.text, after.text, tolerance);
  const bool too_large = std::max(before.text.size(), after.text.size()) > kLargestTree;
  std::string instead;
  if (form == DiffForm::Json && !too_large) {
    auto diff = diff_json(before.text, after.text, tolerance);
    if (diff) return std::move(*diff);
    instead = "Compared by line: " + diff.error().what;
  } else if (form == DiffForm::Csv && !too_large) {
    return diff_csv(before.text, after.text, tolerance);
  } else if (form != DiffForm::Lines) {
    instead = "Compared by line: larger than " + emulator::format_size(kLargestTree);
  }
  BodyDiff diff = diff_lines(before.text, after.text, tolerance);
  if (!instead.empty()) diff.remark = instead + (diff.remark.empty() ? "" : ". " + diff.remark);
  return diff;
}

}  // namespace

std::string_view to_text(DiffForm form) { return kForms[static_cast<std::size_t>(form)]; }

DiffForm suitable_form(const ComparedText& before, const ComparedText& after) {
  const DiffForm was = form_of(suitable_view(before.content_type, before.text));
  const DiffForm is = form_of(suitable_view(after.content_type, after.text));
  if (was == is || after.text.empty()) return was;
  if (before.text.empty()) return is;
  return was == DiffForm::Bytes || is == DiffForm::Bytes ? DiffForm::Bytes : DiffForm::Lines;
}

BodyDiff diff_bodies(const ComparedText& before, const ComparedText& after, DiffForm form,
                     const Tolerance& tolerance) {
  if (form == DiffForm::Auto) form = suitable_form(before, after);
  if (before.text == after.text) {
    BodyDiff diff;
    diff.form = form;
    diff.identical = true;
    diff.compared = before.text.size();
    return diff;
  }
  BodyDiff diff = diff_as(before, after, form, tolerance);
  if (diff.rows.size() >= kMostDiffRows)
    diff.remark += std::string(diff.remark.empty() ? "" : ". ") + "The first " +
                   emulator::format_count(kMostDiffRows) + " rows are listed";
  return diff;
}

std::string differences_text(const BodyDiff& diff) {
  if (diff.same()) return "";
  return emulator::format_count(diff.differences) + " of " +
         (diff.compared == 1
              ? "1 " + std::string(unit(diff))
              : emulator::format_count(diff.compared) + " " + std::string(unit(diff)) + "s");
}

std::string outcome_text(const BodyDiff& diff, const Tolerance& tolerance) {
  if (diff.identical)
    return diff.compared == 0 ? "Both have no body"
                              : "The same byte for byte, " + emulator::format_size(diff.compared);
  const bool numbers = diff.form != DiffForm::Bytes;
  std::string text;
  if (!diff.same()) {
    text = differences_text(diff) + (diff.differences == 1 ? " differs" : " differ");
  } else {
    text = "No difference in " +
           (diff.compared == 1 ? "1 " : emulator::format_count(diff.compared) + " ") +
           std::string(unit(diff)) + (diff.compared == 1 ? "" : "s");
    if (numbers)
      text += ", numbers compared " +
              std::string(tolerance == Tolerance{0, 0} ? "" : "to within ") + to_text(tolerance);
  }
  if (diff.near > 0) text += " (" + counted(diff.near, "number") + " only within it)";
  return text;
}

std::string rows_as_text(const BodyDiff& diff) {
  std::string out;
  for (const DiffRow& row : diff.rows) {
    const std::string place = diff.form == DiffForm::Lines ? "" : row.place + ": ";
    switch (row.kind) {
      case Kind::Same:
        out += "  " + row.before + "\n";
        break;
      case Kind::Skipped:
        out += "  … " + row.before + "\n";
        break;
      case Kind::Changed:
        out += "~ " + place + row.before + " → " + row.after + "\n";
        break;
      case Kind::Removed:
        out += "- " + place + row.before + "\n";
        break;
      case Kind::Added:
        out += "+ " + place + row.after + "\n";
        break;
    }
  }
  return out;
}

void add_difference(BodyDiff& diff, DiffRow row) {
  ++diff.differences;
  if (diff.rows.size() >= kMostDiffRows) return;
  diff.stops.push_back(static_cast<std::uint32_t>(diff.rows.size()));
  diff.rows.push_back(std::move(row));
}

}  // namespace app
