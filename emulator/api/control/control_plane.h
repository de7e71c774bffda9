#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/api/address_options.h"
#include "emulator/api/address_view.h"
#include "emulator/api/hosting.h"
#include "emulator/base/clock.h"
#include "emulator/model/http_message.h"

namespace emulator {

// Region and account of one call: from its signature, else the defaults (contract 4.6, 9).
struct CallScope {
  std::string region;
  std::string account;
};

// A variant as invocations see it.
struct VariantRoute {
  std::string name;
  double weight = 1;  // current
  HostedPipelinePtr pipeline;
};

// An endpoint as invocations see it. Immutable; holding it keeps its pipelines running.
struct EndpointRoute {
  std::string name;
  std::string region;
  std::string account;
  std::string status;  // contract 4.22
  std::vector<VariantRoute> variants;
};

// Models, endpoint configs, endpoints and tags, and the operations on them (contract 4c). Safe from
// any thread: one lock, never held while a pipeline starts or stops.
class ControlPlane {
 public:
  // What was kept in options.state_folder is there again, its endpoints Creating. `changed` is
  // called after each change of what the views give, from any thread, perhaps before this returns;
  // it must return at once.
  ControlPlane(const AddressOptions& options, Hosting& hosting, const Clock& clock,
               std::function<void()> changed);
  ~ControlPlane();
  ControlPlane(const ControlPlane&) = delete;
  ControlPlane& operator=(const ControlPlane&) = delete;

  // Why nothing is kept in the state folder, or could not be written there the last time. A file
  // that cannot be read is left as it is.
  std::optional<Error> state_error() const;

  // One call of JSON 1.1: `operation` is what stands behind "SageMaker." (contract 4.11–4.16).
  HttpResponse call(std::string_view operation, std::string_view json, const CallScope& scope);

  // The endpoint of exactly that name (contract 4.17), or null. Waits for nothing but the lock.
  std::shared_ptr<const EndpointRoute> find_endpoint(std::string_view name) const;

  // A model, an endpoint config and an endpoint, all of the pipeline's ModelName, as a file
  // describes it. Error: there is one of that name.
  Result<void> serve(std::shared_ptr<const Pipeline> pipeline);

  // The pipeline that is open in the window, listed beside what was created over the wire, unless
  // something there has its name. Null: none. Call again after each change of it or of its report.
  void show_open(HostedPipelinePtr open);

  // How models that arrive from now on run here.
  void set_images(std::vector<ImageMap> images);

  // Models and endpoints, newest first. Figures are left empty, and `url` is the path alone.
  std::vector<ModelView> models() const;
  std::vector<EndpointView> endpoints() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace emulator
