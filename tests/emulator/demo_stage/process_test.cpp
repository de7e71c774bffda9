#include <algorithm>
#include <filesystem>
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <httplib.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/emulator/demo_stage/stage_process.h"

namespace {

int ping(int port) {
  httplib::Client client("127.0.0.1", port);
  const httplib::Result result = client.Get("/ping");
  return result ? result->status : 0;
}

// 0 where no answer came.
int invoke(const StageProcess& stage) {
  httplib::Client client("127.0.0.1", stage.port());
  const httplib::Result result = client.Post("/invocations", "1,2\n", "text/csv");
  return result ? result->status : 0;
}

int run_to_end(std::vector<std::string> arguments, std::string& log) {
  StageProcess stage({.arguments = std::move(arguments)});
  for (const std::string& line : stage.rest_of_log()) log += line + "\n";
  return stage.wait_for_end();
}

}  // namespace

TEST_CASE("SIGTERM and SIGINT end a stage with 0") {
  for (const int signal : {SIGTERM, SIGINT}) {
    const auto stage = start_echo({});
    CHECK(ping(stage->port()) == 200);
    stage->send_signal(signal);
    CHECK(stage->wait_for_end() == 0);
  }
}

TEST_CASE("SIGTERM ends a stage whose client keeps its connection open") {
  for (const std::vector<std::string>& faults :
       {std::vector<std::string>{}, std::vector<std::string>{"chunked"}}) {
    const auto stage = start_echo(faults);
    httplib::Client client("127.0.0.1", stage->port());
    client.set_keep_alive(true);
    REQUIRE(client.Get("/ping"));
    stage->send_signal(SIGTERM);
    CHECK(stage->wait_for_end() == 0);
  }
}

TEST_CASE("SIGTERM ends a stage in the middle of a request that it would never answer") {
  for (const std::string wait : {"hang", "delay=3600000"}) {
    const auto stage = start_echo({wait, "flood-log=1"});
    std::jthread client([&] { invoke(*stage); });
    stage->wait_for_log("fault flood-log");  // logged with the request, before it waits
    stage->send_signal(SIGTERM);
    CHECK(stage->wait_for_end() == 0);
  }
}

TEST_CASE("each request is one line of the log, and pings only when their answer changes") {
  const auto stage = start_echo({"ping-unready=2"});
  for (const int expected : {503, 503, 200, 200}) CHECK(ping(stage->port()) == expected);
  CHECK(invoke(*stage) == 200);
  stage->send_signal(SIGTERM);
  const std::vector<std::string> lines = stage->rest_of_log();
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].starts_with("GET /ping 503 0 B "));
  CHECK(lines[1].starts_with("GET /ping 200 0 B "));
  CHECK(lines[2].starts_with("POST /invocations 200 4 B "));
  CHECK(stage->wait_for_end() == 0);
}

TEST_CASE("a port that is taken ends a stage with 1 and the reason, with either front") {
  const auto first = start_echo({});
  const std::string taken = "port=" + std::to_string(first->port());
  for (const std::string front : {"empty", "chunked"}) {
    std::string log;
    CHECK(run_to_end({"serve", "--role", "echo", "--fault", taken, "--fault", front}, log) == 1);
    CHECK(log.find("cannot listen on 127.0.0.1:") != std::string::npos);
    CHECK(log.find("Address already in use") != std::string::npos);
  }
}

TEST_CASE("wrong usage ends a stage with 2 and says what would be right") {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{}, "COMMAND is required"},
      {{"train"}, "train not in {serve}"},
      {{"serve", "--fault", "charsett"}, "Did you mean charset?"},
      {{"serve", "--fault", "delay=soon"}, "delay needs a whole number, not 'soon'"},
      {{"serve", "--fault", "hang=1"}, "hang takes no value"},
      {{"serve", "--fault", "content-type"}, "Write content-type=TYPE"},
      {{"serve"}, "stage.json"},
  };
  for (const auto& [arguments, reason] : cases) {
    std::string log;
    CHECK(run_to_end(arguments, log) == 2);
    INFO(log);
    CHECK(log.find(reason) != std::string::npos);
  }
}

TEST_CASE("help lists the faults and ends with 0") {
  std::string log;
  CHECK(run_to_end({"--help"}, log) == 0);
  for (const std::string name : {"charset", "half-body", "ignore-term", "SAGEMAKER_BIND_TO_PORT"}) {
    CHECK(log.find(name) != std::string::npos);
  }
}

TEST_CASE("role and faults can come from the environment") {
  StageProcess stage({.environment = {{"DEMO_STAGE_ROLE", "echo"},
                                      {"DEMO_STAGE_FAULTS", "ping-status=418,status=503"}}});
  stage.wait_for_log("echo listens on");
  CHECK(ping(stage.port()) == 418);
  CHECK(invoke(stage) == 503);
}

TEST_CASE("the fault port listens there whatever SAGEMAKER_BIND_TO_PORT says") {
  const int other = free_port();
  const auto stage = start_echo({"port=" + std::to_string(other)});
  CHECK(ping(other) == 200);
  CHECK(ping(stage->port()) == 0);
}

TEST_CASE("the fault crash-at-start ends the program with the code asked for") {
  std::string log;
  CHECK(run_to_end({"serve", "--role", "echo", "--fault", "crash-at-start=9"}, log) == 9);
  CHECK(log.find("fault crash-at-start") != std::string::npos);
}

TEST_CASE("the fault listen-after is cut short by SIGTERM") {
  StageProcess stage({.arguments = {"serve", "--role", "echo", "--fault", "listen-after=3600000",
                                    "--fault", "flood-log=1"}});
  stage.wait_for_log("fault flood-log");
  CHECK(ping(stage.port()) == 0);
  stage.send_signal(SIGTERM);
  CHECK(stage.wait_for_end() == 0);
}

TEST_CASE("the fault listen-after listens in the end") {
  const auto stage = start_echo({"listen-after=20"});
  CHECK(ping(stage->port()) == 200);
}

TEST_CASE("the fault ignore-term goes on serving after SIGTERM") {
  const auto stage = start_echo({"ignore-term"});
  stage->send_signal(SIGTERM);
  stage->wait_for_log("got SIGTERM");
  CHECK(ping(stage->port()) == 200);
  CHECK(invoke(*stage) == 200);
  stage->send_signal(SIGKILL);
  CHECK(stage->wait_for_end() == 128 + SIGKILL);
}

TEST_CASE("the fault crash dies at the request asked for, without an answer") {
  const auto stage = start_echo({"crash=2"});
  CHECK(invoke(*stage) == 200);
  CHECK(invoke(*stage) == 0);
  CHECK(stage->wait_for_end() == 70);
}

TEST_CASE("the fault crash-after answers first and dies then, with either front") {
  for (const std::string front : {"empty", "no-content-type"}) {
    const auto stage = start_echo({"crash-after=2", front});
    CHECK(invoke(*stage) == 200);
    CHECK(invoke(*stage) == 200);
    CHECK(stage->wait_for_end() == 70);
  }
}

TEST_CASE("the fault flood-log writes whole lines at start and with each request") {
  const auto stage = start_echo({"flood-log=20000"});  // start_echo has read those of the start
  std::vector<std::string> lines;
  std::jthread reader([&] { lines = stage->rest_of_log(); });  // else the pipe fills up
  CHECK(invoke(*stage) == 200);
  stage->send_signal(SIGTERM);
  reader.join();
  CHECK(stage->wait_for_end() == 0);
  const auto is_flood = [](const std::string& line) {
    return line.starts_with("fault flood-log: line ") && line.ends_with(" of 20000");
  };
  CHECK(std::ranges::count_if(lines, is_flood) == 20000);
}

TEST_CASE("the fault daemon leaves a process in another session that outlives the stage") {
  REQUIRE(::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);  // the daemon becomes ours to reap
  const auto stage = std::make_unique<StageProcess>(
      StageSetup{.arguments = {"serve", "--role", "echo", "--fault", "daemon=600"}});
  const std::string line = stage->wait_for_log("fault daemon: process ");
  const pid_t daemon = std::stoi(line.substr(std::string("fault daemon: process ").size()));
  stage->wait_for_log("listens on");
  stage->send_signal(SIGTERM);
  CHECK(stage->wait_for_end() == 0);
  CHECK(::getsid(daemon) != ::getsid(0));
  CHECK(::kill(daemon, 0) == 0);
  CHECK(::kill(daemon, SIGKILL) == 0);
  CHECK(::waitpid(daemon, nullptr, 0) == daemon);
}

TEST_CASE("every stage of the demo and of the samples starts as its pipeline file says") {
  const std::filesystem::path assets = HOPLENS_SOURCE_DIR "/assets";
  std::size_t files = 0;
  for (const std::string folder : {"demo", "samples"}) {
    for (const auto& entry : std::filesystem::directory_iterator(assets / folder)) {
      if (!entry.path().string().ends_with(".pipeline.json")) continue;
      ++files;
      const nlohmann::json file = read_json(entry.path().string());
      for (const auto& container : file.at("CreateModel").at("Containers")) {
        const auto& local = file.at("Local").at("Stages").at(container.at("ContainerHostname"));
        auto command = local.at("Command").get<std::vector<std::string>>();
        CHECK(command.front() == "hoplens-demo-stage");
        command.erase(command.begin());
        // A fixed port may be taken on this machine; its own test has it.
        for (std::string& word : command) {
          if (word == "port=8080") word = "ping-unready=0";
        }
        const auto data = assets / folder / local.at("ModelData").get<std::string>();
        StageProcess stage({.arguments = command, .model_folder = data.string()});
        stage.wait_for_log("listens on");
        CHECK(ping(stage.port()) == 200);
      }
      for (const auto& request : file.at("Requests")) {
        const auto body = assets / folder / request.at("BodyFile").get<std::string>();
        CHECK(std::filesystem::file_size(body) > 0);
      }
    }
  }
  CHECK(files >= 5);
}
