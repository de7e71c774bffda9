#include "app/errands/body_errands.h"

#include <string>
#include <utility>

#include "app/actions/actions.h"
#include "emulator/base/file_text.h"
#include "emulator/base/text.h"

namespace app {
namespace {

template <typename Change>
void with_look(const ActionContext& c, std::uint64_t id, Change change) {
  InspectorState& inspector = c.state.inspector;
  for (MessagePane* pane : {&inspector.request, &inspector.response})
    if (BodyLook* look = pane->bodies.find(id)) change(*look);
}

emulator::Result<BodyBytes> content_of(const emulator::Body& body, const LoadBody& load) {
  if (auto bytes = body.in_memory()) return bytes;
  if (load) return load(body);
  return emulator::fail(emulator::ErrorCode::NotFound, "The body is not kept any more");
}

std::string told(const emulator::Error& error) {
  return error.next_step.empty() ? error.what : error.what + " — " + error.next_step;
}

AfterErrand telling(std::string message) {
  return [message = std::move(message)](const ActionContext& c) { c.state.messages.tell(message); };
}

}  // namespace

Errand fetch_body(emulator::BodyPtr body, LoadBody load) {
  return {[body = std::move(body), load = std::move(load)]() -> AfterErrand {
    const auto bytes = content_of(*body, load);
    return [id = body->id(), bytes](const ActionContext& c) {
      with_look(c, id, [&](BodyLook& look) {
        look.waiting.bytes = false;
        if (bytes) {
          look.bytes = *bytes;
        } else {
          look.problem = told(bytes.error());
        }
      });
    };
  }};
}

Errand wrap_text(std::uint64_t body_id, BodyBytes bytes, std::size_t columns) {
  return {[body_id, bytes = std::move(bytes), columns]() -> AfterErrand {
    auto text = std::make_shared<const TextIndex>(
        index_text(bytes->view(), columns, std::string_view::npos));
    return [body_id, text = std::move(text)](const ActionContext& c) {
      with_look(c, body_id, [&](BodyLook& look) {
        look.text = text;
        look.waiting.text = false;
      });
    };
  }};
}

Errand grow_tree(std::uint64_t body_id, BodyBytes bytes) {
  return {[body_id, bytes = std::move(bytes)]() -> AfterErrand {
    auto tree = std::make_shared<const JsonTree>(build_json_tree(bytes->view()));
    return [body_id, tree = std::move(tree)](const ActionContext& c) {
      with_look(c, body_id, [&](BodyLook& look) {
        set_tree(look, tree);
        look.waiting.tree = false;
      });
    };
  }};
}

Errand lay_table(std::uint64_t body_id, BodyBytes bytes) {
  return {[body_id, bytes = std::move(bytes)]() -> AfterErrand {
    auto table = std::make_shared<const CsvTable>(build_csv_table(bytes->view()));
    return [body_id, table = std::move(table)](const ActionContext& c) {
      with_look(c, body_id, [&](BodyLook& look) {
        look.table = table;
        look.waiting.table = false;
      });
    };
  }};
}

Errand copy_body(emulator::BodyPtr body, LoadBody load) {
  return {[body = std::move(body), load = std::move(load)]() -> AfterErrand {
    const auto bytes = content_of(*body, load);
    if (!bytes) return telling(told(bytes.error()));
    if ((*bytes)->view().find('\0') != std::string_view::npos)
      return telling("The body is binary and does not fit the clipboard — save it instead");
    return [text = std::make_shared<const std::string>((*bytes)->view())](const ActionContext& c) {
      ImGui::SetClipboardText(text->c_str());
      c.state.messages.tell("Copied " + emulator::format_size(text->size()));
    };
  }};
}

Errand save_body(emulator::BodyPtr body, LoadBody load, std::filesystem::path file) {
  return {
      [body = std::move(body), load = std::move(load), file = std::move(file)]() -> AfterErrand {
        const auto bytes = content_of(*body, load);
        if (!bytes) return telling(told(bytes.error()));
        const auto written = emulator::write_text_atomically((*bytes)->view(), file);
        if (!written) return telling(told(written.error()));
        return telling("Saved " + emulator::format_size((*bytes)->size()) + " to " + file.string());
      }};
}

Errand copy_text(std::string text, std::string told_text) {
  return {[text = std::move(text), message = std::move(told_text)]() -> AfterErrand {
    return [text, message](const ActionContext& c) {
      ImGui::SetClipboardText(text.c_str());
      c.state.messages.tell(message);
    };
  }};
}

}  // namespace app
