#pragma once

#include <functional>
#include <memory>

#include "emulator/api/address_options.h"
#include "emulator/api/address_view.h"
#include "emulator/api/hosting.h"
#include "emulator/base/result.h"
#include "emulator/model/http_message.h"

namespace emulator {

// One port for both protocols of SageMaker: POST / with X-Amz-Target is the control plane,
// /endpoints/… the runtime, /metrics and /metrics.json AWS's numbers. Everything is safe from any
// thread.
class AwsServer {
 public:
  // Serves from here on. `changed` is called after each change of what view() gives, from any
  // thread; it must return at once. Errors: PortInUse, PermissionDenied, NotFound, and
  // whatever makes the state folder unreadable.
  static Result<std::unique_ptr<AwsServer>> open(const AddressOptions& options, Hosting& hosting,
                                                 std::function<void()> changed);
  // Cancels what runs, closes all connections, lets go of all pipelines.
  ~AwsServer();
  AwsServer(const AwsServer&) = delete;
  AwsServer& operator=(const AwsServer&) = delete;

  // A model, an endpoint config and an endpoint of the pipeline's ModelName.
  Result<void> serve(std::shared_ptr<const Pipeline> pipeline);
  void show_open(HostedPipelinePtr open);  // ControlPlane::show_open
  void set_images(std::vector<ImageMap> images);
  // A call of the control plane from here: "DeleteEndpoint", {"EndpointName":"…"}. Error with AWS's
  // text when it was refused.
  Result<void> call(std::string_view operation, std::string_view json);

  std::shared_ptr<const AddressView> view() const;

 private:
  struct State;
  explicit AwsServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace emulator
