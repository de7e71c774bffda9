#include <algorithm>
#include <string>
#include <vector>

#include "emulator/api/front/request_reader.h"
#include "emulator/base/text.h"
#include "tests/fuzz/support/fuzz.h"

// HTTP requests to the SageMaker address, one after another on a connection.
namespace fuzz {
namespace {

using emulator::HttpRequest;
using emulator::RequestReader;
using State = RequestReader::State;

constexpr emulator::RequestLimits kWide{.body_bytes = 4096};
constexpr emulator::RequestLimits kTight{.head_bytes = 256, .body_bytes = 64};

struct Reading {
  std::vector<HttpRequest> requests;
  State state = State::Reading;
};

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos;
}

std::size_t body_size(const HttpRequest& request) {
  return request.body->in_memory()->view().size();
}

std::size_t head_size(const HttpRequest& request) {
  std::size_t size = request.method.size() + request.target.size();
  for (const emulator::Header& header : request.headers)
    size += header.name.size() + header.value.size();
  return size;
}

void check(const HttpRequest& request) {
  promise(!request.method.empty() && is_one_line(request.target), "a target is one line");
  for (const emulator::Header& header : request.headers)
    promise(!header.name.empty() && is_one_line(header.name) && is_one_line(header.value),
            "a header is one line");
  std::size_t lengths = 0;
  for (const emulator::Header& header : request.headers) {
    if (!emulator::equals_ignoring_case(header.name, "Content-Length")) continue;
    ++lengths;
    promise(std::stoull(header.value) == body_size(request), "a body is as long as announced");
    promise(!request.headers.has("Transfer-Encoding"), "a body has one kind of end");
  }
  promise(lengths <= 1, "a body has one length");
  promise(lengths == 1 || request.headers.has("Transfer-Encoding") || body_size(request) == 0,
          "no body that was not announced");
}

// Everything that is complete by now; the reader stands in `out.state` then.
void take_complete(RequestReader& reader, Reading& out) {
  while (reader.state() == State::Complete) {
    const std::uint64_t size = reader.body_bytes();
    out.requests.push_back(reader.take_request());
    promise(size == body_size(out.requests.back()), "the size that is told is the body's");
    check(out.requests.back());
    reader.next();
  }
  out.state = reader.state();
}

void feed(RequestReader& reader, std::string_view bytes, Reading& out) {
  while (!bytes.empty() && out.state == State::Reading) {
    const auto space = reader.space();
    promise(!space.empty(), "there is space while it reads");
    const std::size_t size = std::min(space.size(), bytes.size());
    std::copy_n(bytes.begin(), size, space.begin());
    reader.received(size);
    bytes.remove_prefix(size);
    take_complete(reader, out);
  }
}

Reading read_in_pieces(std::string_view input, const emulator::RequestLimits& limits) {
  RequestReader reader(limits);
  Reading out;
  in_pieces(input, [&](std::string_view piece) { feed(reader, piece, out); });
  return out;
}

bool same(const HttpRequest& a, const HttpRequest& b) {
  return a.method == b.method && a.target == b.target && a.headers == b.headers &&
         a.body->in_memory()->view() == b.body->in_memory()->view();
}

}  // namespace

void try_input(std::string_view input) {
  RequestReader reader(kWide);
  Reading at_once;
  feed(reader, input, at_once);
  std::size_t bytes = 0;
  for (const HttpRequest& request : at_once.requests)
    bytes += head_size(request) + body_size(request);
  promise(bytes <= input.size(), "no request from nothing");

  const Reading in_parts = read_in_pieces(input, kWide);
  promise(in_parts.state == at_once.state, "in pieces it ends as at once");
  promise(std::ranges::equal(in_parts.requests, at_once.requests, same),
          "in pieces it is as at once");

  for (const HttpRequest& request : read_in_pieces(input, kTight).requests)
    promise(head_size(request) <= kTight.head_bytes && body_size(request) <= kTight.body_bytes,
            "limits hold");
}

}  // namespace fuzz
