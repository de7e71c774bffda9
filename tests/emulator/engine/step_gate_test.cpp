#include "emulator/engine/step_gate.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "emulator/serving/run_pipeline.h"
#include "tests/support/small_pipeline.h"

using namespace emulator;
using namespace test_support;
using namespace std::chrono_literals;

namespace {

// A gate, and somebody who waits for what it holds.
struct World {
  StepGate gate{[this] {
    const std::lock_guard lock(mutex);
    changed.notify_all();
  }};
  std::mutex mutex;
  std::condition_variable changed;

  std::optional<HeldHop> until_held(std::size_t count = 1) {
    std::unique_lock lock(mutex);
    std::vector<HeldHop> held;
    changed.wait_for(lock, 20s, [&] {
      held = gate.held();
      return held.size() == count;
    });
    return held.size() == count ? std::optional(held.back()) : std::nullopt;
  }
};

// One invocation that is walked on a thread of its own.
class Walk {
 public:
  Walk(World& world, GatedInvocation who, std::vector<Act> acts,
       RoutePlan plan = plan_of({"prep", "model"}))
      : transport_(std::move(acts)), plan_(std::move(plan)), pass_(world.gate, std::move(who)) {
    thread_ = std::jthread([this](const std::stop_token& stop) {
      hops_ = run_pipeline(plan_, csv_request("1,2"), transport_, {}, stop, {.gate = &pass_});
    });
  }
  const std::vector<HopPtr>& end() {
    if (thread_.joinable()) thread_.join();
    return hops_;
  }
  void cancel() { thread_.request_stop(); }
  const std::vector<HttpRequest>& sent() const { return transport_.sent; }
  const std::vector<ExchangeLimits>& limits() const { return transport_.limits; }
  const StepGate::Pass& pass() const { return pass_; }

 private:
  ScriptedTransport transport_;
  RoutePlan plan_;
  StepGate::Pass pass_;
  std::vector<HopPtr> hops_;
  std::jthread thread_;
};

std::vector<Act> two_answers() {
  return {{1, reply(200, "text/csv", "a")}, {2, reply(200, "text/csv", "b")}};
}

constexpr InvocationId kOne{1};

}  // namespace

TEST_CASE("a gate without breakpoints is idle for who does not step") {
  World world;
  CHECK(StepGate::Pass(world.gate, {.id = kOne}).idle());
  CHECK_FALSE(StepGate::Pass(world.gate, {.id = kOne, .step = true}).idle());
  REQUIRE(world.gate.set_breakpoints({{.stage = {1}, .enabled = false}}));
  CHECK(StepGate::Pass(world.gate, {.id = kOne}).idle());
  REQUIRE(world.gate.set_breakpoints({{.stage = {1}}}));
  CHECK_FALSE(StepGate::Pass(world.gate, {.id = kOne}).idle());
}

TEST_CASE("stepping holds before each hop; its time is in no timing") {
  World world;
  Walk walk(world, {.id = kOne, .client = "boto3", .step = true}, two_answers());
  const auto first = world.until_held();
  REQUIRE(first);
  CHECK(first->hop == 1);
  CHECK(first->container_hostname == "prep");
  CHECK(first->reason == "step");
  CHECK(first->client == "boto3");
  CHECK(text_of(first->request.body) == "1,2");
  CHECK(walk.sent().empty());
  std::this_thread::sleep_for(2ms);  // so that there is something to see
  world.gate.resume({.invocation = kOne, .how = Resume::How::NextHop});
  const auto second = world.until_held();
  REQUIRE(second);
  CHECK(second->hop == 2);
  CHECK(text_of(second->request.body) == "a");
  world.gate.resume({.invocation = kOne});
  const auto& hops = walk.end();
  REQUIRE(hops.size() == 2);
  CHECK(hops[0]->held >= 2ms);
  CHECK(hops[0]->timing.queue < 2ms);
  CHECK(hops[0]->timing.container() == 0ms);
  CHECK(hops[1]->held > 0ms);
  CHECK(world.gate.held().empty());
}

TEST_CASE("what was held does not count against the time-out, of a hop or of the chain") {
  World world;
  RoutePlan plan = plan_of({"prep", "model"});
  plan.profile.timeout_scope = TimeoutScope::Chain;
  Walk walk(world, {.id = kOne, .step = true}, two_answers(), plan);
  REQUIRE(world.until_held());
  const auto at_least = std::chrono::steady_clock::now();
  std::this_thread::sleep_for(3ms);
  world.gate.resume({.invocation = kOne});
  walk.end();
  const auto deadline = walk.limits().at(0).deadline;
  CHECK(deadline >= at_least + plan.profile.invocation_timeout);
  CHECK(walk.limits().at(1).deadline == deadline);
}

TEST_CASE("an edited request is sent, and the one before the edit is kept") {
  World world;
  Walk walk(world, {.id = kOne, .step = true}, two_answers());
  const auto held = world.until_held();
  REQUIRE(held);
  HttpRequest edited = held->request;
  edited.headers.set("Content-Type", "application/json");
  edited.headers.set("Content-Length", "999");
  edited.headers.set("Host", "elsewhere");
  edited.body = make_body("{}");
  world.gate.resume({.invocation = kOne, .request = edited});
  const auto& hops = walk.end();
  CHECK(text_of(walk.sent()[0].body) == "{}");
  CHECK(walk.sent()[0].headers.get("Content-Type") == "application/json");
  CHECK_FALSE(walk.sent()[0].headers.has("Content-Length"));  // the transport writes them anew
  CHECK_FALSE(walk.sent()[0].headers.has("Host"));
  REQUIRE(hops[0]->request_before_edit);
  CHECK(text_of(hops[0]->request_before_edit->body) == "1,2");
  const auto note = std::ranges::find(hops[0]->request_notes, "Content-Type", &HeaderNote::name);
  REQUIRE(note != hops[0]->request_notes.end());
  CHECK(note->flow == HeaderFlow::Edited);
  CHECK_FALSE(hops[0]->is_real());
}

TEST_CASE("resuming with what was held already edits nothing") {
  World world;
  Walk walk(world, {.id = kOne, .step = true}, two_answers());
  const auto held = world.until_held();
  REQUIRE(held);
  world.gate.resume({.invocation = kOne, .request = held->request});
  CHECK_FALSE(walk.end()[0]->request_before_edit);
}

TEST_CASE("an answer by hand takes the place of the stage's") {
  World world;
  Walk walk(world, {.id = kOne, .step = true}, {{2, reply(200, "text/csv", "b")}});
  REQUIRE(world.until_held());
  world.gate.resume({.invocation = kOne, .response = reply(200, "text/csv", "by hand")});
  const auto& hops = walk.end();
  REQUIRE(hops.size() == 2);
  CHECK(hops[0]->source == HopSource::Hand);
  CHECK(text_of(walk.sent()[0].body) == "by hand");
}

TEST_CASE("ending it by hand calls nobody and says so") {
  World world;
  Walk walk(world, {.id = kOne, .step = true}, {});
  REQUIRE(world.until_held());
  world.gate.end(kOne);
  CHECK(walk.end().empty());
  REQUIRE(walk.pass().ending());
  CHECK(walk.pass().ending()->id == "ended-by-hand");
  CHECK(walk.pass().ending()->message == "Ended by hand while it was held before hop 1 (prep)");
}

TEST_CASE("a breakpoint holds at its stage and moment, each time or once") {
  World world;
  REQUIRE(world.gate.set_breakpoints({{.stage = {2}},
                                      {.stage = {1},
                                       .moment = HoldMoment::AfterResponse,
                                       .once = true,
                                       .condition = "status:200"}}));
  Walk walk(world, {.id = kOne}, two_answers());
  const auto after = world.until_held();
  REQUIRE(after);
  CHECK(after->moment == HoldMoment::AfterResponse);
  CHECK(after->reason == "breakpoint status:200 (once)");
  CHECK(text_of(after->response.body) == "a");
  CHECK(world.gate.breakpoints().size() == 1);
  world.gate.resume({.invocation = kOne, .response = reply(200, "text/csv", "changed")});
  const auto before = world.until_held();
  REQUIRE(before);
  CHECK(before->hop == 2);
  CHECK(text_of(before->request.body) == "changed");
  world.gate.resume({.invocation = kOne});
  const auto& hops = walk.end();
  REQUIRE(hops[0]->response_before_edit);
  CHECK(text_of(hops[0]->response_before_edit->body) == "a");
  CHECK(text_of(hops[0]->response()->body) == "changed");
  Walk again(world, {.id = InvocationId{2}}, two_answers());
  const auto third = world.until_held();
  REQUIRE(third);
  CHECK(third->hop == 2);
  world.gate.resume({.invocation = InvocationId{2}});
  again.end();
}

TEST_CASE("a breakpoint set while an invocation is under way holds its next hop") {
  World world;
  std::vector<Act> acts = two_answers();
  bool taken = false;  // Catch2's macros are for one thread
  acts[0].expect = [&](const HttpRequest&, const ExchangeLimits&) {
    taken = world.gate.set_breakpoints({{.stage = {2}}}).has_value();
  };
  Walk walk(world, {.id = kOne}, std::move(acts));
  REQUIRE(world.until_held());
  world.gate.resume({.invocation = kOne});
  CHECK(walk.end().size() == 2);
  CHECK(taken);
}

TEST_CASE("breakpoints whose condition cannot be read are refused, all of them") {
  World world;
  REQUIRE(world.gate.set_breakpoints({{.stage = {1}}}));
  const auto refused =
      world.gate.set_breakpoints({{.stage = {2}}, {.stage = {1}, .condition = "stauts:1"}});
  REQUIRE_FALSE(refused);
  REQUIRE(world.gate.breakpoints().size() == 1);
  CHECK(world.gate.breakpoints()[0].stage == StageId{1});
}

TEST_CASE("several may be held at once, and all are let go together") {
  World world;
  REQUIRE(world.gate.set_breakpoints({{.stage = {1}}}));
  Walk first(world, {.id = kOne}, {});
  REQUIRE(world.until_held(1));
  Walk second(world, {.id = InvocationId{2}}, {});
  REQUIRE(world.until_held(2));
  CHECK(world.gate.held()[0].invocation == kOne);
  world.gate.end_all();
  CHECK(first.end().empty());
  CHECK(second.end().empty());
}

TEST_CASE("cancelling lets a held one go") {
  World world;
  Walk walk(world, {.id = kOne, .step = true}, {});
  REQUIRE(world.until_held());
  walk.cancel();
  CHECK(walk.end().empty());
  CHECK_FALSE(walk.pass().ending());
  CHECK_FALSE(world.gate.resume({.invocation = kOne}));
}

TEST_CASE("a client that gives up is noticed while it is held; the user may go on or end it") {
  World world;
  std::atomic<bool> gone = false;
  std::vector<bool> told;
  Walk walk(world,
            {.id = kOne,
             .step = true,
             .client_gone = [&gone] { return gone.load(); },
             .held = [&told](bool held) { told.push_back(held); }},
            {});
  const auto held = world.until_held();
  REQUIRE(held);
  CHECK_FALSE(held->client_gone);
  gone = true;
  {
    std::unique_lock lock(world.mutex);
    CHECK(world.changed.wait_for(lock, 20s, [&] { return world.gate.held().at(0).client_gone; }));
  }
  world.gate.end(kOne);
  walk.end();
  REQUIRE(walk.pass().ending());
  CHECK(walk.pass().ending()->id == "client-gave-up");
  CHECK(told == std::vector<bool>{true, false});
}
