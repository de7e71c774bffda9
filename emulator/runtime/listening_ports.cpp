#include "emulator/runtime/listening_ports.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <unistd.h>

#include "emulator/runtime/guardian/process_tree.h"

namespace emulator {
namespace {

constexpr std::string_view kListening = "0A";

// Lines of /proc/net/tcp: "sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode".
// Addresses are hexadecimal, the port behind the last ':'.
void add_listeners(const std::string& table, int port, std::set<std::string>& sockets) {
  std::ifstream file(table);
  std::string line;
  std::getline(file, line);  // the headings
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::string slot, local, remote, state, queues, timer, retransmits, user, timeout, inode;
    fields >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> user >>
        timeout >> inode;
    const std::size_t colon = local.rfind(':');
    if (!fields || state != kListening || colon == local.npos) continue;
    if (std::stoi(local.substr(colon + 1), nullptr, 16) == port)
      sockets.insert("socket:[" + inode + "]");
  }
}

bool holds_one_of(pid_t process, const std::set<std::string>& sockets) {
  std::error_code error;
  const std::filesystem::path folder = "/proc/" + std::to_string(process) + "/fd";
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code gone;
    if (sockets.contains(std::filesystem::read_symlink(at->path(), gone).native())) return true;
  }
  return false;
}

}  // namespace

bool family_listens_on(pid_t ancestor, int port) {
  std::set<std::string> sockets;
  const std::string network = "/proc/" + std::to_string(ancestor) + "/net/";  // its namespace's
  add_listeners(network + "tcp", port, sockets);
  add_listeners(network + "tcp6", port, sockets);
  if (sockets.empty()) return false;
  const auto listens = [&](pid_t process) { return holds_one_of(process, sockets); };
  return listens(ancestor) || std::ranges::any_of(descendants_of(ancestor), listens);
}

bool may_look_into(pid_t process) {
  return access(("/proc/" + std::to_string(process) + "/fd").c_str(), R_OK | X_OK) == 0;
}

}  // namespace emulator
