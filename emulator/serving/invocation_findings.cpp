#include <algorithm>
#include <array>
#include <optional>

#include "emulator/base/text.h"
#include "emulator/serving/detectors.h"
#include "emulator/serving/hop_rules.h"
#include "emulator/serving/model_loading.h"
#include "emulator/serving/run_pipeline.h"

namespace emulator {
namespace {

using namespace std::chrono_literals;

constexpr Nanoseconds kContainerTime = 60s;               // contract 2.24, 3.18
constexpr Nanoseconds kStreamingTime = 8min;              // contract 2.24
constexpr std::uint64_t kDocumentedRequest = 6'291'456;   // contract 3.22: BodyBlob
constexpr std::uint64_t kDocumentedHandOver = 5'000'000;  // contract 3.21

// D03 (contract 7.2, 3.3, 8.3)
Seen type_with_parameters(const Sight& see) {
  if (!see.refuses_type() || see.sent_type().find(';') == std::string_view::npos) return {};
  const std::string plain(trim(see.sent_type().substr(0, see.sent_type().find(';'))));
  return Advice{see.name() + " refused Content-Type \"" + std::string(see.sent_type()) +
                    "\", which " + see.sender() + " sent; it compares the whole text",
                "Let " + see.sender() + " send exactly \"" + plain + "\", or let " + see.name() +
                    " cut off everything from the semicolon on"};
}

// D04 (contract 3.5, 3.6)
Seen json_by_default(const Sight& see) {
  if (see.first() || !see.refused() || media_type(see.sent_type()) != "application/json") return {};
  if (see.sent_type().find(';') != std::string_view::npos) return {};
  if (!see.refuses_type() && !see.says("not acceptable")) return {};
  return Advice{see.name() + " refused the JSON that " + see.sender() +
                    " answers when nobody asks for a format",
                "Set SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT=text/csv (or another type that " +
                    see.name() + " reads) in the Environment of " + see.sender()};
}

// D05
Seen html_by_default(const Sight& see) {
  if (see.last() || !see.succeeded() || media_type(see.answered_type()) != "text/html") return {};
  return Advice{see.name() + " answered \"" + std::string(see.answered_type()) + "\" and " +
                    see.receiver() + " sees that as the type of its request",
                "Name the type in " + see.name() +
                    ", for instance worker.Response(body, mimetype=accept): a bare string "
                    "becomes text/html"};
}

// D07 (contract 8.4, 8.5)
Seen accept_refused(const Sight& see) {
  const bool from_client = see.request.accept && see.sent_accept() == *see.request.accept;
  if (!from_client || !see.refuses_accept() || see.status() == 415) return {};
  const bool learner = see.image().find("linear-learner") != std::string_view::npos;
  if (learner && media_type(see.sent_accept()) == "text/csv") return {};  // D08 says more
  return Advice{see.name() + " cannot answer \"" + std::string(see.sent_accept()) +
                    "\", which the client's Accept asks for",
                "Send an Accept that " + see.name() + " knows, or none"};
}

// D09 (contract 3.8)
Seen octet_stream_refused(const Sight& see) {
  if (!see.first() || see.request.content_type || see.status() != 415) return {};
  return Advice{see.name() +
                    " refused application/octet-stream, which stands in because the "
                    "client named no ContentType",
                "Pass ContentType with the request"};
}

Seen client_names_no_type(const Sight& see) {
  if (!see.first() || see.request.content_type || see.status() == 415) return {};
  return Advice{
      "The client named no ContentType; " + see.name() + " was sent application/octet-stream",
      "Pass ContentType with the request"};
}

// D10 (contract 3.21, 3.22)
Seen large_hand_over(const Sight& see) {
  if (see.last() || !see.succeeded() || see.answered_size() <= kDocumentedHandOver) return {};
  const bool stopped = see.answered_size() > see.plan.profile.between_containers_bytes;
  return Advice{see.name() + " answered " + format_count(see.answered_size()) +
                    (stopped ? " bytes, too many to hand to "
                             : " bytes; SageMaker hands on 5 MB at most, here they went to ") +
                    see.receiver(),
                "Use a more compact type inside the pipeline (CSV, recordio, npy), or send "
                "smaller batches"};
}

// The same where a smaller cap was set here.
Seen over_own_cap(const Sight& see) {
  const std::uint64_t cap = see.plan.profile.between_containers_bytes;
  if (see.last() || !see.succeeded() || see.answered_size() <= cap) return {};
  if (see.answered_size() > kDocumentedHandOver) return {};
  return Advice{see.name() + " answered " + format_count(see.answered_size()) +
                    " bytes, more than BetweenContainersBytes (" + format_count(cap) + ") allows",
                "Send smaller batches, or raise BetweenContainersBytes up to 5,000,000"};
}

Seen large_response(const Sight& see) {
  if (!see.last() ||
      hand_over_fault(see.hop, true, see.plan.profile) != HandOverFault::ResponseTooLarge)
    return {};
  return Advice{see.name() + " answered " + format_count(see.answered_size()) +
                    " bytes, more than ResponseBytes allows",
                "Send smaller batches, or use batch transform for answers of this size"};
}

// D11
Seen container_refuses_size(const Sight& see) {
  if (see.status() != 413) return {};
  return Advice{
      see.name() + " refused a body of " + format_count(see.sent_size()) + " bytes as too large",
      "Raise its limit: MAX_CONTENT_LENGTH in an XGBoost container, "
      "client_max_body_size where nginx stands in front"};
}

// D12 (contract 2.24, 3.17)
Seen timed_out(const Sight& see) {
  if (see.broken() == TransportErrorKind::Timeout)
    return Advice{see.name() + " did not answer in time (" + see.hop.error()->message + ")",
                  "Make it faster or send less at once; set the SDK's read time-out to 70 s, and "
                  "expect the SDK to repeat the call up to five times"};
  if (see.hop.timing.container() <= kContainerTime) return {};
  return Advice{see.name() + " took " + format_duration(see.hop.timing.container()) +
                    "; SageMaker ends a container's answer after 60 s",
                "Make it faster or send less at once"};
}

// D29, by its own words
Seen schema_missing(const Sight& see) {
  if (!see.refused() || !see.says("input schema has to be provided")) return {};
  return Advice{see.name() + " knows no input schema",
                "Set SAGEMAKER_SPARKML_SCHEMA in the Environment of " + see.name() +
                    ", or send a schema with the body"};
}

// D31 (contract 3.4)
Seen accept_missed(const Sight& see) {
  if (see.status() < 500 || !see.sent_accept().empty()) return {};
  if (!see.says("keyerror") || !see.says("accept")) return {};
  return Advice{see.name() + " failed looking for the Accept header, which it was not sent",
                "Treat a missing Accept like */*"};
}

// D32 (contract 3.23)
Seen nothing_from_nothing(const Sight& see) {
  if (see.last() || !see.succeeded() || see.answered_size() > 0 || see.sent_size() > 0) return {};
  return Advice{see.name() + " was sent an empty body and answered nothing (" +
                    std::to_string(see.status()) + ")",
                "Never send an empty record"};
}

Seen empty_body(const Sight& see) {
  if (see.last() || !see.succeeded() || see.answered_size() > 0 || see.sent_size() == 0) return {};
  const bool stops = see.plan.profile.empty_body == EmptyBody::Stop;
  return Advice{see.name() + " answered " + std::to_string(see.status()) + " with an empty body; " +
                    see.receiver() + (stops ? " was not called" : " was called with it"),
                "What SageMaker does then is not documented: answer with a body"};
}

Seen no_content_type(const Sight& see) {
  if (!see.succeeded() || see.answered_size() == 0 || !see.answered_type().empty()) return {};
  const bool replaced =
      !see.last() && see.plan.profile.missing_content_type == MissingContentType::OctetStream;
  return Advice{see.name() + " answered without a Content-Type; " + see.receiver() + " sees " +
                    (replaced ? "application/octet-stream" : "none"),
                "Send a Content-Type with every answer"};
}

Seen redirect(const Sight& see) {
  if (see.status() < 300 || see.status() > 399) return {};
  const std::string_view where = header_of(see.hop.response()->headers, "Location");
  return Advice{see.name() + " answered with a redirect (" + std::to_string(see.status()) +
                    (where.empty() ? "" : " to " + std::string(where)) + "), which is not followed",
                "Answer POST " + see.hop.request.target +
                    " itself, with and without a slash at "
                    "the end"};
}

Seen attributes_lost(const Sight& see) {
  if (see.last() || !see.hop.response() || !see.succeeded()) return {};
  if (!see.hop.response()->headers.has("X-Amzn-SageMaker-Custom-Attributes")) return {};
  return Advice{see.name() +
                    " set CustomAttributes; only those of the last container reach the "
                    "client",
                "Set them in the last container, or carry them in the body"};
}

Seen truncated(const Sight& see) {
  if (see.broken() != TransportErrorKind::Closed || !see.hop.error()->partial) return {};
  return Advice{see.name() + " did not finish its answer. " + see.hop.error()->message,
                "See its log; check the Content-Length it sends and whether a worker died"};
}

Seen unanswered(const Sight& see) {
  const bool silent =
      see.broken() == TransportErrorKind::Closed && see.hop.error()->partial == nullptr;
  if (!silent && see.broken() != TransportErrorKind::Connect) return {};
  if (model_is_missing(see.hop)) return {};
  return Advice{see.name() + " gave no answer. " + see.hop.error()->message,
                "See whether it still runs, its log says why it stopped; then restart it"};
}

// contract 2.32
Seen no_model(const Sight& see) {
  if (!model_is_missing(see.hop)) return {};
  return Advice{see.name() + " was not called: its model is not there. " + see.hop.error()->message,
                "Check TargetModel and the container's ModelDataUrl or Local ModelData"};
}

Seen not_http(const Sight& see) {
  if (see.broken() != TransportErrorKind::BadHttp) return {};
  return Advice{see.name() + " did not answer in HTTP. " + see.hop.error()->message,
                "See which program listens on " + see.hop.url};
}

Seen cut_answer(const Sight& see) {
  if (see.broken() != TransportErrorKind::TooLarge) return {};
  return Advice{see.name() + " answers more than is read. " + see.hop.error()->message,
                "Send smaller batches, or raise the size limits"};
}

constexpr std::array kDetectors{
    Detector{"D03", Severity::Error, type_with_parameters},
    Detector{"D04", Severity::Error, json_by_default},
    Detector{"D05", Severity::Warning, html_by_default},
    Detector{"D07", Severity::Error, accept_refused},
    Detector{"D09", Severity::Error, octet_stream_refused},
    Detector{"D09", Severity::Warning, client_names_no_type},
    Detector{"D10", Severity::Error, large_hand_over},
    Detector{"D10", Severity::Error, over_own_cap},
    Detector{"large-response", Severity::Error, large_response},
    Detector{"D11", Severity::Error, container_refuses_size},
    Detector{"D12", Severity::Error, timed_out},
    Detector{"D29", Severity::Error, schema_missing},
    Detector{"D31", Severity::Error, accept_missed},
    Detector{"D32", Severity::Error, nothing_from_nothing},
    Detector{"no-content-type", Severity::Warning, no_content_type},
    Detector{"redirect", Severity::Error, redirect},
    Detector{"empty-body", Severity::Error, empty_body},
    Detector{"attributes-lost", Severity::Info, attributes_lost},
    Detector{"truncated-answer", Severity::Error, truncated},
    Detector{"no-answer", Severity::Error, unanswered},
    Detector{"no-model", Severity::Error, no_model},
    Detector{"not-http", Severity::Error, not_http},
    Detector{"answer-too-large", Severity::Error, cut_answer},
};

void add(std::vector<Finding>& findings, std::string_view id, Severity severity, Advice advice) {
  Finding finding;
  finding.id = id;
  finding.severity = severity;
  finding.message = std::move(advice.message);
  finding.fix = std::move(advice.fix);
  findings.push_back(std::move(finding));
}

// What concerns the invocation as a whole.
void look_at_request(const RoutePlan& plan, const InvokeRequest& request,
                     std::vector<Finding>& findings) {
  const std::uint64_t size = request.body ? request.body->size() : 0;
  if (size > plan.profile.request_bytes) {
    add(findings, "large-request", Severity::Error,
        {"The request's body of " + format_count(size) + " bytes is larger than RequestBytes (" +
             format_count(plan.profile.request_bytes) + ") allows; no container was called",
         "Send smaller batches"});
  } else if (size > kDocumentedRequest) {
    add(findings, "large-request", Severity::Warning,
        {"The request's body of " + format_count(size) +
             " bytes is larger than the 6 MB of the "
             "API's own definition; newer pages say 25 MB (contract 3.22)",
         "Send smaller batches to be safe"});
  }
}

// Of a request that no container saw.
void look_at_refusal(const RoutePlan& plan, const Invocation& invocation,
                     std::vector<Finding>& findings) {
  const bool refused = invocation.response && invocation.response->status == 400;
  if (!invocation.hops.empty() || !refused) return;
  if (auto advice = wrong_target(plan, invocation)) {
    const std::string_view id = plan.stages.empty() ? "D25" : "D24";
    add(findings, id, Severity::Error, std::move(*advice));
  }
}

void look_at_chain(const std::vector<HopPtr>& hops, std::vector<Finding>& findings) {
  Nanoseconds sum{0};
  for (const HopPtr& hop : hops) {
    // One container over its time is D12.
    if (hop->timing.container() > kContainerTime) return;
    sum += hop->timing.container();
  }
  if (sum <= kContainerTime) return;
  add(findings, "chain-over-60-s", Severity::Warning,
      {"The containers took " + format_duration(sum) +
           " together; whether SageMaker's 60 s count "
           "for each or for all of them is not documented (contract 3.18)",
       "Make the slowest faster, or send less at once"});
}

// contract 2.24: a streamed answer may take longer.
bool has_time_to_stream(const Invocation& invocation) {
  if (invocation.hops.empty()) return false;
  const Hop& last = *invocation.hops.back();
  return !failed(last) && last.timing.container() <= kStreamingTime;
}

Severity severity_of(const Detector& detector, const Sight& see) {
  const bool chain_ended =
      failed(see.hop) || hand_over_fault(see.hop, see.last(), see.plan.profile).has_value();
  return chain_ended ? detector.worst : std::max(detector.worst, Severity::Warning);
}

// Nothing twice: an answer's own words may tell what was seen already.
void look_at_hop(const Sight& see, std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  const auto look = [&](const Detector& detector) {
    std::optional<Advice> advice = detector.look(see);
    if (!advice) return;
    add(findings, detector.id, severity_of(detector, see), std::move(*advice));
    findings.back().container_hostname = see.name();
    findings.back().stage = see.hop.stage;
  };
  for (const Detector& detector : wire_detectors()) look(detector);
  for (const Detector& detector : content_detectors()) look(detector);
  auto told = told_in_answer(see);
  if (!told) return;
  const auto same = [&](const Finding& finding) { return finding.id == told->id; };
  if (std::any_of(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end(), same))
    return;
  findings.push_back(std::move(*told));
}

}  // namespace

std::span<const Detector> wire_detectors() { return kDetectors; }

std::vector<Finding> invocation_findings(const RoutePlan& plan, const InvokeRequest& request,
                                         const std::vector<HopPtr>& hops) {
  std::vector<Finding> findings;
  look_at_request(plan, request, findings);
  for (const HopPtr& hop : hops) look_at_hop({plan, request, hops, *hop}, findings);
  look_at_chain(hops, findings);
  return findings;
}

std::vector<Finding> invocation_findings(const RoutePlan& plan, const Invocation& invocation) {
  std::vector<Finding> findings = invocation_findings(plan, invocation.request, invocation.hops);
  look_at_refusal(plan, invocation, findings);
  if (invocation.streamed && has_time_to_stream(invocation))
    std::erase_if(findings, [&](const Finding& finding) {
      return finding.id == "chain-over-60-s" ||
             (finding.id == "D12" && finding.stage == invocation.hops.back()->stage);
    });
  if (invocation.streamed && invocation.order.size() > 1)
    add(findings, "streamed-pipeline", Severity::Info,
        {"Streamed through a pipeline: the last container's answer was passed on as it arrived, "
         "the others' were collected first. Whether SageMaker streams through pipelines is not "
         "documented (contract 3.28)",
         "Try it on a real endpoint before you rely on it"});
  return findings;
}

}  // namespace emulator
