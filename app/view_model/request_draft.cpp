#include "app/view_model/request_draft.h"

#include <algorithm>
#include <utility>

#include "app/view_model/content_types.h"
#include "emulator/base/text.h"

namespace app {
namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

bool is_body_of_loaded(const RequestDraft& draft) {
  return draft.fixed_body || draft.problem || draft.body == draft.body_as_read;
}

// An absent member stays absent and an empty one empty, unless it says something else.
void take(std::optional<std::string>& member, const std::string& typed) {
  if (member.value_or("") != typed) member = unless_empty(typed);
}

void take_body(RequestDraft& draft, const emulator::BodyPtr& body) {
  draft.body.clear();
  draft.fixed_body = nullptr;
  draft.problem.reset();
  const auto bytes = body->in_memory();
  if (bytes && is_editable(bytes->view())) {
    draft.body = bytes->view();
  } else {
    draft.fixed_body = body;
  }
  draft.body_as_read = draft.body;
}

void forget_body(emulator::SavedRequest& saved) {
  saved.body.reset();
  saved.body_base64.reset();
  saved.body_file.reset();
}

// A text too large for the editor is only ever replaced as a whole: its length tells.
bool same_text(const std::optional<std::string>& a, const std::optional<std::string>& b) {
  if (!a || !b || a->size() != b->size() || a->size() > kMostEditableBytes)
    return a.has_value() == b.has_value() && (!a || a->size() == b->size());
  return *a == *b;
}

bool saves_same_body(const RequestDraft& draft, const emulator::SavedRequest& known) {
  const emulator::SavedRequest& loaded = draft.loaded;
  if (!is_body_of_loaded(draft)) return known.body == draft.body;
  return same_text(loaded.body, known.body) && same_text(loaded.body_base64, known.body_base64) &&
         loaded.body_file == known.body_file;
}

}  // namespace

bool is_editable(std::string_view bytes) {
  return bytes.size() <= kMostEditableBytes && emulator::is_valid_utf8(bytes) &&
         bytes.find('\0') == std::string_view::npos;
}

RequestDraft draft_of(const emulator::SavedRequest& saved,
                      const emulator::Result<emulator::BodyPtr>& body) {
  RequestDraft draft;
  draft.request_name = saved.name;
  draft.content_type = saved.content_type.value_or("");
  draft.accept = saved.accept.value_or("");
  draft.custom_attributes = saved.custom_attributes.value_or("");
  draft.loaded = saved;
  if (body) {
    take_body(draft, *body);
  } else {
    draft.problem = body.error();
  }
  return draft;
}

RequestDraft with_body_file(RequestDraft draft, const emulator::BodyPtr& body,
                            const std::filesystem::path& named) {
  forget_body(draft.loaded);
  draft.loaded.body_file = named.generic_string();
  take_body(draft, body);
  const std::string_view type = content_type_of(named.filename().string());
  if (!type.empty()) draft.content_type = type;
  return draft;
}

RequestDraft without_body(RequestDraft draft) {
  forget_body(draft.loaded);
  draft.body.clear();
  draft.body_as_read.clear();
  draft.fixed_body = nullptr;
  draft.problem.reset();
  return draft;
}

void hold_large_text(RequestDraft& draft) {
  if (draft.body.size() <= kMostEditableBytes) return;
  forget_body(draft.loaded);
  draft.loaded.body = draft.body;
  take_body(draft, std::make_shared<const emulator::Body>(std::string_view(*draft.loaded.body)));
}

emulator::InvokeRequest drafted_request(const RequestDraft& draft) {
  emulator::InvokeRequest request;
  request.name = draft.request_name;
  request.content_type = unless_empty(draft.content_type);
  request.accept = unless_empty(draft.accept);
  request.custom_attributes = unless_empty(draft.custom_attributes);
  request.inference_id = unless_empty(draft.inference_id);
  request.body = draft.fixed_body
                     ? draft.fixed_body
                     : std::make_shared<const emulator::Body>(std::string_view(draft.body));
  return request;
}

emulator::SavedRequest saved_draft(const RequestDraft& draft) {
  emulator::SavedRequest saved = draft.loaded;
  saved.name = draft.request_name;
  take(saved.content_type, draft.content_type);
  take(saved.accept, draft.accept);
  take(saved.custom_attributes, draft.custom_attributes);
  if (is_body_of_loaded(draft)) return saved;
  forget_body(saved);
  saved.body = draft.body;
  return saved;
}

std::string body_file_of(const RequestDraft& draft) {
  return is_body_of_loaded(draft) ? draft.loaded.body_file.value_or("") : "";
}

std::size_t body_bytes(const RequestDraft& draft) {
  return draft.fixed_body ? draft.fixed_body->size() : draft.body.size();
}

std::optional<std::size_t> find_request(const SavedRequests& saved, std::string_view name) {
  const auto found = std::ranges::find(saved, name, &emulator::SavedRequest::name);
  if (found == saved.end()) return std::nullopt;
  return static_cast<std::size_t>(found - saved.begin());
}

bool is_changed(const RequestDraft& draft, const SavedRequests& saved) {
  const auto at = find_request(saved, draft.request_name);
  if (!at || draft.request_name.empty()) return false;
  const emulator::SavedRequest& known = saved[*at];
  return known.content_type.value_or("") != draft.content_type ||
         known.accept.value_or("") != draft.accept ||
         known.custom_attributes.value_or("") != draft.custom_attributes ||
         !saves_same_body(draft, known);
}

std::string name_problem(const SavedRequests& saved, std::string_view name,
                         std::string_view has_now) {
  if (emulator::trim(name).empty()) return "A name is needed";
  if (name != has_now && find_request(saved, emulator::trim(name)))
    return "There is a request of this name already";
  return "";
}

std::string free_name(const SavedRequests& saved, std::string_view wanted) {
  const std::string base = wanted.empty() ? "request" : std::string(wanted);
  std::string name = base;
  for (int i = 2; find_request(saved, name); ++i) name = base + " " + std::to_string(i);
  return name;
}

}  // namespace app
