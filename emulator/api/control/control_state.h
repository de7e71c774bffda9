#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

#include "emulator/api/control/records.h"
#include "emulator/api/control/service_error.h"
#include "emulator/api/control/state_file.h"

namespace emulator {

// The records behind their one lock, and the life of endpoints. Callbacks of the host may outlive
// the control plane, so it is held by shared pointers.
class ControlState : public std::enable_shared_from_this<ControlState> {
 public:
  ControlState(const AddressOptions& options, Hosting& hosting, const Clock& clock,
               std::function<void()> changed);

  // The lock on the records. What is let go meanwhile is destroyed after it was given back: it may
  // hold pipelines.
  class Access {
   public:
    explicit Access(ControlState& state) : lock_(state.mutex_), records(state.records_) {}
    void let_go(std::shared_ptr<const void> what) { released_.push_back(std::move(what)); }

   private:
    std::vector<std::shared_ptr<const void>> released_;  // above the lock: destroyed after it
    std::unique_lock<std::mutex> lock_;

   public:
    Records& records;
  };

  // Reads the state folder, if there is one, and starts the endpoints in it. A file that cannot be
  // read is left as it is, and nothing is kept from then on. Once, before anything else.
  void load();
  std::optional<Error> state_error() const;

  // Starts what stands in `next` of an endpoint, and settles it. Without the lock.
  void start(std::uint64_t endpoint);
  // Judges what is starting by its reports: all in service, it is what answers from now on; one
  // failed, the endpoint is Failed or, under Updating, stays with what it had. Without the lock.
  void settle(std::uint64_t endpoint);
  // Endpoints under Deleting are gone once nobody uses their pipelines any more.
  void sweep(Access& access);

  // Has the records written to the state folder, if there is one. Waits for no disk. Without the
  // lock.
  void keep();
  // Tells whoever shows the records. Without the lock.
  void notify();
  // No callback after this, no pipeline is held, and what is kept is on the disk.
  void close();

  WallTime now() const;  // in whole milliseconds
  const AddressOptions& options() const { return options_; }
  CallScope own_scope() const { return {options_.region, options_.account}; }

 private:
  friend class Access;
  // Whether it changed something.
  bool judge(std::uint64_t endpoint, std::uint64_t deployment, std::vector<HostedReport> reports);
  void settle_promoted(Access& access, EndpointRecord& endpoint);
  void settle_failed(Access& access, EndpointRecord& endpoint, std::string reason);

  const AddressOptions options_;
  Hosting& hosting_;
  const Clock& clock_;

  std::mutex mutex_;
  Records records_;
  std::uint64_t texts_ = 0;  // state_text()s that were made
  bool closed_ = false;

  std::optional<Error> state_error_;  // set by load() alone
  std::unique_ptr<StateFile> file_;   // null: nothing is kept; set by load() alone

  std::mutex notify_mutex_;
  std::condition_variable notified_;
  std::function<void()> changed_;  // null once closed
  int notifying_ = 0;
};

// What invocations see of the endpoint as it is now; the former route is let go.
void renew_route(ControlState::Access& access, EndpointRecord& endpoint);

// A deployment of the config's variants with their models as they are now. Error: a model that is
// not there (contract 4.16).
tl::expected<Deployment, ServiceError> deployment_of(Records& records, const ConfigPtr& config,
                                                     const CallScope& scope, WallTime now);

}  // namespace emulator
