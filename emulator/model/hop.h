#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "emulator/base/clock.h"
#include "emulator/model/http_message.h"
#include "emulator/model/ids.h"
#include "emulator/model/stand_in.h"

namespace emulator {

enum class TransportErrorKind {
  Connect,    // nothing listens there
  Timeout,    // no complete answer in the time allowed
  Closed,     // the connection ended before the answer was complete
  BadHttp,    // the answer is not HTTP
  TooLarge,   // the answer is larger than the transport was told to read
  Cancelled,  // we were asked to stop
};

// "connect", "timeout", "closed", "bad-http", "too-large", "cancelled": part of the JSON promise.
std::string_view to_text(TransportErrorKind kind);

// Why there is no complete answer. Never stands for an answer that says 500.
struct TransportError {
  TransportErrorKind kind = TransportErrorKind::Connect;
  std::string message;
  std::shared_ptr<const HttpResponse> partial;  // what did arrive; null when nothing did
};

// Phases of one exchange, back to back. `connect` is zero on a kept connection.
struct HopTiming {
  Nanoseconds queue{0};    // from the previous hop's end until this one was begun (our overhead)
  Nanoseconds connect{0};  // until the socket was connected
  Nanoseconds send{0};     // until the last byte of the request was handed to the kernel
  Nanoseconds wait{0};     // until the first byte of the answer
  Nanoseconds receive{0};  // until its last byte
  Nanoseconds container() const { return connect + send + wait + receive; }  // contract 6.2
};

// Where a header of a request came from, or what became of a header of a response.
enum class HeaderFlow {
  FromClient,    // the client's own
  InheritedFromHop,  // taken over from the previous hop's response
  Added,         // ours, because SageMaker sends it
  PassedOn,      // response header that travels on
  Stripped,      // response header that ends here
  Edited,        // typed while the hop was held, or before it was sent again
};

struct HeaderNote {
  std::string name;
  HeaderFlow flow = HeaderFlow::Added;
  int from_hop = 0;       // 1-based, for InheritedFromHop
  std::string_view fact;  // contract fact, e.g. "3.3"
};

// One exchange with one stage. Final once made; shared between threads from then on.
struct Hop {
  int index = 0;  // 1-based position in the route
  StageId stage;
  std::string container_hostname;
  std::string runtime;  // "process", "url", "docker"
  std::string url;      // http://127.0.0.1:41001/invocations
  Nanoseconds start{0};  // from receipt of the invocation until this hop began (queue included)
  HttpRequest request;                                 // exactly what was sent
  std::variant<HttpResponse, TransportError> outcome;  // an answer, or why there was none
  HopTiming timing;
  std::vector<HeaderNote> request_notes;
  std::vector<HeaderNote> response_notes;

  HopSource source = HopSource::Container;
  std::string source_note;  // "answer of invocation 12, same request"; "": nothing to add
  FaultKind fault = FaultKind::None;  // that was put on the stage
  Nanoseconds held{0};                // before and after; part of no timing
  // As they were before somebody edited them; null: nobody did.
  std::shared_ptr<const HttpRequest> request_before_edit;
  std::shared_ptr<const HttpResponse> response_before_edit;

  // Neither mocked nor faulted, edited or taken over: what the container really said.
  bool is_real() const {
    return source == HopSource::Container && fault == FaultKind::None && !request_before_edit &&
           !response_before_edit;
  }

  const HttpResponse* response() const { return std::get_if<HttpResponse>(&outcome); }
  const TransportError* error() const { return std::get_if<TransportError>(&outcome); }
};

using HopPtr = std::shared_ptr<const Hop>;

// True where the chain ends with this hop: no answer, or one that is not 2xx (contract 3.14, 3.20).
bool failed(const Hop& hop);

}  // namespace emulator
