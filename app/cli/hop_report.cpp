#include "app/cli/hop_report.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/cli/printable.h"
#include "emulator/base/text.h"

namespace app::cli {
namespace {

using emulator::format_duration;
using emulator::format_size;
using emulator::Hop;
using emulator::HttpResponse;
using emulator::Invocation;
using emulator::Nanoseconds;

constexpr std::size_t kPhases = 5;
constexpr int kRoomyWidth = 120;  // from here on types and sizes stand behind the bar
constexpr int kRoomyBar = 40;
constexpr int kNarrowBar = 24;

struct Span {
  Phase phase = Phase::None;
  double from = 0;
  double to = 0;
};

// The phases of a hop on the invocation's own time line, in nanoseconds.
std::array<Span, 4> spans_of(const Hop& hop) {
  const auto& t = hop.timing;
  const auto count = [](Nanoseconds time) { return static_cast<double>(time.count()); };
  const double begin = count(hop.start);
  const double sent = begin + count(t.connect + t.send);
  const double first_byte = sent + count(t.wait);
  return {Span{Phase::Queue, begin - count(t.queue), begin}, Span{Phase::Send, begin, sent},
          Span{Phase::Wait, sent, first_byte},
          Span{Phase::Receive, first_byte, first_byte + count(t.receive)}};
}

// The phase that covers most of the stretch; None where most of it lies outside of the hop.
Phase phase_of(const std::array<Span, 4>& spans, double from, double to) {
  std::array<double, kPhases> share{};
  share[0] = to - from;
  for (const auto& span : spans) {
    const double overlap = std::max(0.0, std::min(to, span.to) - std::max(from, span.from));
    share[static_cast<std::size_t>(span.phase)] += overlap;
    share[0] -= overlap;
  }
  return static_cast<Phase>(std::ranges::max_element(share) - share.begin());
}

struct PhaseLook {
  std::string_view glyph;
  Ink ink;
  std::string_view word;
};

// Glyphs differ as well as colours: a status is never shown by colour alone.
PhaseLook look_of(Phase phase) {
  switch (phase) {
    case Phase::None:
      return {" ", Ink::Dim, ""};
    case Phase::Queue:
      return {"·", Ink::Dim, "between hops"};
    case Phase::Send:
      return {"▒", Ink::Yellow, "sending"};
    case Phase::Wait:
      return {"█", Ink::Blue, "waiting"};
    case Phase::Receive:
      return {"▓", Ink::Green, "receiving"};
  }
  return {" ", Ink::Dim, ""};
}

std::string bar_text(const std::vector<Phase>& cells, Paint paint) {
  std::string out;
  for (std::size_t i = 0; i < cells.size();) {
    std::size_t end = i;
    std::string run;
    for (; end < cells.size() && cells[end] == cells[i]; ++end) run += look_of(cells[i]).glyph;
    out += cells[i] == Phase::None ? run : paint(look_of(cells[i]).ink, run);
    i = end;
  }
  return out;
}

// "text/csv 120 B"
std::string content_text(const emulator::Headers& headers, const emulator::BodyPtr& body) {
  const auto type = headers.get("Content-Type");
  std::string out = type ? printable(*type) : "no Content-Type";
  return out + " " + format_size(body ? body->size() : 0);
}

std::string received_text(const Hop& hop) {
  if (const auto* response = hop.response()) return content_text(response->headers, response->body);
  const auto& partial = hop.error()->partial;
  if (!partial) return "no answer";
  return content_text(partial->headers, partial->body) + ", broken off";
}

std::string status_text(const Hop& hop) {
  if (const auto* response = hop.response()) return std::to_string(response->status);
  return std::string(emulator::to_text(hop.error()->kind));
}

std::string status_line(const HttpResponse& response) {
  const std::string reason = printable(response.reason);
  return std::to_string(response.status) + (reason.empty() ? "" : " " + reason);
}

std::string headline(const Invocation& invocation, Paint paint) {
  std::string out;
  if (invocation.response) {
    const Ink ink = answered_well(invocation) ? Ink::Green : Ink::Red;
    out = paint(ink, (answered_well(invocation) ? "✓ " : "✗ ") + status_line(*invocation.response));
  } else {
    out = paint(Ink::Yellow, "No answer");
  }
  const std::string name = invocation.request.name.empty() ? "" : "  " + invocation.request.name;
  return out + "  " + paint(Ink::Bold, format_duration(invocation.duration)) + "  containers " +
         format_duration(invocation.container_time()) + ", overhead " +
         format_duration(invocation.overhead_time()) +
         paint(Ink::Dim, "  " + printable(invocation.model_name) + printable(name)) + "\n";
}

struct Columns {
  std::size_t name = 0;
  std::size_t status = 0;
  int bar = kRoomyBar;
  bool types_behind = true;
};

Columns columns_for(const Invocation& invocation, int width) {
  Columns out;
  for (const auto& name : invocation.order) out.name = std::max(out.name, columns(name));
  for (const auto& hop : invocation.hops)
    out.status = std::max(out.status, columns(status_text(*hop)));
  out.types_behind = width >= kRoomyWidth;
  out.bar = out.types_behind ? kRoomyBar : kNarrowBar;
  return out;
}

std::string hop_row(const Hop& hop, const Invocation& invocation, const Columns& wide,
                    Paint paint) {
  const bool bad = emulator::failed(hop);
  const std::string number = pad_left(std::to_string(hop.index), 2);
  const std::string types =
      content_text(hop.request.headers, hop.request.body) + " → " + received_text(hop);
  std::string out = number + "  " + paint(Ink::Bold, pad_right(hop.container_hostname, wide.name));
  out += "  " + bar_text(bar_cells(hop, invocation.duration, wide.bar), paint) + "  " +
         paint(bad ? Ink::Red : Ink::Green,
               (bad ? "✗ " : "✓ ") + pad_right(status_text(hop), wide.status)) +
         "  " + pad_left(format_duration(hop.timing.container()), 8);
  if (wide.types_behind) return out + "  " + types + "\n";
  return out + "\n    " + paint(Ink::Dim, types) + "\n";
}

std::string unreached_rows(const Invocation& invocation, const Columns& wide, Paint paint) {
  std::string out;
  for (std::size_t i = invocation.hops.size(); i < invocation.order.size(); ++i)
    out += pad_left(std::to_string(i + 1), 2) + "  " +
           paint(Ink::Dim, pad_right(invocation.order[i], wide.name) + "  not reached") + "\n";
  return out;
}

std::string legend(Paint paint) {
  std::string out = "   ";
  for (const Phase phase : {Phase::Queue, Phase::Send, Phase::Wait, Phase::Receive}) {
    const PhaseLook look = look_of(phase);
    out += " " + paint(look.ink, look.glyph) + " " + paint(Ink::Dim, look.word);
  }
  return out + "\n";
}

// The stage's own words: the start of what it answered, where that is text.
std::string body_excerpt(const HttpResponse& response) {
  constexpr std::size_t kMostColumns = 400;
  const auto bytes = response.body ? response.body->in_memory() : nullptr;
  if (!bytes || bytes->size() == 0 || !is_plain_text(bytes->view())) return "";
  return cut(printable(emulator::trim(bytes->view())), kMostColumns);
}

// Every stage that was reached answered well, yet the client did not get the last answer: a limit
// stands between two stages or before the client (contract 3.21, 3.22).
std::string not_handed_on(const Invocation& invocation) {
  if (invocation.hops.empty()) return "The request was refused before any stage saw it";
  const std::size_t next = invocation.hops.size();
  const std::string to = next < invocation.order.size() ? invocation.order[next] : "the client";
  return "The answer of " + printable(invocation.hops.back()->container_hostname) +
         " was not handed on to " + printable(to);
}

}  // namespace

std::vector<Phase> bar_cells(const Hop& hop, Nanoseconds total, int cells) {
  const auto count = static_cast<std::size_t>(std::max(cells, 1));
  std::vector<Phase> out(count, Phase::None);
  const auto spans = spans_of(hop);
  const double cell =
      std::max(1.0, static_cast<double>(total.count())) / static_cast<double>(count);
  for (std::size_t i = 0; i < count; ++i)
    out[i] = phase_of(spans, static_cast<double>(i) * cell, static_cast<double>(i + 1) * cell);
  const bool seen = std::ranges::any_of(
      out, [](Phase phase) { return phase != Phase::None && phase != Phase::Queue; });
  if (!seen) {
    const double at = std::floor(spans[1].from / cell);
    out[static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(count - 1)))] =
        Phase::Wait;
  }
  return out;
}

std::string hop_report(const Invocation& invocation, Paint paint, int width) {
  const Columns wide = columns_for(invocation, width);
  std::string out = headline(invocation, paint);
  for (const auto& hop : invocation.hops) out += hop_row(*hop, invocation, wide, paint);
  out += unreached_rows(invocation, wide, paint);
  return invocation.hops.empty() ? out : out + legend(paint);
}

std::string failure_text(const Invocation& invocation, Paint paint) {
  if (answered_well(invocation)) return "";
  if (invocation.hops.empty() || !emulator::failed(*invocation.hops.back()))
    return paint(Ink::Red, "Why it failed") + "\n  " + not_handed_on(invocation) + "\n";
  const Hop& hop = *invocation.hops.back();
  const std::string name = paint(Ink::Bold, printable(hop.container_hostname));
  std::string out = paint(Ink::Red, "Why it failed") + "\n";
  if (const auto* error = hop.error())
    return out + "  " + name + " gave no complete answer (" +
           std::string(emulator::to_text(error->kind)) + "): " + printable(error->message) + "\n";
  // contract 3.14, 3.20: anything but 2xx stops the chain there.
  out += "  " + name + " answered " + status_line(*hop.response()) +
         ", and the chain stops at the first answer that is not 2xx\n";
  const std::string words = body_excerpt(*hop.response());
  return words.empty() ? out : out + "  It said: " + words + "\n";
}

bool answered_well(const Invocation& invocation) {
  return invocation.response && invocation.response->status >= 200 &&
         invocation.response->status < 300;
}

}  // namespace app::cli
