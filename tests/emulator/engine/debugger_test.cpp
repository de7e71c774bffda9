#include <future>

#include <catch2/catch_test_macros.hpp>
#include <httplib.h>
#include <sys/socket.h>

#include "emulator/serving/socket.h"
#include "tests/emulator/engine/debugger_world.h"
#include "tests/support/scripted_transport.h"

using namespace emulator;
using test::DebuggerWorld;
using test::text_of;
using test::text_request;
using test_support::reply;

TEST_CASE("a request that steps is held before each hop and shown as it will be sent") {
  DebuggerWorld world({"a", "b"});
  world.engine.submit(Invoke{.request = text_request("x"), .step = true});
  auto held = world.held();
  REQUIRE(held);
  CHECK(held->hop == 1);
  CHECK(held->client.empty());
  world.engine.submit(Resume{held->invocation, Resume::How::NextHop});
  const auto now = world.watch.until(
      [](const auto& s) { return s.debug->held.size() == 1 && s.debug->held[0].hop == 2; });
  REQUIRE(now);
  CHECK(text_of(now->debug->held[0].request.body) == "x+a");
  CHECK(now->debug->held_at(held->invocation) != nullptr);
  CHECK((*now->trace)[0]->hops.size() == 1);
  HttpRequest edited = now->debug->held[0].request;
  edited.body = make_body("edited");
  world.engine.submit(Resume{.invocation = held->invocation, .request = edited});
  const auto invocation = world.finished();
  REQUIRE(invocation);
  CHECK(text_of(invocation->response->body) == "edited+b");
  REQUIRE(invocation->hops[1]->request_before_edit);
  CHECK(text_of(invocation->hops[1]->request_before_edit->body) == "x+a");
  // What was sent says how long it is, whatever it was before.
  CHECK(invocation->hops[1]->request.headers.get("Content-Length") == "6");
  CHECK(world.engine.snapshot()->debug->held.empty());
}

TEST_CASE("ending a held invocation is a cancellation, and the trace says where") {
  DebuggerWorld world({"a", "b"});
  world.engine.submit(
      SetBreakpoints{{{.stage = world.stages[1], .moment = HoldMoment::AfterResponse}}});
  world.engine.submit(Invoke{text_request("x")});
  const auto held = world.held();
  REQUIRE(held);
  CHECK(text_of(held->response.body) == "x+a+b");
  world.engine.submit(Resume{held->invocation, Resume::How::Stop});
  const auto invocation = world.finished();
  REQUIRE(invocation);
  CHECK_FALSE(invocation->response);
  CHECK(invocation->hops.size() == 2);
  REQUIRE(invocation->findings.size() == 1);
  CHECK(invocation->findings[0].message == "Ended by hand while it was held after hop 2 (b)");
}

TEST_CASE("breakpoints are in the snapshot; one that cannot be read is refused in words") {
  DebuggerWorld world({"a"});
  world.engine.submit(SetBreakpoints{{{.stage = world.stages[0], .condition = "size:>1MB"}}});
  REQUIRE(world.watch.until([](const auto& s) { return s.debug->breakpoints.size() == 1; }));
  const auto before = world.engine.snapshot()->debug;
  CHECK(text_of(world.send("x")->response->body) == "x+a");
  CHECK(world.engine.snapshot()->debug == before);  // nothing changed: the same pointer
  world.engine.submit(SetBreakpoints{{{.stage = world.stages[0], .condition = "sice:1"}}});
  CHECK(world.notice().find("character 1") != std::string::npos);
  CHECK(world.engine.snapshot()->debug->breakpoints.size() == 1);
}

TEST_CASE("invocations that are held leave the workers to others") {
  DebuggerWorld world({"a"});
  for (int i = 0; i < 6; ++i)
    world.engine.submit(Invoke{.request = text_request("x"), .step = true});
  REQUIRE(world.held(6));
  world.engine.submit(Invoke{text_request("y")});
  REQUIRE(world.watch.until([](const auto& s) {
    return s.trace->size() == 7 && (*s.trace)[6]->finished && s.running_invocations == 6;
  }));
  world.engine.submit(Stop{});
  REQUIRE(world.held(0) == std::nullopt);
  const auto last = world.finished(5);
  REQUIRE(last);
  CHECK_FALSE(last->response);
}

TEST_CASE("cancelling, and opening another pipeline, let held ones go") {
  DebuggerWorld world({"a"});
  world.engine.submit(Invoke{.request = text_request("x"), .step = true});
  auto held = world.held();
  REQUIRE(held);
  world.engine.submit(CancelInvocation{held->invocation});
  REQUIRE(world.finished());
  world.engine.submit(Invoke{.request = text_request("x"), .step = true});
  REQUIRE(world.held());
  ReadPipeline other;
  other.pipeline = test::process_pipeline("other", {"z"});
  world.engine.submit(SetBreakpoints{{{.stage = world.stages[0]}}});
  world.engine.submit(OpenPipeline{other});
  REQUIRE(world.watch.until([](const auto& s) {
    return s.debug->held.empty() && s.debug->breakpoints.empty() && s.running_invocations == 0;
  }));
}

TEST_CASE("an engine that ends lets held ones go") {
  DebuggerWorld world({"a"});
  world.engine.submit(Invoke{.request = text_request("x"), .step = true});
  REQUIRE(world.held());
}

TEST_CASE("a request of an outside client is held with its clock, and its giving up is seen") {
  DebuggerWorld world({"a", "b"});
  AddressOptions options;
  options.port = 0;
  world.engine.submit(OpenAddress{options});
  const auto open =
      world.watch.until([](const auto& s) { return s.address && !s.address->endpoints.empty(); });
  REQUIRE(open);
  world.engine.submit(SetBreakpoints{{{.stage = world.stages[1]}}});
  REQUIRE(world.watch.until([](const auto& s) { return s.debug->breakpoints.size() == 1; }));
  const std::string path = "/endpoints/" + open->address->endpoints[0].name + "/invocations";
  std::promise<int> status;
  {
    httplib::Client client(open->address->url);
    client.set_read_timeout(20);
    std::jthread caller([&] {
      const auto answer = client.Post(path, {{"User-Agent", "Boto3/1.37"}}, "x", "text/plain");
      status.set_value(answer ? answer->status : 0);
    });
    const auto held = world.held();
    REQUIRE(held);
    CHECK(held->client.ends_with("Boto3/1.37"));
    CHECK_FALSE(held->client_gone);
    CHECK(held->since <= std::chrono::steady_clock::now());
    world.engine.submit(Resume{held->invocation});
    CHECK(status.get_future().get() == 200);
    world.held(0);
  }
  std::optional<HeldHop> held;
  {
    const int port = std::stoi(open->address->url.substr(open->address->url.rfind(':') + 1));
    auto client = connect_tcp("127.0.0.1", port, SteadyTime::max(), {});
    REQUIRE(client);
    const std::string request = "POST " + path +
                                " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                                "Content-Length: 1\r\n\r\ny";
    REQUIRE(::send(client->fd(), request.data(), request.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(request.size()));
    held = world.held();
    REQUIRE(held);
    CHECK_FALSE(held->client_gone);
  }
  REQUIRE(world.watch.until(
      [](const auto& s) { return s.debug->held.size() == 1 && s.debug->held[0].client_gone; }));
  world.engine.submit(Resume{held->invocation});
  const auto invocation = world.finished(1);
  REQUIRE(invocation);
  CHECK(invocation->response->status == 200);  // the user went on
  REQUIRE_FALSE(invocation->findings.empty());
  CHECK(invocation->findings[0].id == "client-gave-up");
}

TEST_CASE("a replay keeps the hops before, and the stages before are not called again") {
  DebuggerWorld world({"a", "b", "c"});
  const auto first = world.send("x");
  REQUIRE(first);
  HttpRequest edited = first->hops[1]->request;
  edited.body = make_body("other");
  world.engine.submit(ReplayFrom{.invocation = first->id, .hop = 2, .edited = edited});
  const auto replayed = world.finished(1);
  REQUIRE(replayed);
  CHECK(replayed->replay_of == first->id);
  CHECK(replayed->replay_from == 2);
  CHECK(text_of(replayed->response->body) == "other+b+c");
  REQUIRE(replayed->hops.size() == 3);
  CHECK(replayed->hops[0]->source == HopSource::Kept);
  CHECK(text_of(replayed->hops[0]->response()->body) == "x+a");
  CHECK(replayed->hops[1]->source == HopSource::Container);
  REQUIRE(replayed->hops[1]->request_before_edit);
  CHECK(replayed->hops[1]->request.headers.get("Content-Length") == "5");

  world.engine.submit(ReplayFrom{.invocation = first->id, .hop = 3});
  const auto unedited = world.finished(2);
  REQUIRE(unedited);
  CHECK(text_of(unedited->response->body) == "x+a+b+c");
  CHECK_FALSE(unedited->hops[2]->request_before_edit);
  // Only the headers are edited: the body is still the answer before.
  HttpRequest headed = first->hops[2]->request;
  headed.headers.set("Content-Type", "text/csv");
  world.engine.submit(ReplayFrom{.invocation = first->id, .hop = 3, .edited = headed});
  const auto typed = world.finished(3);
  REQUIRE(typed);
  CHECK(typed->hops[2]->request.headers.get("Content-Type") == "text/csv");
  CHECK(typed->hops[2]->request.body == typed->hops[1]->response()->body);
}

TEST_CASE("a replay whose earlier stages are others today is refused with the reason") {
  DebuggerWorld world({"a", "b", "c"});
  const auto first = world.send("x");
  REQUIRE(first);
  world.engine.submit(ApplyEdit{MoveStage{2, 0}});
  world.engine.submit(ReplayFrom{.invocation = first->id, .hop = 2});
  CHECK(world.notice() == "Invocation 1 cannot go on from hop 2: hop 1 was a and would be c today");
  world.engine.submit(DismissNotice{});
  REQUIRE(world.watch.until([](const auto& s) { return !s.notice; }));
  world.engine.submit(ReplayFrom{.invocation = InvocationId{77}, .hop = 1});
  CHECK(world.notice() == "Invocation 77 is not in the trace any more");
  CHECK(world.engine.snapshot()->trace->size() == 1);
}

TEST_CASE("a replay whose kept answer is gone is refused, and nothing is recorded") {
  DebuggerWorld world({"a", "b"}, {.memory_bytes = 0, .disk_bytes = 0});
  const auto first = world.send("x");
  REQUIRE(first);
  REQUIRE(world.watch.until([&](const auto&) {
    return first->hops[0]->response()->body->place() == BodyPlace::NotKept;
  }));
  world.engine.submit(ReplayFrom{.invocation = first->id, .hop = 2});
  CHECK(world.notice() == "The answer of a of invocation 1 is not kept any more");
  CHECK(world.engine.snapshot()->trace->size() == 1);
}

TEST_CASE("a replay may be stepped from its first new hop on") {
  DebuggerWorld world({"a", "b"});
  const auto first = world.send("x");
  REQUIRE(first);
  world.engine.submit(ReplayFrom{.invocation = first->id, .hop = 2, .step = true});
  const auto held = world.held();
  REQUIRE(held);
  CHECK(held->hop == 2);
  world.engine.submit(Resume{held->invocation});
  CHECK(text_of(world.finished(1)->response->body) == "x+a+b");
}

TEST_CASE("one stage alone gets exactly the request, bypassed or not") {
  DebuggerWorld world({"a", "b", "c"});
  const auto first = world.send("x");
  REQUIRE(first);
  world.engine.submit(ApplyEdit{BypassStage{1, true}});
  world.engine.submit(InvokeStage{world.stages[1], first->hops[1]->request, first->id});
  const auto alone = world.finished(1);
  REQUIRE(alone);
  CHECK(alone->alone);
  CHECK(alone->replay_of == first->id);
  CHECK(alone->order == std::vector<std::string>{"b"});
  CHECK(text_of(alone->response->body) == "x+a+b");
  REQUIRE(alone->hops.size() == 1);
  CHECK_FALSE(alone->hops[0]->request_before_edit);
  CHECK(alone->hops[0]->request.headers == first->hops[1]->request.headers);
  HttpRequest typed;
  typed.headers.add("X-Own", "1");
  typed.body = make_body("typed");
  world.engine.submit(InvokeStage{world.stages[2], typed, {}});
  const auto second = world.finished(2);
  REQUIRE(second);
  CHECK(second->hops[0]->request.headers.get("X-Own") == "1");
  CHECK(text_of(second->response->body) == "typed+c");
  world.engine.submit(InvokeStage{StageId{999999}, typed, {}});
  CHECK_FALSE(world.notice().empty());
}

TEST_CASE("sending again remembers whose request it was") {
  DebuggerWorld world({"a"});
  const auto first = world.send("x");
  world.engine.submit(Invoke{.request = first->request, .replay_of = first->id});
  CHECK(world.finished(1)->replay_of == first->id);
}

TEST_CASE("a request whose body went to the disk is sent again from there") {
  DebuggerWorld world({"a"}, {.memory_bytes = 0});
  const auto first = world.send("x");
  REQUIRE(world.watch.until(
      [&](const auto&) { return first->request.body->place() == BodyPlace::Disk; }));
  world.engine.submit(Invoke{.request = first->request, .replay_of = first->id});
  const auto again = world.finished(1);
  REQUIRE(again);
  CHECK(again->response->status == 200);
  CHECK(again->hops[0]->request.headers.get("Content-Length") == "1");
}

TEST_CASE("a note stays with its invocation, even one that still runs") {
  DebuggerWorld world({"a"});
  world.engine.submit(Invoke{.request = text_request("x"), .step = true});
  const auto held = world.held();
  REQUIRE(held);
  world.engine.submit(Annotate{held->invocation, "look here"});
  world.engine.submit(Resume{held->invocation});
  CHECK(world.finished()->note == "look here");
  world.engine.submit(Annotate{held->invocation, "seen"});
  REQUIRE(world.watch.until([](const auto& s) { return (*s.trace)[0]->note == "seen"; }));
}
