#include "emulator/codec/recordings/session_file.h"

#include <cstdlib>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "emulator/base/file_text.h"
#include "tests/emulator/codec/recordings/recorded.h"
#include "tests/support/temporary_folder.h"

using namespace emulator;
using namespace test_support;

namespace {

namespace fs = std::filesystem;

struct World {
  tests::TemporaryFolder folder;
  Pipeline pipeline = wine_pipeline();
  std::vector<InvocationPtr> invocations = recorded(pipeline);
  fs::path file = folder.path() / "wine.hoplens-session";

  void write() { REQUIRE(write_session(&pipeline, source_of(invocations), file)); }
  std::string bytes(const fs::path& of) { return read_file_text(of).value(); }
  // Unpacks, changes and packs again with tar.
  std::string error_after(const std::string& shell) {
    write();
    const std::string in = folder.path().string();
    const std::string command = "cd " + in + " && rm -rf parts && mkdir parts && cd parts && " +
                                "tar xzf ../wine.hoplens-session && tar tzf " +
                                "../wine.hoplens-session > ../list && " + shell +
                                " && tar czf ../broken.hoplens-session -T ../list";
    REQUIRE(std::system(command.c_str()) == 0);
    const auto read = read_session(folder.path() / "broken.hoplens-session");
    return read ? "" : read.error().what;
  }
};

bool says(const std::string& text, std::string_view words) {
  if (text.find(words) != text.npos) return true;
  UNSCOPED_INFO("it says: " << text);
  return false;
}

}  // namespace

TEST_CASE("a session that is read and written again is the same byte for byte") {
  World world;
  world.write();
  const auto read = read_session(world.file);
  REQUIRE(read);
  const fs::path again = world.folder.path() / "again.hoplens-session";
  REQUIRE(write_session(&read->pipeline->pipeline, source_of(read->invocations), again));
  CHECK(world.bytes(world.file) == world.bytes(again));
}

TEST_CASE("a session brings everything back: hops, bodies, edits, findings and notes") {
  World world;
  world.write();
  const auto read = read_session(world.file);
  REQUIRE(read);
  CHECK(write_pipeline_text(read->pipeline->pipeline) == write_pipeline_text(world.pipeline));
  CHECK(read->pipeline->pipeline.folder == "/home/ada/wine");
  CHECK(read->pipeline->pipeline.file.empty());
  REQUIRE(read->invocations.size() == 3);

  const Invocation& well = *read->invocations[0];
  CHECK(well.id == InvocationId{7});
  CHECK(well.started_at == world.invocations[0]->started_at);
  CHECK(well.request.custom_attributes == "");
  CHECK_FALSE(well.request.accept);
  CHECK(well.note == "the good one");
  CHECK(well.hops[0]->stage == read->pipeline->pipeline.stages[0].id);
  CHECK(well.hops[0]->response()->headers == world.invocations[0]->hops[0]->response()->headers);
  CHECK(text_of(well.hops[1]->response()->body) == std::string("\x89PNG\0\xFF", 6));
  CHECK(well.hops[0]->request_notes[0].fact == "3.3");

  const Invocation& failed = *read->invocations[1];
  CHECK(failed.hops[1]->error()->kind == TransportErrorKind::Closed);
  CHECK(text_of(failed.hops[1]->error()->partial->body) == "{\"r");
  CHECK(failed.findings[0].stage == read->pipeline->pipeline.stages[1].id);
  CHECK(failed.replay_of == InvocationId{7});

  const Hop& canned = *read->invocations[2]->hops[0];
  CHECK(canned.source == HopSource::Canned);
  CHECK(canned.fault == FaultKind::Delay);
  CHECK(canned.held == 2s);
  CHECK(text_of(canned.request_before_edit->body) == "before");
  CHECK_FALSE(canned.is_real());
}

TEST_CASE("a body that several messages share is in a session once and shared again") {
  World world;
  world.write();
  const auto read = read_session(world.file);
  REQUIRE(read);
  const Invocation& well = *read->invocations[0];
  CHECK(well.hops[0]->response()->body == well.hops[1]->request.body);
  CHECK(well.request.body == read->invocations[1]->request.body);
}

TEST_CASE("a body that is not kept any more stays known by its size") {
  World world;
  world.write();
  const auto read = read_session(world.file);
  REQUIRE(read);
  const BodyPtr& body = read->invocations[2]->request.body;
  CHECK(body->size() == 5'000'000);
  CHECK(body->place() == BodyPlace::NotKept);
}

TEST_CASE("a session without a pipeline holds invocations alone") {
  World world;
  REQUIRE(write_session(nullptr, source_of(world.invocations), world.file));
  const auto read = read_session(world.file);
  REQUIRE(read);
  CHECK_FALSE(read->pipeline);
  CHECK(read->invocations.size() == 3);
}

TEST_CASE("bodies are handed on as they are read") {
  World world;
  world.write();
  std::vector<BodyPtr> kept;
  REQUIRE(read_session(world.file, {.keep = [&](const BodyPtr& body) { kept.push_back(body); }}));
  REQUIRE(kept.size() >= 3);
  CHECK(text_of(kept[0]) == "1,2,s3cr3t-value-1\n");
}

TEST_CASE("a malformed session is refused with the part, the line and the pointer") {
  World world;
  CHECK(says(world.error_after("sed -i 's/\"Index\":2/\"Index\":5/' invocations/1.json"),
             "broken.hoplens-session, invocations/1.json, line 1, /Hops/1: its Index must be 2"));
  CHECK(says(world.error_after("sed -i 's/\"Uuid\"/\"Uuld\"/' invocations/2.json"),
             "invocations/2.json, line 1, /Uuld: unknown key \"Uuld\"; nearest valid key is"));
  CHECK(says(world.error_after("sed -i 's/\"Source\":\"canned\"/\"Source\":7/' invocations/3.json"),
             "invocations/3.json, line 1, /Hops/0/Source: must be text"));
  CHECK(says(world.error_after("sed -i 's/\"Body\":1/\"Body\":99/' invocations/1.json"),
             "/Request/Body: there is no bodies/99 before it"));
  CHECK(says(world.error_after("sed -i 's/Containers/Contaners/' pipeline.json"),
             "pipeline.json, line 4, /CreateModel/Contaners: unknown key"));
  CHECK(says(world.error_after("sed -i 's/: 1,/: 2,/' session.json"),
             "session.json: FormatVersion must be 1, is 2"));
  CHECK(says(world.error_after("sed -i 's/\"Fact\":\"3.3\"/\"Fact\":\"<b>\"/' invocations/1.json"),
             "is not the number of a fact"));
}

TEST_CASE("parts of a session that are missing, strange or out of order are named") {
  World world;
  CHECK(says(world.error_after("sed -i '/invocations.3/d' ../list"),
             "3 invocations were promised and 2 are there"));
  CHECK(says(world.error_after("sed -i '/bodies.1$/d' ../list"),
             "bodies/2: stands where bodies/1 should"));
  CHECK(says(world.error_after("sed -i '/session.json/d' ../list"),
             "pipeline.json: stands first, where session.json should"));
  CHECK(says(world.error_after("echo x > extra && echo extra >> ../list"),
             "extra: is not a part of a session"));
  CHECK(says(world.error_after("rm bodies/1 && ln -s /etc/passwd bodies/1"),
             "bodies/1: is not a file"));
  CHECK(says(world.error_after("sed -i '/pipeline.json/d' ../list"), "pipeline.json is missing"));
}

TEST_CASE("a session that breaks off says behind which part and at which byte") {
  World world;
  std::string noise(400'000, '\0');  // does not get smaller
  std::uint32_t random = 1;
  for (char& c : noise) c = static_cast<char>((random = random * 1664525 + 1013904223) >> 24);
  Invocation large = *world.invocations.back();
  large.id = {10};
  large.request.body = make_body(noise);
  world.invocations.push_back(shared(std::move(large)));
  world.write();
  const std::string whole = world.bytes(world.file);
  for (const std::size_t size : {whole.size() / 2, whole.size() - 9}) {
    REQUIRE(write_text_atomically(whole.substr(0, size), world.file));
    const auto read = read_session(world.file);
    REQUIRE_FALSE(read);
    CHECK(says(read.error().what, "wine.hoplens-session: it breaks off behind "));
    CHECK(says(read.error().what, "at byte "));
  }
  REQUIRE(write_text_atomically("no archive at all", world.file));
  CHECK(says(read_session(world.file).error().what,
             "wine.hoplens-session: it is no session, or broken at byte 17"));
  CHECK(read_session("/nowhere/x").error().code == ErrorCode::NotFound);
}

TEST_CASE("reading a session is bounded") {
  World world;
  world.write();
  SessionReading reading;
  reading.limits.body_bytes = 10;
  CHECK(says(read_session(world.file, reading).error().what, "bodies/1: is larger than 10 B"));
  reading.limits = {};
  reading.limits.bytes = 3000;
  CHECK(says(read_session(world.file, reading).error().what, "the session is larger than 3.00 KB"));
  reading.limits = {};
  reading.limits.invocations = 2;
  CHECK(says(read_session(world.file, reading).error().what, "Invocations must be from 0 to 2"));
}

TEST_CASE("writing a session that is stopped leaves the file that was there") {
  World world;
  REQUIRE(write_text_atomically("old", world.file));
  RecordingSource source = source_of(world.invocations);
  source.progress = [](std::size_t done) { return done < 1; };
  const auto written = write_session(&world.pipeline, source, world.file);
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::Cancelled);
  CHECK(world.bytes(world.file) == "old");
  CHECK(std::distance(fs::directory_iterator(world.folder.path()), {}) == 1);
}

TEST_CASE("a journal holds what was written before its process was killed") {
  World world;
  auto writer = SessionWriter::begin(world.file, SessionWriter::Kind::Journal);
  REQUIRE(writer);
  REQUIRE((*writer)->pipeline(&world.pipeline, 0));
  for (const InvocationPtr& one : world.invocations) REQUIRE((*writer)->add(*one, {}));
  Invocation noted = *world.invocations[0];
  noted.note = "noted later";
  REQUIRE((*writer)->add(noted, {}));
  // The file as a kill would leave it: the writer has not ended it, and the last part is torn.
  std::string bytes = world.bytes(world.file);
  for (const std::size_t torn : {std::size_t{0}, std::size_t{700}}) {
    const fs::path left = world.folder.path() / "left";
    REQUIRE(write_text_atomically(bytes.substr(0, bytes.size() - torn), left));
    CHECK_FALSE(read_session(left));
    const auto read = read_session(left, {.journal = true});
    REQUIRE(read);
    REQUIRE(read->invocations.size() == 3);
    CHECK(read->invocations[0]->note == (torn == 0 ? "noted later" : "the good one"));
    CHECK(text_of(read->invocations[1]->request.body) == "1,2,s3cr3t-value-1\n");
  }
  CHECK((fs::status(world.file).permissions() & fs::perms::others_all) == fs::perms::none);
}
