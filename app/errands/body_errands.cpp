#include "app/errands/body_errands.h"

#include <string>
#include <utility>

#include "app/actions/actions.h"
#include "app/raster/decode_picture.h"
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

Errand grow_tree(std::uint64_t body_id, BodyBytes bytes, BodyForm form) {
  return {[body_id, bytes = std::move(bytes), form]() -> AfterErrand {
    auto tree = std::make_shared<const JsonTree>(make_tree(form, bytes->view()));
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

Errand lay_grids(std::uint64_t body_id, BodyBytes bytes, BodyForm form) {
  return {[body_id, bytes = std::move(bytes), form]() -> AfterErrand {
    auto parts = std::make_shared<const std::vector<GridPart>>(make_grids(form, bytes));
    return [body_id, parts = std::move(parts)](const ActionContext& c) {
      with_look(c, body_id, [&](BodyLook& look) {
        look.parts = parts;
        look.waiting.parts = false;
      });
    };
  }};
}

Errand decode_body(std::uint64_t body_id, BodyBytes bytes) {
  return {[body_id, bytes = std::move(bytes)]() -> AfterErrand {
    PictureLook outcome;
    auto decoded = decode_picture(bytes->view());
    if (decoded) {
      outcome.picture = std::make_shared<const DecodedPicture>(std::move(*decoded));
    } else {
      outcome.problem = told(decoded.error());
    }
    return [body_id, outcome = std::move(outcome)](const ActionContext& c) {
      with_look(c, body_id, [&](BodyLook& look) { look.picture = outcome; });
    };
  }};
}

Errand search_tree(std::uint64_t body_id, BodyBytes bytes, std::shared_ptr<const JsonTree> tree,
                   std::string query) {
  return {[body_id, bytes = std::move(bytes), tree = std::move(tree),
           query = std::move(query)]() -> AfterErrand {
    auto matches = std::make_shared<const JsonMatches>(find_in_tree(*tree, bytes->view(), query));
    return [body_id, tree, matches = std::move(matches)](const ActionContext& c) {
      with_look(c, body_id, [&](BodyLook& look) {
        look.search.waiting = false;
        if (look.tree == tree) look.search.matches = matches;
      });
    };
  }};
}

Errand order_rows(std::uint64_t body_id, GridPtr grid, GridSort sort) {
  return {[body_id, grid = std::move(grid), sort]() -> AfterErrand {
    auto order = std::make_shared<const GridOrder>(sort_grid(*grid, sort));
    return [body_id, grid, order = std::move(order)](const ActionContext& c) {
      with_look(c, body_id, [&](BodyLook& look) {
        if (look.grid.grid != grid) return;
        look.grid.waiting.order = false;
        if (look.grid.sort == order->sort) look.grid.order = order;
      });
    };
  }};
}

Errand measure_columns(std::uint64_t body_id, GridPtr grid) {
  return {[body_id, grid = std::move(grid)]() -> AfterErrand {
    auto statistics = std::make_shared<const GridStatistics>(measure_grid(*grid));
    return [body_id, grid, statistics = std::move(statistics)](const ActionContext& c) {
      with_look(c, body_id, [&](BodyLook& look) {
        if (look.grid.grid != grid) return;
        look.grid.waiting.statistics = false;
        look.grid.statistics = statistics;
      });
    };
  }};
}

Errand copy_column(GridPtr grid, std::shared_ptr<const GridOrder> order, std::size_t column) {
  return {[grid = std::move(grid), order = std::move(order), column]() -> AfterErrand {
    auto text = std::make_shared<const std::string>(column_text(*grid, order.get(), column));
    const std::string message =
        "Copied column " + grid->column_name(column) + ", " + emulator::format_size(text->size());
    return [text = std::move(text), message](const ActionContext& c) {
      ImGui::SetClipboardText(text->c_str());
      c.state.messages.tell(message);
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
