#pragma once

#include <memory>
#include <optional>

#include "emulator/api/aws_server.h"
#include "emulator/base/clock.h"

namespace emulator {

// The SageMaker address of an engine: open or not, and what front ends may know of it. The engine's
// thread; `changed` is called from any.
class Address {
 public:
  Address(Hosting& hosting, std::function<void()> changed);

  void open(const AddressOptions& options);  // anew where it is open; a failure shows in view()
  void close();
  Result<void> serve(std::shared_ptr<const Pipeline> pipeline);
  Result<void> call(const std::string& operation, const std::string& json);
  void show_open(HostedPipelinePtr open);
  // Local.Images of the open pipeline, which come before those of the options.
  void set_open_images(std::optional<ImageMap> images);

  // Its figures or its entries are not what view() gave last.
  void note_figures() { figures_changed_ = server_ != nullptr; }
  void note_entries() { entries_changed_ = true; }
  // When view() is worth another look; never, where nothing changed.
  SteadyTime next_look() const;
  // Null while there is neither an address nor an error. Figures are renewed a few times a second.
  const std::shared_ptr<const AddressView>& view(SteadyTime now);

 private:
  std::vector<ImageMap> images() const;

  Hosting& hosting_;
  std::function<void()> changed_;
  AddressOptions options_;
  std::optional<ImageMap> open_images_;
  HostedPipelinePtr open_pipeline_;
  std::unique_ptr<AwsServer> server_;
  std::shared_ptr<const AddressView> view_;
  SteadyTime looked_at_ = SteadyTime::min();
  bool entries_changed_ = false;
  bool figures_changed_ = false;
};

}  // namespace emulator
