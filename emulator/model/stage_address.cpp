#include "emulator/model/stage_address.h"

namespace emulator {

std::string StageAddress::url() const {
  const bool numeric_v6 = host.find(':') != std::string::npos;
  return "http://" + (numeric_v6 ? "[" + host + "]" : host) + ":" + std::to_string(port) +
         base_path + "/invocations";
}

}  // namespace emulator
