#include "emulator/model/hop.h"

#include "emulator/model/finding.h"

namespace emulator {

std::string_view to_text(TransportErrorKind kind) {
  switch (kind) {
    case TransportErrorKind::Connect: return "connect";
    case TransportErrorKind::Timeout: return "timeout";
    case TransportErrorKind::Closed: return "closed";
    case TransportErrorKind::BadHttp: return "bad-http";
    case TransportErrorKind::TooLarge: return "too-large";
    case TransportErrorKind::Cancelled: return "cancelled";
  }
  return "";
}

std::string_view to_text(Severity severity) {
  switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Info: return "info";
  }
  return "";
}

bool failed(const Hop& hop) {
  const HttpResponse* response = hop.response();
  return response == nullptr || response->status < 200 || response->status > 299;
}

}  // namespace emulator
