#include "app/panels/explain_view.h"

#include <algorithm>

#include "app/errands/body_errands.h"
#include "app/item_registry.h"
#include "app/view_model/hover_words.h"
#include "app/view_model/humanise.h"
#include "app/view_model/filter/query_edit.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/status_glyph.h"
#include "app/widgets/wrapped_text.h"
#include "emulator/model/contract_facts.h"

namespace app {
namespace {

using emulator::Paragraph;
using emulator::Sentence;
using emulator::Tone;

constexpr float kSide = 17, kText = 24, kWidest = 720, kGap = 16, kChip = 18, kButton = 24;
constexpr float kBetween = 7, kTitle = 30, kCard = 12;

void follow(const PanelInput& in, const ExplainSubject& subject, ExplainState& state) {
  const bool logs = in.now.logs->size() > 0;
  if (state.made && state.invocation == subject.invocation && state.hop == subject.hop &&
      state.pipeline == in.now.pipeline && state.findings == in.now.findings && state.logs == logs)
    return;
  state.invocation = subject.invocation;
  state.hop = subject.hop;
  state.pipeline = in.now.pipeline;
  state.findings = in.now.findings;
  state.logs = logs;
  state.made = explanation(in.now, subject.invocation, subject.hop);
}

// Does it in the next frame, where everything may be changed.
PanelResult then(AfterErrand act) {
  return Errand{[act = std::move(act)]() -> AfterErrand { return act; }};
}

PanelResult open_settings() {
  return then([](const ActionContext& c) {
    c.state.settings_dialog = {};
    c.state.dialogs.show(Dialog::Settings);
  });
}

PanelResult fix(const ExplainedCause& cause) {
  return then([edit = *cause.edit, words = cause.edit_words](const ActionContext& c) {
    c.commands.emplace_back(emulator::ApplyEdit{edit});
    c.state.messages.tell(words);
  });
}

PanelResult go_to(const FindingTarget& target) {
  return then([target](const ActionContext& c) {
    const emulator::Pipeline& pipeline = *c.now.pipeline;
    if (target.kind == FindingTarget::Kind::ModelField)
      return edit_model(pipeline, target.field.path, c.state.editor, c.state.dialogs);
    edit_stage(pipeline, target.stage, target.field, c.state.editor, c.state.dialogs);
  });
}

PanelResult show_log(const std::string& stage) {
  return then([stage](const ActionContext& c) {
    c.state.drawer_shown = true;
    c.state.drawer.tab = DrawerTab::Logs;
    c.state.drawer.query = with_term("", "stage", stage);
  });
}

Glyph glyph_of(Tone tone) {
  return tone == Tone::Good ? Glyph::Ok : tone == Tone::Caution ? Glyph::Warning : Glyph::Error;
}

// Rows from the top down. Texts take a column that can be read; chips stand behind it.
class Page {
 public:
  Page(const Pen& pen, const PanelInput& in, float width)
      : pen_(pen), in_(in), at_(ImGui::GetCursorScreenPos()), width_(width) {
    text_ = std::min(pen.px(kWidest), width * 0.62f);
  }

  void title(const std::string& text) {
    at_.y += pen_.px(6);
    pen_.text(pen_.fonts().strong, at_.x, at_.y + pen_.px(kTitle / 2), Role::Text, text);
    at_.y += pen_.px(kTitle);
  }

  void sentence(const Sentence& said) {
    ImFont* font = pen_.fonts().body;
    const float first = at_.y + font->FontSize / 2;
    if (said.tone == Tone::Plain)
      pen_.list().AddCircleFilled({at_.x + pen_.px(6), first}, pen_.px(2.5f),
                                  pen_.style().color(Role::TextFaint));
    else
      draw_glyph(pen_, glyph_of(said.tone), at_.x + pen_.px(6), first);
    const float height = draw_wrapped(pen_, font, {at_.x + pen_.px(kText), at_.y},
                                      text_ - pen_.px(kText), Role::Text, said.text);
    chips(said, first);
    at_.y += std::max(height, pen_.px(kChip)) + pen_.px(kBetween);
  }

  PanelResult cause(const ExplainedCause& cause) {
    const float top = at_.y;
    const float inner = text_ - pen_.px(kText);
    const float words = wrapped_height(pen_.fonts().strong, inner, cause.finding.message);
    const float way = wrapped_height(pen_.fonts().body, inner, cause.finding.fix);
    const float height = pen_.px(2 * kCard) + words + pen_.px(6) + way + pen_.px(kButton + 10);
    const Rect card{at_.x, top, width_, height};
    const Glyph glyph = severity_glyph(cause.finding.severity);
    pen_.fill(card, Role::Card, 1, pen_.px(5));
    pen_.fill({card.x, card.y, pen_.px(3), card.h}, glyph_role(glyph));
    float y = top + pen_.px(kCard);
    const float x = card.x + pen_.px(kText + 12);
    draw_glyph(pen_, glyph, card.x + pen_.px(20), y + pen_.fonts().strong->FontSize / 2,
               Role::Card);
    draw_wrapped(pen_, pen_.fonts().strong, {x, y}, inner, Role::Text, cause.finding.message);
    evidence("cause:" + cause.finding.id, cause.finding.id, cause.facts,
             y + pen_.fonts().strong->FontSize / 2);
    y += words + pen_.px(6);
    draw_wrapped(pen_, pen_.fonts().body, {x, y}, inner, Role::TextDim, cause.finding.fix);
    const PanelResult wish = buttons(cause, {x, y + way + pen_.px(8), inner, pen_.px(kButton)});
    at_.y = card.bottom() + pen_.px(kBetween);
    return wish;
  }

  bool wants_settings() const { return wants_settings_; }

  void end() const {
    ImGui::SetCursorScreenPos(at_);
    ImGui::Dummy({1, pen_.px(10)});
  }

 private:
  float chip_column() const { return at_.x + text_ + pen_.px(kGap); }

  // A chip that tells its facts and is copied by a click; returns its right edge.
  float evidence(const std::string& name, const std::string& text, const std::string& facts,
                 float middle) {
    if (text.empty()) return chip_column();
    const Rect pill{chip_column(), middle - pen_.px(kChip / 2), chip_width(pen_, text),
                    pen_.px(kChip)};
    const std::string lines = fact_lines(facts);
    if (chip_button(pen_, name.c_str(), pill, text, ChipTone::Neutral) && !lines.empty())
      in_.errands.push_back(copy_text(lines, "Copied what it rests on"));
    wrapped_tooltip(lines.empty() ? "" : lines + "\n" + how_known(facts) + ". Click to copy");
    return pill.right() + pen_.px(8);
  }

  static std::string how_known(const std::string& facts) {
    const auto known = emulator::contract_facts_of(facts);
    std::string words = known.empty() ? "" : emulator::tag_words(known.front()->tag);
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
      words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
  }

  void chips(const Sentence& said, float middle) {
    const float x = evidence("fact:" + said.facts, evidence_text(said), said.facts, middle);
    if (said.setting.empty()) return;
    const Rect pill{x, middle - pen_.px(kChip / 2), chip_width(pen_, said.setting), pen_.px(kChip)};
    if (chip_button(pen_, ("setting:" + said.setting).c_str(), pill, said.setting,
                    ChipTone::Accent))
      wants_settings_ = true;
    wrapped_tooltip("This is a setting of the pipeline's file. Click to open the settings");
  }

  PanelResult buttons(const ExplainedCause& cause, const Rect& row) const {
    PanelResult wish;
    float x = row.x;
    const auto press = [&](const char* label, ButtonLook look, const std::string& tooltip) {
      const float width = Pen::width(pen_.fonts().strong, label) + pen_.px(28);
      const bool pressed = button(pen_, label, {x, row.y, width, row.h}, look);
      if (!tooltip.empty()) ImGui::SetItemTooltip("%s", tooltip.c_str());
      x += width + pen_.px(8);
      return pressed;
    };
    if (cause.edit && press("Fix", ButtonLook::Primary, cause.edit_words)) wish = fix(cause);
    if (cause.target.kind != FindingTarget::Kind::Nowhere &&
        press("Go to", ButtonLook::Flat, "Open the definition there"))
      wish = go_to(cause.target);
    if (cause.has_log && press("Show log", ButtonLook::Flat, ""))
      wish = show_log(cause.finding.container_hostname);
    return wish;
  }

  Pen pen_;
  const PanelInput& in_;
  ImVec2 at_;
  float width_;
  float text_ = 0;
  bool wants_settings_ = false;
};

void draw_paragraphs(Page& page, const std::vector<Paragraph>& paragraphs, int& id) {
  for (const Paragraph& paragraph : paragraphs) {
    page.title(paragraph.title);
    for (const Sentence& sentence : paragraph.sentences) {
      ImGui::PushID(++id);
      page.sentence(sentence);
      ImGui::PopID();
    }
  }
}

}  // namespace

PanelResult draw_explanation(const PanelInput& in, const ExplainSubject& subject,
                             ExplainState& state, const ExplainPlace& place) {
  follow(in, subject, state);
  const Pen outer(place.style);
  const Rect& area = place.area;
  ImGui::SetCursorScreenPos({area.x + outer.px(kSide), area.y});
  ImGui::BeginChild("explanation", {area.w - outer.px(kSide), area.h});
  const Pen pen(place.style);
  PanelResult wish;
  Page page(pen, in, area.w - pen.px(2 * kSide));
  int id = 0;
  draw_paragraphs(page, state.made->first, id);
  if (!state.made->causes.empty()) page.title("Likely cause and what to do");
  for (const ExplainedCause& cause : state.made->causes) {
    ImGui::PushID(++id);
    wish = either(std::move(wish), page.cause(cause));
    ImGui::PopID();
  }
  draw_paragraphs(page, state.made->rest, id);
  page.end();
  ImGui::EndChild();
  return page.wants_settings() ? open_settings() : wish;
}

}  // namespace app
