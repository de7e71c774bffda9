#include <array>

#include <sys/socket.h>

#include "emulator/base/descriptor.h"
#include "emulator/demo_stage/request_reader.h"
#include "tests/fuzz/support/fuzz.h"

// HTTP requests that the demo stage reads from its own sockets.
namespace fuzz {

void try_input(std::string_view input) {
  std::array<int, 2> ends{};
  promise(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0, "a socket pair");
  const emulator::Descriptor reading(ends[0]);
  {
    const emulator::Descriptor writing(ends[1]);
    promise(::send(writing.get(), input.data(), input.size(), MSG_DONTWAIT | MSG_NOSIGNAL) ==
                static_cast<ssize_t>(input.size()),
            "the input fits into a socket");
  }
  demo_stage::RequestReader reader(reading.get());
  std::size_t bytes = 0;
  while (const auto request = reader.next()) {
    promise(!request->method.empty(), "a request has a method");
    promise(request->path.find_first_of("? \r\n") == request->path.npos, "a path is only a path");
    bytes += request->path.size() + request->body.size();
  }
  promise(bytes <= input.size(), "no request from nothing");
}

}  // namespace fuzz
