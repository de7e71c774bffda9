#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "emulator/codec/recordings/hop_words.h"
#include "emulator/codec/recordings/traces.h"

namespace emulator {
namespace {

using Json = nlohmann::ordered_json;

// Names and messages may hold any byte: dumping must not throw.
std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

double microseconds(Nanoseconds duration) { return static_cast<double>(duration.count()) / 1e3; }

// Hands out processes and threads, and names them.
class Rows {
 public:
  // Events of one row must nest, so an invocation that overlaps another one has rows of its own.
  std::size_t lane_of(const Invocation& invocation) {
    auto& busy_until = models_[invocation.model_name].busy_until;
    const WallTime begin = invocation.started_at;
    const auto free = std::ranges::find_if(busy_until, [&](WallTime end) { return end <= begin; });
    const std::size_t lane = static_cast<std::size_t>(free - busy_until.begin());
    if (free == busy_until.end()) busy_until.emplace_back();
    busy_until[lane] =
        begin + std::chrono::duration_cast<WallTime::duration>(invocation.duration);
    return lane;
  }

  std::size_t process_of(const std::string& model) {
    Model& found = models_[model];
    if (found.process != 0) return found.process;
    found.process = models_.size();
    name("process_name", found.process, 0, model);
    return found.process;
  }

  std::size_t thread_of(const std::string& model, const std::string& row, std::size_t lane) {
    const std::size_t process = process_of(model);
    const auto [at, added] = models_[model].threads.try_emplace({lane, row}, 0);
    if (!added) return at->second;
    at->second = models_[model].threads.size();
    const std::string suffix = lane == 0 ? "" : " (" + std::to_string(lane + 1) + ")";
    name("thread_name", process, at->second, row + suffix);
    return at->second;
  }

  // Names that nobody has written yet.
  std::string take_names() { return std::exchange(names_, {}); }

 private:
  struct Model {
    std::size_t process = 0;
    std::vector<WallTime> busy_until;  // by lane
    std::map<std::pair<std::size_t, std::string>, std::size_t> threads;
  };

  void name(const char* what, std::size_t process, std::size_t thread, const std::string& text) {
    names_ += ",\n" + text_of({{"name", what},
                               {"ph", "M"},
                               {"pid", process},
                               {"tid", thread},
                               {"args", {{"name", text}}}});
  }

  std::map<std::string, Model> models_;
  std::string names_;
};

struct Place {
  std::size_t process;
  std::size_t thread;
  Nanoseconds begin;
};

std::string event(const std::string& name, const Place& at, Nanoseconds duration, Json about) {
  return ",\n" + text_of({{"name", name},
                          {"cat", "hoplens"},
                          {"ph", "X"},
                          {"ts", microseconds(at.begin)},
                          {"dur", microseconds(duration)},
                          {"pid", at.process},
                          {"tid", at.thread},
                          {"args", std::move(about)}});
}

Json about(const Hop& hop) {
  Json out{{"stage", hop.container_hostname},
           {"url", hop.url},
           {"source", to_text(hop.source)},
           {"real", hop.is_real()},
           {"request bytes", hop.request.body ? hop.request.body->size() : 0}};
  if (const HttpResponse* response = hop.response()) {
    out["status"] = response->status;
    out["response bytes"] = response->body ? response->body->size() : 0;
  } else {
    out["error"] = std::string(to_text(hop.error()->kind)) + ": " + hop.error()->message;
  }
  if (!hop.is_real()) out["note"] = not_real_text(hop);
  return out;
}

std::string hop_events(const Hop& hop, Place at) {
  const HopTiming& timing = hop.timing;
  const std::string name = hop.container_hostname + (hop.is_real() ? "" : " (not the container)");
  std::string out = event(name, at, timing.container(), about(hop));
  const std::pair<const char*, Nanoseconds> phases[] = {{"connect", timing.connect},
                                                        {"send", timing.send},
                                                        {"wait", timing.wait},
                                                        {"receive", timing.receive}};
  for (const auto& [phase, duration] : phases) {
    if (duration.count() > 0) out += event(phase, at, duration, Json::object());
    at.begin += duration;
  }
  return out;
}

std::string invocation_events(const Invocation& invocation, Nanoseconds begin, Rows& rows) {
  const std::size_t lane = rows.lane_of(invocation);
  const std::size_t process = rows.process_of(invocation.model_name);
  const std::size_t client = rows.thread_of(invocation.model_name, "client", lane);
  const int status = invocation.response ? invocation.response->status : 0;
  Json facts{{"request id", invocation.uuid}, {"status", status}, {"note", invocation.note}};
  std::string out = event("Invocation " + std::to_string(invocation.id.value),
                          {process, client, begin}, invocation.duration, std::move(facts));
  for (const HopPtr& hop : invocation.hops) {
    const std::string row = std::to_string(hop->index) + " " + hop->container_hostname;
    const std::size_t thread = rows.thread_of(invocation.model_name, row, lane);
    out += hop_events(*hop, {process, thread, begin + hop->start + hop->timing.queue});
  }
  return rows.take_names() + out;
}

}  // namespace

Result<void> write_chrome_trace(const RecordingSource& source, const TextSink& sink) {
  WallTime zero = source.count > 0 ? source.at(0)->started_at : WallTime();
  for (std::size_t i = 0; i < source.count; ++i) zero = std::min(zero, source.at(i)->started_at);
  Rows rows;
  const Json head{{"name", "recording_begins"},
                  {"ph", "M"},
                  {"pid", 0},
                  {"tid", 0},
                  {"args", {{"at", format_iso8601(zero)}}}};
  auto done = sink("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n" + text_of(head));
  for (std::size_t i = 0; done && i < source.count; ++i) {
    const InvocationPtr invocation = source.at(i);
    done = sink(invocation_events(*invocation, invocation->started_at - zero, rows));
    if (done) done = go_on(source.progress, i);
  }
  return done ? sink("\n]}\n") : done;
}

}  // namespace emulator
