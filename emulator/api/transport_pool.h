#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "emulator/serving/hop_transport.h"

namespace emulator {

// The transports of those who invoke at this moment. A transport keeps its connections to the
// stages, so there are as many of those as there are invocations at a time, however many clients
// keep a connection to us: a stage may have few threads. The last one given back is lent first.
// Any thread.
class TransportPool {
 public:
  // One transport, until it is destroyed.
  class Loan {
   public:
    explicit Loan(TransportPool& pool) : pool_(pool), transport_(pool.take()) {}
    ~Loan() { pool_.give_back(std::move(transport_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    HopTransport& operator*() { return *transport_; }

   private:
    TransportPool& pool_;
    std::unique_ptr<HopTransport> transport_;
  };

 private:
  std::unique_ptr<HopTransport> take();
  void give_back(std::unique_ptr<HopTransport> transport);

  std::mutex mutex_;
  std::vector<std::unique_ptr<HopTransport>> free_;
};

}  // namespace emulator
