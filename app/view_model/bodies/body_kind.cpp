#include "app/view_model/bodies/body_kind.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "emulator/base/text.h"
#include "emulator/payload/libsvm.h"
#include "emulator/payload/npy.h"
#include "emulator/payload/npz.h"
#include "emulator/payload/recordio.h"
#include "emulator/payload/sparkml.h"

namespace app {
namespace {

constexpr std::size_t kLook = 4'096;

struct TypeRow {
  std::string_view type;
  BodyForm form;
};
constexpr std::array kTypes = {
    TypeRow{"text/csv", BodyForm::Csv},
    TypeRow{"text/tab-separated-values", BodyForm::Csv},
    TypeRow{"application/jsonlines", BodyForm::JsonLines},
    TypeRow{"application/jsonl", BodyForm::JsonLines},
    TypeRow{"application/x-jsonlines", BodyForm::JsonLines},
    TypeRow{"application/x-ndjson", BodyForm::JsonLines},
    TypeRow{"application/ndjson", BodyForm::JsonLines},
    TypeRow{"text/libsvm", BodyForm::Libsvm},
    TypeRow{"text/x-libsvm", BodyForm::Libsvm},
    TypeRow{"application/x-npy", BodyForm::Npy},
    TypeRow{"application/x-npz", BodyForm::Npz},
    TypeRow{"application/x-recordio-protobuf", BodyForm::RecordIo},
    TypeRow{"application/x-recordio", BodyForm::RecordIo},
    TypeRow{"image/png", BodyForm::Image},
    TypeRow{"image/jpeg", BodyForm::Image},
    TypeRow{"image/jpg", BodyForm::Image},
    TypeRow{"application/x-image", BodyForm::Image},
};

std::optional<BodyForm> form_of_type(std::string_view type) {
  const auto row = std::ranges::find_if(
      kTypes, [&](const TypeRow& each) { return emulator::equals_ignoring_case(each.type, type); });
  return row == kTypes.end() ? std::nullopt : std::optional(row->form);
}

std::optional<BodyForm> form_of_binary(std::string_view body) {
  if (emulator::is_npy(body)) return BodyForm::Npy;
  if (emulator::is_recordio(body)) return BodyForm::RecordIo;
  if (body.starts_with("\x89PNG\r\n\x1A\n") || body.starts_with("\xFF\xD8\xFF"))
    return BodyForm::Image;
  // An archive whose first entry is an array.
  constexpr std::size_t kName = 30;
  if (emulator::is_zip(body) && body.substr(0, kLook).find(".npy") >= kName &&
      body.substr(0, kLook).find(".npy") != std::string_view::npos)
    return BodyForm::Npz;
  return std::nullopt;
}

// A whole value in the first line, and another one that begins the same way.
bool is_like_lines(std::string_view head) {
  const std::size_t end = head.find('\n');
  if (end == std::string_view::npos) return false;
  const std::string_view first = emulator::trim(head.substr(0, end));
  const std::string_view rest = emulator::trim(head.substr(end));
  if (first.empty() || rest.empty() || first.front() != rest.front()) return false;
  return (first.front() == '{' && first.back() == '}') ||
         (first.front() == '[' && first.back() == ']');
}

bool says_json(std::string_view type) {
  return emulator::equals_ignoring_case(type, "application/json") || type.ends_with("+json");
}

BodyForm form_of_text(std::string_view type, std::string_view body) {
  const std::string_view head = body.substr(0, kLook);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  const char begins = first == std::string_view::npos ? ' ' : head[first];
  if (begins == '{' || begins == '[') {
    if (emulator::is_like_sparkml(body)) return BodyForm::SparkMl;
    return !says_json(type) && is_like_lines(head.substr(first)) ? BodyForm::JsonLines
                                                                 : BodyForm::Json;
  }
  return type.empty() && emulator::is_like_libsvm(head) ? BodyForm::Libsvm : BodyForm::Text;
}

}  // namespace

bool is_text(std::string_view body) {
  std::string_view head = body.substr(0, kLook);
  if (head.find('\0') != std::string_view::npos) return false;
  // Without a code point that the cut left unfinished.
  if (head.size() < body.size())
    for (int i = 0; i < 3 && !emulator::is_valid_utf8(head); ++i) head.remove_suffix(1);
  return emulator::is_valid_utf8(head);
}

std::string_view to_text(BodyView view) {
  constexpr std::array<std::string_view, 6> kNames = {"Auto",  "Tree", "Table",
                                                      "Image", "Text", "Hex"};
  return kNames[static_cast<std::size_t>(view)];
}

BodyForm body_form(std::string_view content_type, std::string_view body) {
  const std::string_view type = emulator::trim(content_type.substr(0, content_type.find(';')));
  const std::optional<BodyForm> bytes = form_of_binary(body);
  const bool text = is_text(body);
  if (bytes && !text) return *bytes;
  if (const auto form = form_of_type(type)) {
    const bool of_text =
        *form == BodyForm::Csv || *form == BodyForm::JsonLines || *form == BodyForm::Libsvm;
    return of_text && !text ? BodyForm::Bytes : *form;
  }
  return text ? form_of_text(type, body) : BodyForm::Bytes;
}

BodyView suitable_view(BodyForm form, std::string_view body) {
  switch (form) {
    case BodyForm::Text:
      return BodyView::Text;
    case BodyForm::Json:
    case BodyForm::JsonLines:
      return BodyView::Tree;
    case BodyForm::Bytes:
      return BodyView::Hex;
    case BodyForm::Image:
      return is_text(body) ? BodyView::Text : BodyView::Image;
    default:
      return BodyView::Table;
  }
}

BodyView suitable_view(std::string_view content_type, std::string_view body) {
  return suitable_view(body_form(content_type, body), body);
}

}  // namespace app
