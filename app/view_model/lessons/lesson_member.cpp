#include "app/view_model/lessons/lesson_member.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/view_model/definition_draft.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::Edit;
using emulator::Pipeline;

constexpr std::string_view kContainers = "/CreateModel/Containers/", kStages = "/Local/Stages/",
                           kLimits = "/Local/Limits/", kSwitches = "/Local/Switches/",
                           kOrder = "/CreateModel/Containers";

// A stage's member: where it stands, and the way to it from its page's object.
struct Place {
  std::size_t stage = 0;
  FieldPage page = FieldPage::Container;
  std::string_view path;
};

std::optional<Place> place_of(const Pipeline& pipeline, std::string_view pointer) {
  const bool container = pointer.starts_with(kContainers);
  if (!container && !pointer.starts_with(kStages)) return std::nullopt;
  pointer.remove_prefix(container ? kContainers.size() : kStages.size());
  const std::size_t slash = pointer.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view name = pointer.substr(0, slash);
  Place place{0, container ? FieldPage::Container : FieldPage::Local, pointer.substr(slash + 1)};
  if (container) {
    const auto [end, bad] = std::from_chars(name.data(), name.data() + name.size(), place.stage);
    if (bad != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  } else {
    const auto found = emulator::find_container(pipeline, name);
    if (!found) return std::nullopt;
    place.stage = *found;
  }
  return place.stage < pipeline.stages.size() ? std::optional(place) : std::nullopt;
}

// The field, and of a table the row that the rest of the path names.
struct Found {
  EditField field;
  std::string row;
};

std::optional<Found> find_field(DefinitionDraft& draft, const Place& place) {
  for (FieldGroup& group : groups_of(draft, place.page))
    for (EditField& field : group.fields) {
      if (field.path == place.path) return Found{std::move(field), ""};
      const bool row = field.kind == FieldKind::Table && place.path.starts_with(field.path) &&
                       place.path.substr(field.path.size()).starts_with('/');
      if (row) return Found{field, std::string(place.path.substr(field.path.size() + 1))};
    }
  return std::nullopt;
}

std::string with(std::string text, char from, char to) {
  std::ranges::replace(text, from, to);
  return text;
}

std::string value_in(const Found& found) {
  if (found.row.empty()) {
    const std::string text = found.field.get ? found.field.get() : "";
    if (found.field.kind != FieldKind::Lines) return text;
    return std::string(emulator::trim(with(text, '\n', ' ')));
  }
  for (const auto& [name, value] : found.field.rows())
    if (name == found.row) return value;
  return "";
}

void put(DefinitionDraft& draft, const Place& place, const Found& found, const std::string& value) {
  if (found.row.empty()) {
    const bool lines = found.field.kind == FieldKind::Lines;
    return type_into(draft, place.page, found.field, lines ? with(value, ' ', '\n') : value);
  }
  NameValues rows = found.field.rows();
  std::erase_if(rows, [&](const auto& row) { return row.first == found.row; });
  if (!value.empty()) rows.emplace_back(found.row, value);
  put_rows(draft, found.field, std::move(rows));
}

std::string number_text(double value) {
  return std::to_string(static_cast<std::int64_t>(std::llround(value)));
}

const emulator::LimitSetting* limit_at(std::string_view pointer) {
  if (!pointer.starts_with(kLimits)) return nullptr;
  const auto rows = emulator::limit_settings();
  const auto row =
      std::ranges::find(rows, pointer.substr(kLimits.size()), &emulator::LimitSetting::name);
  return row == rows.end() ? nullptr : &*row;
}

const emulator::SwitchSetting* switch_at(std::string_view pointer) {
  if (!pointer.starts_with(kSwitches)) return nullptr;
  const auto rows = emulator::switch_settings();
  const auto row =
      std::ranges::find(rows, pointer.substr(kSwitches.size()), &emulator::SwitchSetting::name);
  return row == rows.end() ? nullptr : &*row;
}

std::string order_of(const Pipeline& pipeline) {
  std::string names;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    names += (i == 0 ? "" : ",") + emulator::container_name(pipeline, i);
  return names;
}

// One move is what a hand does, too.
std::optional<Edit> order_edit(const Pipeline& pipeline, const std::string& order) {
  for (std::size_t from = 0; from < pipeline.stages.size(); ++from)
    for (std::size_t to = 0; to < pipeline.stages.size(); ++to) {
      const Edit move = emulator::MoveStage{from, to};
      const auto edited = from == to ? emulator::Result<emulator::Edited>(
                                           emulator::fail(emulator::ErrorCode::InvalidInput, ""))
                                     : emulator::apply(pipeline, move);
      if (edited && order_of(edited->pipeline) == order) return move;
    }
  return std::nullopt;
}

std::optional<Edit> profile_edit(const Pipeline& pipeline, std::string_view pointer,
                                 const std::string& value) {
  emulator::ContractProfile profile = pipeline.local.profile;
  if (const auto* limit = limit_at(pointer)) {
    double number = 0;
    const auto [end, bad] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (bad != std::errc{} || end != value.data() + value.size()) return std::nullopt;
    limit->set(profile, number);
    return emulator::ChangeProfile{profile};
  }
  const auto* row = switch_at(pointer);
  if (row == nullptr) return std::nullopt;
  const auto option = std::ranges::find(row->options, value);
  if (option == row->options.end()) return std::nullopt;
  row->set(profile, static_cast<int>(option - row->options.begin()));
  return emulator::ChangeProfile{profile};
}

}  // namespace

std::string last_step_of(std::string_view pointer) {
  return std::string(pointer.substr(pointer.rfind('/') + 1));
}

std::optional<std::string> member_of(const Pipeline& pipeline, std::string_view pointer) {
  if (pointer == kOrder) return order_of(pipeline);
  if (const auto* limit = limit_at(pointer)) return number_text(limit->get(pipeline.local.profile));
  if (const auto* row = switch_at(pointer))
    return std::string(row->options[static_cast<std::size_t>(row->get(pipeline.local.profile))]);
  const auto place = place_of(pipeline, pointer);
  if (!place) return std::nullopt;
  DefinitionDraft draft = draft_of_stage(pipeline.stages[place->stage]);
  const auto found = find_field(draft, *place);
  return found ? std::optional(value_in(*found)) : std::nullopt;
}

std::optional<Edit> member_edit(const Pipeline& pipeline, std::string_view pointer,
                                const std::string& value) {
  if (pointer == kOrder) return order_edit(pipeline, value);
  if (auto edit = profile_edit(pipeline, pointer, value)) return edit;
  const auto place = place_of(pipeline, pointer);
  if (!place) return std::nullopt;
  DefinitionDraft draft = draft_of_stage(pipeline.stages[place->stage]);
  const auto found = find_field(draft, *place);
  if (!found) return std::nullopt;
  put(draft, *place, *found, value);
  if (has_problems(draft) || !is_changed(draft)) return std::nullopt;
  return edit_of(draft, pipeline);
}

}  // namespace app
