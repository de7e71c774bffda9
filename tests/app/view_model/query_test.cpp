#include <catch2/catch_test_macros.hpp>

#include "app/view_model/filter/query_edit.h"
#include "app/view_model/log_rows.h"
#include "app/view_model/waterfall_layout.h"
#include "tests/support/fake_snapshot.h"

using namespace app;

TEST_CASE("a clicked term takes the place of the one of its key") {
  CHECK(with_term("", "status", "424") == "status:424");
  CHECK(with_term("abc status:200 x", "status", "424") == "abc status:424 x");
  CHECK(with_term("abc status:200", "stage", "model") == "abc status:200 stage:model");
  CHECK(with_term("abc status:200", "status", "") == "abc");
  CHECK(without_word("a status:200 b", "status:200") == "a b");
  CHECK(with_term("\"a b\" status:200", "type", "x y") == "\"a b\" status:200 type:\"x y\"");
}

TEST_CASE("headers that are clicked add up, one for each name") {
  const std::string one = with_term("", "header", "Accept=*/*");
  CHECK(one == "header:Accept=*/*");
  CHECK(with_term(one, "header", "Server=a b") == "header:Accept=*/* header:Server=\"a b\"");
  CHECK(with_term(one, "header", "Accept=text/csv") == "header:Accept=text/csv");
}

TEST_CASE("a value that is clicked again is taken back") {
  CHECK(toggled_term("x", "status", "424") == "x status:424");
  CHECK(toggled_term("x status:424", "status", "424") == "x");
  CHECK(toggled_term("status:200", "status", "424") == "status:424");
}

TEST_CASE("the word at the cursor is completed by what begins with it") {
  const std::vector<std::string> offers = {"status:", "stage:", "status:>=400", "stage:model"};
  const auto at_end = [&](std::string_view query) {
    return completion_at(query, query.size(), offers).offers;
  };
  CHECK(at_end("x sta") == offers);
  CHECK(at_end("x stage:") == std::vector<std::string>{"stage:model"});
  CHECK(at_end("-STAT") == std::vector<std::string>{"status:", "status:>=400"});
  CHECK(at_end("stage:model") == std::vector<std::string>{});
  CHECK(at_end("x ") == std::vector<std::string>{"status:", "stage:"});
  CHECK(at_end("stage:pre|m") == std::vector<std::string>{"model"});
  CHECK(completion_at("stag x", 4, offers).offers ==
        std::vector<std::string>{"stage:", "stage:model"});
}

TEST_CASE("an offer that is taken leaves the cursor where one goes on") {
  const auto take = [](std::string_view query, std::size_t cursor, std::string_view offer) {
    const std::vector<std::string> offers{std::string(offer)};
    return completed(query, completion_at(query, cursor, offers), offer);
  };
  CHECK(take("x stag", 6, "stage:model").text == "x stage:model ");
  CHECK(take("x stag", 6, "stage:").text == "x stage:");
  CHECK(take("-stag", 5, "stage:model").text == "-stage:model ");
  CHECK(take("no", 2, "note~\"").text == "note~\"");
  CHECK(take("stag x", 4, "stage:model").text == "stage:model x");
  CHECK(take("stag x", 4, "stage:model").cursor == 12);
}

TEST_CASE("terms are told from words") {
  CHECK(term_words("abc status:200 -type:json \"a:b\"") ==
        std::vector<std::string>{"status:200", "-type:json"});
  CHECK(term_value("abc level:error|warning", "level") == "error|warning");
  CHECK(term_value("abc", "level").empty());
}

TEST_CASE("matches in a line are found wherever they stand") {
  CHECK(places_of("ab", "ab AB xaB") == std::vector<std::size_t>{0, 3, 7});
  CHECK(places_of("aa", "aaaa") == std::vector<std::size_t>{0, 2});
  CHECK(places_of("", "abc").empty());
  CHECK(places_of("abc", "ab").empty());
}

TEST_CASE("gaps between hops are our overhead, and so is the time after the last") {
  const auto invocation = tests::fake_invocation(tests::abalone_invocation(127));
  WaterfallInput in;
  in.plot_width = 1000;
  const WaterfallLayout layout = waterfall_layout(*invocation, in);
  REQUIRE(layout.rows[1].gaps.size() == 1);
  CHECK(layout.rows[1].gaps[0].length == invocation->hops[1]->timing.queue);
  CHECK(gap_text(layout.rows[1].gaps[0]) == "Overhead 300 µs: Hoplens between the stages");
  REQUIRE_FALSE(layout.rows[2].gaps.empty());
  CHECK(layout.rows[2].gaps.back().place == WaterfallGap::Place::AfterLast);
  for (const WaterfallRow& row : layout.rows)
    for (const WaterfallGap& gap : row.gaps) CHECK(gap.width >= 3);
}

TEST_CASE("bypassed stages are known while the pipeline is the one that was called") {
  tests::FakeWorld world = tests::busy_world();
  world.pipeline.stages[1].launch->bypassed = true;
  emulator::Invocation invocation;
  invocation.revision = 4;
  REQUIRE(skipped_stages(world.pipeline, 4, invocation).size() == 1);
  CHECK(skipped_stages(world.pipeline, 4, invocation)[0].before == 1);
  CHECK(skipped_stages(world.pipeline, 5, invocation).empty());
}
