#include "emulator/model/fault_presets.h"

#include <algorithm>
#include <array>
#include <vector>

#include "emulator/base/text.h"

namespace emulator {
namespace {

using std::chrono::seconds;

FaultPreset preset(std::string_view id, std::string_view title, std::string_view what,
                   std::string_view fact, Fault fault) {
  fault.preset = id;
  return {id, title, what, fact, std::move(fault)};
}

const std::vector<FaultPreset>& presets() {
  static const std::vector<FaultPreset> table{
      preset("timeout-60s", "60 s time-out",
             "The container answers after 61 s; SageMaker gives up after 60 s and answers 424 with "
             "status 0.",
             "3.17", {.kind = FaultKind::Delay, .delay = seconds{61}}),
      preset("slow-5s", "Slow container (5 s)",
             "The answer comes 5 s late, as from a cold model or a busy CPU.", "2.24",
             {.kind = FaultKind::Delay, .delay = seconds{5}}),
      preset("unsupported-type", "415 for the content type",
             "The container refuses the type that it is sent; the client gets 424 with the words.",
             "3.16",
             {.kind = FaultKind::Status,
              .status = 415,
              .content_type = "text/plain; charset=utf-8",
              .body = "Content type text/csv; charset=utf-8 is not supported by this framework"}),
      preset("charset", "Type with a charset",
             "Flask adds \"; charset=utf-8\" to text types; the next container compares the whole "
             "string and refuses it.",
             "8.3", {.kind = FaultKind::WrongType, .content_type = "text/csv; charset=utf-8"}),
      preset("html-type", "Answer of type text/html",
             "An output_fn that returns a bare string: Flask's default type is text/html.", "7.2",
             {.kind = FaultKind::WrongType, .content_type = "text/html; charset=utf-8"}),
      preset("too-large", "5 MB between containers",
             "The answer is one byte larger than may be handed on; the client gets 424.", "3.21",
             {.kind = FaultKind::Oversize}),
      preset("worker-died", "Worker died in the middle of an answer",
             "The connection ends half way through the body; the client gets 424 with status 0.",
             "3.19", {.kind = FaultKind::Truncated}),
      preset("out-of-memory", "Out of memory: worker killed",
             "The connection ends before the answer, as when the kernel kills the worker; the "
             "client gets 424 with status 0.",
             "3.19", {.kind = FaultKind::Dropped}),
      preset("model-exception", "500: exception in the model's code",
             "The container answers 500 with a traceback; the client gets 424.", "3.16",
             {.kind = FaultKind::Status,
              .status = 500,
              .content_type = "text/plain",
              .body = "Traceback (most recent call last):\n"
                      "  File \"/opt/ml/model/code/inference.py\", line 12, in predict_fn\n"
                      "ValueError: Input contains NaN"}),
      preset("too-large-for-server", "413: body too large for its server",
             "nginx or the toolkit refuses a body above its own limit (6 MB, often 5 MB).", "3.16",
             {.kind = FaultKind::Status,
              .status = 413,
              .content_type = "text/html",
              .body = "<html><head><title>413 Request Entity Too Large</title></head></html>"}),
      preset("empty-answer", "204: empty answer",
             "What XGBoost and SparkML answer to an empty request; the next container gets an "
             "empty body.",
             "3.23", {.kind = FaultKind::Status, .status = 204}),
      preset("ping-503", "503 from /ping",
             "/ping answers 503: on SageMaker the instance becomes unhealthy and is replaced.",
             "2.17", {.kind = FaultKind::PingFailing, .status = 503}),
  };
  return table;
}

}  // namespace

std::span<const FaultPreset> fault_presets() { return presets(); }

const FaultPreset* fault_preset(std::string_view id) {
  const auto found = std::ranges::find(presets(), id, &FaultPreset::id);
  return found == presets().end() ? nullptr : &*found;
}

std::string_view to_text(FaultKind kind) {
  static constexpr std::array<std::string_view, 8> kTexts{
      "", "delay", "status", "wrong-type", "truncated", "oversize", "dropped", "ping-failing"};
  return kTexts.at(static_cast<std::size_t>(kind));
}

std::string words_of(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::None:
      return "";
    case FaultKind::Delay:
      return "answers " + format_duration(fault.delay) + " late";
    case FaultKind::Status:
      return "answers " + std::to_string(fault.status);
    case FaultKind::WrongType:
      return "answers as " + fault.content_type;
    case FaultKind::Truncated:
      return "breaks off in the middle of its answer";
    case FaultKind::Oversize:
      return "answers more than may be handed on";
    case FaultKind::Dropped:
      return "drops the connection";
    case FaultKind::PingFailing:
      return "/ping answers " + std::to_string(fault.status);
  }
  return "";
}

}  // namespace emulator
