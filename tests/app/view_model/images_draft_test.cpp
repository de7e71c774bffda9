#include "app/view_model/images_draft.h"

#include <catch2/catch_test_macros.hpp>

using namespace app;

namespace {

emulator::LocalMembers two_images() {
  emulator::LocalMembers local;
  emulator::StageLaunch process;
  process.runtime = emulator::RuntimeKind::Process;
  process.command = std::vector<std::string>{"python3", "my server.py", "serve"};
  process.model_data = "model";
  process.cpus = 2;
  emulator::StageLaunch docker;
  docker.image = "xgb:dev";
  local.images = std::vector<emulator::ImageEntry>{{"*/sklearn:*", process}, {"*/xgb:1", docker}};
  local.s3 = emulator::EnvironmentMap{{"bucket/models", "models"}};
  return local;
}

}  // namespace

TEST_CASE("what is edited as rows is the same again when nothing was changed") {
  const emulator::LocalMembers local = two_images();
  const ImagesDraft draft = images_draft(local);
  CHECK(draft.images[0].command == "python3 \"my server.py\" serve");
  CHECK(edit_of(draft).images == local.images);
  CHECK(edit_of(draft).s3 == local.s3);
  CHECK_FALSE(is_changed(draft, local));
  CHECK_FALSE(has_problems(draft));
  CHECK_FALSE(is_changed({}, {}));
}

TEST_CASE("a changed row keeps what is not asked for here") {
  ImagesDraft draft = images_draft(two_images());
  draft.images[0].command = "serve --fast";
  draft.images[0].model_data = "";
  const auto entry = edit_of(draft).images->front();
  CHECK(entry.launch.command == std::vector<std::string>{"serve", "--fast"});
  CHECK_FALSE(entry.launch.model_data);
  CHECK(entry.launch.cpus == 2);
  CHECK(is_changed(draft, two_images()));
}

TEST_CASE("without rows both members are absent") {
  const emulator::ChangeImages edit = edit_of({});
  CHECK_FALSE(edit.images);
  CHECK_FALSE(edit.s3);
  CHECK(is_changed({}, two_images()));
}

TEST_CASE("what cannot be is told where it stands") {
  ImagesDraft draft;
  draft.images.resize(4);
  draft.images[1].pattern = "*";
  draft.images[1].runtime = "process";
  draft.images[2].pattern = "*/xgb:1";
  draft.images[2].runtime = "url";
  draft.images[2].url = "127.0.0.1:9000";
  draft.images[3].pattern = "a b";
  draft.s3 = {{"s3://bucket", ""}, {"a/b", "x"}, {"a/b", "y"}};
  CHECK(problems_of(draft, 0).pattern == "Write an image's name; * stands for any text");
  CHECK(problems_of(draft, 1).target == "A process needs a command");
  CHECK(problems_of(draft, 2).pattern == "Row 2 takes all that this one could: move it up");
  CHECK(problems_of(draft, 2).target == "Write it as http://127.0.0.1:9000");
  CHECK(problems_of(draft, 3).pattern == "An image's name has no blanks");
  CHECK(s3_problems_of(draft, 0).location == "Without s3://");
  CHECK_FALSE(s3_problems_of(draft, 0).folder.empty());
  CHECK(s3_problems_of(draft, 2).location == "It stands above already");
  CHECK(has_problems(draft));
  draft.images[1].command = "serve \"x";
  CHECK(problems_of(draft, 1).target == "A quote is not closed");
}

TEST_CASE("the first row that matches an image runs it") {
  const ImagesDraft draft = images_draft(two_images());
  CHECK(winning_row(draft, "1.dkr.ecr/sklearn:1.2") == 0);
  CHECK(verdict_on(draft, " 1.dkr.ecr/sklearn:1.2 ") ==
        "Row 1 runs it: process python3 \"my server.py\" serve");
  CHECK(verdict_on(draft, "1.dkr.ecr/xgb:1") == "Row 2 runs it: docker xgb:dev");
  CHECK(verdict_on(draft, "other:1") == "No row matches: Docker runs the image itself");
  CHECK(verdict_on(draft, "").empty());
}

TEST_CASE("a command is a line and comes back as its words") {
  const std::vector<std::string> words = {"a", "", "b c", "it's", "say \"hi\"", "back\\slash"};
  CHECK(split_words(joined_words(words)) == words);
  CHECK(split_words("  a  'b c' d'e'f ") == std::vector<std::string>{"a", "b c", "def"});
  CHECK_FALSE(split_words("a 'b"));
  CHECK(split_words("")->empty());
}
