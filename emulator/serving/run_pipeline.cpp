#include "emulator/serving/run_pipeline.h"

#include <algorithm>
#include <optional>
#include <span>

#include "emulator/serving/hop_rules.h"
#include "emulator/serving/model_loading.h"
#include "emulator/serving/socket.h"
#include "emulator/serving/stand_in.h"

namespace emulator {
namespace {

SteadyTime now() { return std::chrono::steady_clock::now(); }

// contract 2.24: a streamed answer has 8 minutes, unless InvocationTimeoutSeconds was set.
constexpr Nanoseconds kStreamedTimeout = std::chrono::minutes{8};

Nanoseconds timeout_of(const ContractProfile& profile, bool streamed) {
  const bool untouched = profile.invocation_timeout == ContractProfile{}.invocation_timeout;
  return streamed && untouched ? kStreamedTimeout : profile.invocation_timeout;
}

// contract 3.19: as when nothing listens.
Exchange nobody_there(const RouteStage& stage, HttpRequest request) {
  return {.request = std::move(request),
          .outcome = TransportError{TransportErrorKind::Connect,
                                    "connection refused: the stage " + stage.ended, nullptr}};
}

// contract 3.14, 3.20: an answer that ends the chain becomes a ModelError; no header travels on.
void note_answer(Hop& hop, bool last, const ContractProfile& profile) {
  const HttpResponse* response = hop.response();
  if (response == nullptr) return;
  hop.response_notes = response_notes(*response, last, profile);
  if (!failed(hop) && !hand_over_fault(hop, last, profile)) return;
  for (HeaderNote& note : hop.response_notes) {
    note.flow = HeaderFlow::Stripped;
    note.fact = "3.14";
  }
}

bool same_content(const BodyPtr& a, const BodyPtr& b) {
  if (a == b) return true;
  if (!a || !b || a->size() != b->size()) return false;
  const auto bytes_of_a = a->in_memory();
  const auto bytes_of_b = b->in_memory();
  return bytes_of_a && bytes_of_b && bytes_of_a->view() == bytes_of_b->view();
}

bool is_same(const HttpRequest& a, const HttpRequest& b) {
  return a.headers == b.headers && same_content(a.body, b.body);
}

// Where each header of an edited request came from: as before, or from the user.
void note_edited_headers(std::vector<HeaderNote>& notes, const Headers& before,
                         const Headers& after) {
  for (const Header& header : after) {
    if (before.get(header.name) == std::string_view(header.value)) continue;
    std::erase_if(notes, [&](const HeaderNote& note) { return note.name == header.name; });
    notes.push_back({header.name, HeaderFlow::Edited, 0, ""});
  }
}

void note_edit(Hop& hop, const HttpRequest& before, const HttpRequest& after) {
  if (is_same(before, after)) return;
  if (!hop.request_before_edit)
    hop.request_before_edit = std::make_shared<const HttpRequest>(before);
  note_edited_headers(hop.request_notes, before.headers, after.headers);
}

// A request of the rules, in whose place the user sends other headers and another body.
void take_edit(PreparedRequest& prepared, const HttpRequest& edited) {
  const HttpRequest& by_rules = prepared.request;
  Headers headers = edited.headers;
  remove_transport_headers(headers);
  if (by_rules.headers == headers && same_content(by_rules.body, edited.body)) return;
  prepared.before_edit = std::make_shared<const HttpRequest>(by_rules);
  note_edited_headers(prepared.notes, by_rules.headers, headers);
  prepared.request.headers = std::move(headers);
  prepared.request.body = edited.body;
}

// Walks one invocation; lives as long as it takes.
class PipelineRun {
 public:
  PipelineRun(const RoutePlan& plan, const InvokeRequest& request, HopTransport& transport,
              std::stop_token stop, const WalkExtras& extras)
      : plan_(plan),
        request_(request),
        called_(called_stages(plan, request)),
        transport_(transport),
        stop_(std::move(stop)),
        extras_(extras) {}

  std::size_t size() const { return called_.size(); }
  // What hop i is to be sent: by the rules of the hop, or what the user wrote in its place.
  PreparedRequest prepare(std::size_t i, const HttpResponse* previous) const;
  // Empty where the user stopped the invocation before the stage was asked.
  std::shared_ptr<Hop> exchange(std::size_t i, PreparedRequest prepared);
  // Whether the user let the answer travel on.
  bool hand_on(Hop& hop, bool last);

 private:
  PreparedRequest rules_for(std::size_t i, const HttpResponse* previous) const;
  std::shared_ptr<Hop> begin_hop(std::size_t i, PreparedRequest& prepared) const;
  // Asks the gate; the verdict's answer, where there is one, was given in the stage's place.
  GateVerdict ask_before(Hop& hop, HttpRequest& request);
  void conclude(Hop& hop, Exchange exchange, SteadyTime begin, bool last);
  ExchangeLimits limits(SteadyTime hop_begin, bool last) const;
  // The model that this stage is to be asked for, where it has several.
  const std::string* model_for(const RouteStage& stage) const;
  Exchange call(const RouteStage& stage, HttpRequest request, SteadyTime begin, bool last);
  // Loads its model first, where it has several; that moves the beginning.
  Exchange ask_container(const RouteStage& stage, HttpRequest request, SteadyTime& begin,
                         bool last);
  void ask_stage(Hop& hop, const RouteStage& stage, HttpRequest request, bool last);
  void rehearse(Hop& hop, const RouteStage& stage, HttpRequest request, bool last);

  const RoutePlan& plan_;
  const InvokeRequest& request_;
  std::span<const RouteStage> called_;
  HopTransport& transport_;
  std::stop_token stop_;
  const WalkExtras& extras_;
  const SteadyTime received_ = now();
  SteadyTime previous_end_ = received_;
  Nanoseconds held_{0};  // at the user's wish; no time-out counts it
};

PreparedRequest PipelineRun::rules_for(std::size_t i, const HttpResponse* previous) const {
  PreparedRequest prepared =
      previous == nullptr
          ? first_request(request_, size(), plan_.profile)
          : next_request(request_, *previous, static_cast<int>(i) + 1, size(), plan_.profile);
  if (const std::string* model = model_for(called_[i])) aim_at_model(prepared, *model);
  return prepared;
}

PreparedRequest PipelineRun::prepare(std::size_t i, const HttpResponse* previous) const {
  PreparedRequest prepared = rules_for(i, previous);
  const Replay* replay = extras_.replay;
  if (replay != nullptr && replay->edited && i == replay->kept.size())
    take_edit(prepared, *replay->edited);
  return prepared;
}

const std::string* PipelineRun::model_for(const RouteStage& stage) const {
  return stage.multi_model && request_.target_model ? &*request_.target_model : nullptr;
}

ExchangeLimits PipelineRun::limits(SteadyTime hop_begin, bool last) const {
  const ContractProfile& profile = plan_.profile;
  ExchangeLimits limits;
  // contract 2.24, 3.18: per container, or for the whole chain; 0 is no limit.
  AnswerListener* listener = last ? extras_.listener : nullptr;  // contract 3.28
  const Nanoseconds timeout = timeout_of(profile, listener != nullptr);
  // What is spoiled afterwards must not be heard as it was.
  if (last && called_.back().rehearsal && spoils_answer(called_.back().rehearsal->fault.kind))
    listener = nullptr;
  if (timeout > Nanoseconds::zero())
    limits.deadline =
        timeout + (profile.timeout_scope == TimeoutScope::Chain ? received_ + held_ : hop_begin);
  // Read as much as any hop may answer: a body that is too large to hand on is still shown, and
  // its size is part of the message (contract 3.21).
  limits.response_bytes = std::max(profile.between_containers_bytes, profile.response_bytes);
  limits.listener = listener;
  return limits;
}

Exchange PipelineRun::call(const RouteStage& stage, HttpRequest request, SteadyTime begin,
                           bool last) {
  if (!stage.ended.empty()) return nobody_there(stage, std::move(request));
  const auto send = [&](HttpRequest what) {
    return transport_.send(stage.address.host, stage.address.port, std::move(what),
                           limits(begin, last), stop_);
  };
  const std::string* model = model_for(stage);
  if (model == nullptr) return send(std::move(request));
  Exchange exchange = send(request);
  const auto* response = std::get_if<HttpResponse>(&exchange.outcome);
  // contract 2.32: the container does not have it (any more). A second 404 is its answer.
  if (response == nullptr || response->status != 404) return exchange;
  if (auto failure = reload_model(stage, *model, transport_, stop_)) return std::move(*failure);
  return send(std::move(request));
}

std::shared_ptr<Hop> PipelineRun::begin_hop(std::size_t i, PreparedRequest& prepared) const {
  const RouteStage& stage = called_[i];
  auto hop = std::make_shared<Hop>();
  hop->index = static_cast<int>(i) + 1;
  hop->stage = stage.stage;
  hop->container_hostname = stage.container_hostname;
  hop->runtime = stage.runtime;
  prepared.request.target.insert(0, stage.address.base_path);
  hop->url =
      "http://" + authority(stage.address.host, stage.address.port) + prepared.request.target;
  hop->request_notes = std::move(prepared.notes);
  hop->request_before_edit = std::move(prepared.before_edit);
  return hop;
}

GateVerdict PipelineRun::ask_before(Hop& hop, HttpRequest& request) {
  if (extras_.gate == nullptr || extras_.gate->idle()) return {};
  const SteadyTime held_from = now();
  const HttpRequest offered = request;
  GateVerdict verdict = extras_.gate->before(hop, request, stop_);
  hop.held = now() - held_from;
  held_ += hop.held;
  note_edit(hop, offered, request);
  return verdict;
}

std::shared_ptr<Hop> PipelineRun::exchange(std::size_t i, PreparedRequest prepared) {
  const RouteStage& stage = called_[i];
  const bool last = i + 1 == called_.size();
  auto hop = begin_hop(i, prepared);
  GateVerdict verdict = ask_before(*hop, prepared.request);
  if (!verdict.go_on) return nullptr;
  if (verdict.answer) {
    hop->source = HopSource::Hand;
    conclude(*hop, {.request = std::move(prepared.request), .outcome = std::move(*verdict.answer)},
             now(), last);
    return hop;
  }
  if (stage.rehearsal && !stage.rehearsal->is_real())
    rehearse(*hop, stage, std::move(prepared.request), last);
  else
    ask_stage(*hop, stage, std::move(prepared.request), last);
  return hop;
}

Exchange PipelineRun::ask_container(const RouteStage& stage, HttpRequest request, SteadyTime& begin,
                                    bool last) {
  const std::string* model = stage.ended.empty() ? model_for(stage) : nullptr;
  if (model != nullptr) {
    if (auto failure = load_model(stage, *model, transport_, stop_)) return std::move(*failure);
    begin = now();  // loading is not the container's latency
  }
  return call(stage, std::move(request), begin, last);
}

void PipelineRun::ask_stage(Hop& hop, const RouteStage& stage, HttpRequest request, bool last) {
  SteadyTime begin = now();
  Exchange exchange = ask_container(stage, std::move(request), begin, last);
  conclude(hop, std::move(exchange), begin, last);
  if (!is_model_load(hop)) return;
  hop.url = "http://" + authority(stage.address.host, stage.address.port) + hop.request.target;
  hop.request_notes.clear();
}

void PipelineRun::rehearse(Hop& hop, const RouteStage& stage, HttpRequest request, bool last) {
  const SteadyTime begin = now();
  const RehearsalLimits most{.deadline = limits(begin, last).deadline,
                             .hand_over_bytes = last ? plan_.profile.response_bytes
                                                     : plan_.profile.between_containers_bytes};
  RehearsedAnswer rehearsed =
      rehearsed_answer(*stage.rehearsal, std::move(request), most, stop_, [&](HttpRequest what) {
        SteadyTime asked = begin;
        return ask_container(stage, std::move(what), asked, last);
      });
  hop.source = rehearsed.source;
  hop.source_note = std::move(rehearsed.note);
  hop.fault = stage.rehearsal->fault.kind;
  conclude(hop, std::move(rehearsed.exchange), begin, last);
}

void PipelineRun::conclude(Hop& hop, Exchange exchange, SteadyTime begin, bool last) {
  hop.start = begin - received_;
  hop.request = std::move(exchange.request);
  hop.outcome = std::move(exchange.outcome);
  hop.timing = exchange.timing;
  hop.timing.queue = begin - previous_end_ - hop.held;
  previous_end_ = now();
  note_answer(hop, last, plan_.profile);
}

bool PipelineRun::hand_on(Hop& hop, bool last) {
  if (extras_.gate == nullptr || hop.response() == nullptr || extras_.gate->idle()) return true;
  const SteadyTime held_from = now();
  HttpResponse answer = *hop.response();
  GateVerdict verdict = extras_.gate->after(hop, answer, stop_);
  previous_end_ = now();
  hop.held += previous_end_ - held_from;
  held_ += previous_end_ - held_from;
  if (!same_content(answer.body, hop.response()->body) || answer.status != hop.response()->status ||
      answer.headers != hop.response()->headers) {
    hop.response_before_edit = std::make_shared<const HttpResponse>(*hop.response());
    hop.outcome = std::move(answer);
    note_answer(hop, last, plan_.profile);
  }
  return verdict.go_on;
}

// The hop of an earlier invocation, as one of this.
HopPtr kept_hop(const Hop& recorded) {
  auto hop = std::make_shared<Hop>(recorded);
  hop->source = HopSource::Kept;
  hop->timing = {};
  hop->start = hop->held = {};
  return hop;
}

}  // namespace

std::span<const RouteStage> called_stages(const RoutePlan& plan, const InvokeRequest& request) {
  const std::span<const RouteStage> all(plan.stages);
  if (plan.mode == ExecutionMode::Serial) return all;
  if (!request.target_container_hostname) return {};
  const auto target =
      std::ranges::find(all, *request.target_container_hostname, &RouteStage::container_hostname);
  return target == all.end() ? std::span<const RouteStage>{} : std::span(target, 1);
}

std::vector<HopPtr> run_pipeline(const RoutePlan& plan, const InvokeRequest& request,
                                 HopTransport& transport,
                                 const std::function<void(const HopPtr&)>& on_hop,
                                 std::stop_token stop, const WalkExtras& extras) {
  std::vector<HopPtr> hops;
  PipelineRun run(plan, request, transport, stop, extras);
  const std::size_t count = run.size();
  hops.reserve(count);
  const auto done = [&](HopPtr hop) {
    hops.push_back(std::move(hop));
    if (on_hop) on_hop(hops.back());
  };
  if (extras.replay != nullptr)
    for (const HopPtr& kept : extras.replay->kept) done(kept_hop(*kept));
  for (std::size_t i = hops.size(); i < count && !stop.stop_requested(); ++i) {
    const bool last = i + 1 == count;
    auto hop = run.exchange(i, run.prepare(i, i == 0 ? nullptr : hops.back()->response()));
    if (!hop) break;
    const bool goes_on = run.hand_on(*hop, last);
    done(std::move(hop));
    // contract 3.20: the first failing container ends it.
    if (!goes_on || failed(*hops.back()) || hand_over_fault(*hops.back(), last, plan.profile))
      break;
  }
  return hops;
}

}  // namespace emulator
