#include "tests/bench/rounds.h"

#include <latch>
#include <numeric>
#include <string>
#include <thread>

namespace bench {
namespace {

// Microseconds of `count` chains, one after another. False when one failed.
bool measure(ChainClient& client, const emulator::BodyPtr& body, int count, Samples& samples) {
  for (int i = 0; i < count; ++i) {
    const auto begin = Clock::now();
    if (!client.invoke(body)) return false;
    samples.push_back(microseconds(Clock::now() - begin));
  }
  return true;
}

}  // namespace

Round run_round(Team& team, std::size_t body_bytes, int per_client) {
  // Its own body each time: forgetting wipes what was recorded, requests included.
  const auto body = emulator::make_body(std::string(body_bytes, '7'));
  std::vector<Samples> parts(team.size());
  std::vector<std::size_t> failed(team.size(), 0);
  std::latch together(static_cast<std::ptrdiff_t>(team.size()));
  const auto work = [&](std::size_t t) {
    together.arrive_and_wait();
    failed[t] = measure(*team[t], body, per_client, parts[t]) ? 0 : 1;
  };
  Round round;
  Clock::time_point begin;
  {
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < team.size(); ++t) others.emplace_back(work, t);
    begin = Clock::now();
    work(0);
  }
  round.seconds = microseconds(Clock::now() - begin) / 1e6;
  for (const auto& client : team) client->forget();
  for (const auto& part : parts) round.times.insert(round.times.end(), part.begin(), part.end());
  round.failures = std::accumulate(failed.begin(), failed.end(), std::size_t{0});
  return round;
}

}  // namespace bench
