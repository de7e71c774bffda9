#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "emulator/api/control/control_plane.h"
#include "emulator/api/front/http_front.h"
#include "emulator/api/hosting.h"
#include "emulator/api/invoke/invoke_request.h"

namespace emulator {

// Finds endpoints; ControlPlane::find_endpoint, or a test's own.
using FindEndpoint = std::function<std::shared_ptr<const EndpointRoute>(std::string_view endpoint)>;
// Told of each finished invocation, for the metrics.
using InvocationDone = std::function<void(const Invocation&)>;

// The operations of sagemaker-runtime. Stateless but for the choice among variants; safe from any
// thread. Each request ends in the trace, refused ones too.
class InvokeApi {
 public:
  InvokeApi(FindEndpoint find, Hosting& hosting, InvocationDone done);
  ~InvokeApi();

  // Walks the invocation on this thread, over `transport`, and answers. `scope` is for a request to
  // an endpoint that is not there.
  void handle(const InvokeTarget& target, const FrontRequest& request, const CallScope& scope,
              HopTransport& transport, FrontAnswer& answer, std::stop_token stop);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace emulator
