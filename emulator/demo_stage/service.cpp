#include "emulator/demo_stage/service.h"

#include "emulator/base/text.h"
#include "emulator/demo_stage/answer_faults.h"
#include "emulator/demo_stage/log.h"

namespace demo_stage {
namespace {

constexpr int kCrashCode = 70;

bool is_invocation(const Request& request) {
  return request.method == "POST" && request.path == "/invocations";
}

}  // namespace

Service::Service(Stage stage, Script script, std::string default_accept, const StopSignal& stop)
    : stage_(std::move(stage)),
      script_(std::move(script)),
      default_accept_(std::move(default_accept)),
      stop_(stop) {}

Answer Service::answer(const Request& request) {
  const auto start = std::chrono::steady_clock::now();
  Answer answer;
  if (request.method == "GET" && request.path == "/ping") {
    answer = answer_ping();
  } else if (is_invocation(request)) {
    answer = answer_invocation(request);
  } else {
    answer = to_answer({404, "NotFound", request.method + " " + request.path + " is not served"});
  }
  log(request, answer, std::chrono::steady_clock::now() - start);
  return answer;
}

void Service::answered(const Request& request) {
  if (!is_invocation(request)) return;
  const std::int64_t count = ++invocations_answered_;
  if (script_.number(Fault::CrashAfter).value_or(count + 1) <= count) {
    crash("fault crash-after: ends after " + std::to_string(count) + " answers", kCrashCode);
  }
}

Answer Service::answer_ping() {
  const std::int64_t count = ++pings_;
  if (script_.has(Fault::PingHang)) stop_.wait();
  Answer answer;
  if (count <= script_.number(Fault::PingUnready).value_or(0)) answer.status = 503;
  answer.status = static_cast<int>(script_.number(Fault::PingStatus).value_or(answer.status));
  return answer;
}

Answer Service::answer_invocation(const Request& request) {
  const std::int64_t count = ++invocations_;
  if (script_.number(Fault::Crash).value_or(count + 1) <= count) {
    crash("fault crash: ends at request " + std::to_string(count), kCrashCode);
  }
  flood_log(script_);
  if (const auto delay = script_.number(Fault::Delay)) {
    stop_.wait_for(std::chrono::milliseconds(*delay));
  }
  if (script_.has(Fault::Hang)) stop_.wait();
  Answer answer = invoke(stage_, request, default_accept_);
  apply_answer_faults(script_, request, answer);
  return answer;
}

void Service::log(const Request& request, const Answer& answer, std::chrono::nanoseconds taken) {
  // /ping is polled all the time: only a change of its answer is news.
  const bool ping = request.path == "/ping";
  if (ping && last_ping_status_.exchange(answer.status) == answer.status) return;
  log_line(request.method + " " + request.path + " " + std::to_string(answer.status) + " " +
           emulator::format_size(answer.body.size()) + " " + emulator::format_duration(taken));
}

void flood_log(const Script& script) {
  const std::int64_t lines = script.number(Fault::FloodLog).value_or(0);
  for (std::int64_t line = 1; line <= lines; ++line) {
    log_line("fault flood-log: line " + std::to_string(line) + " of " + std::to_string(lines));
  }
}

}  // namespace demo_stage
