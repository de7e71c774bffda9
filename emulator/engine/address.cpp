#include "emulator/engine/address.h"

#include <algorithm>
#include <utility>

namespace emulator {
namespace {

constexpr auto kFiguresPeriod = std::chrono::milliseconds{250};

tl::unexpected<Error> not_open() {
  return fail(ErrorCode::Unsupported, "The SageMaker address is not open",
              "Open it in the settings, on a port that no other program has");
}

}  // namespace

Address::Address(Hosting& hosting, std::function<void()> changed)
    : hosting_(hosting), changed_(std::move(changed)) {}

void Address::open(const AddressOptions& options) {
  close();
  options_ = options;
  AddressOptions whole = options;
  whole.images = images();
  auto server = AwsServer::open(whole, hosting_, changed_);
  if (server) {
    server_ = std::move(*server);
    server_->show_open(open_pipeline_);
    entries_changed_ = true;
    return;
  }
  auto failed = std::make_shared<AddressView>();
  failed->options = options;
  failed->error = server.error();
  view_ = std::move(failed);
}

void Address::close() {
  server_.reset();
  view_.reset();
  entries_changed_ = figures_changed_ = false;
}

Result<void> Address::serve(std::shared_ptr<const Pipeline> pipeline) {
  return server_ ? server_->serve(std::move(pipeline)) : not_open();
}

Result<void> Address::call(const std::string& operation, const std::string& json) {
  return server_ ? server_->call(operation, json) : not_open();
}

void Address::show_open(HostedPipelinePtr open) {
  open_pipeline_ = std::move(open);
  if (!server_) return;
  server_->show_open(open_pipeline_);
  entries_changed_ = true;
}

void Address::set_open_images(std::optional<ImageMap> images) {
  if (open_images_ == images) return;
  open_images_ = std::move(images);
  if (server_) server_->set_images(this->images());
}

std::vector<ImageMap> Address::images() const {
  std::vector<ImageMap> all;
  if (open_images_) all.push_back(*open_images_);
  all.insert(all.end(), options_.images.begin(), options_.images.end());
  return all;
}

SteadyTime Address::next_look() const {
  if (entries_changed_) return SteadyTime::min();
  return figures_changed_ ? looked_at_ + kFiguresPeriod : SteadyTime::max();
}

const std::shared_ptr<const AddressView>& Address::view(SteadyTime now) {
  if (server_ && next_look() <= now) {
    view_ = server_->view();
    looked_at_ = now;
    entries_changed_ = figures_changed_ = false;
  }
  return view_;
}

}  // namespace emulator
