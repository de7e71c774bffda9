#include "emulator/runtime/runtime.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <string_view>

namespace emulator {
namespace {

struct SignalName {
  int number;
  std::string_view name;
};

constexpr std::array kSignalNames{
    SignalName{SIGHUP, "SIGHUP"},   SignalName{SIGINT, "SIGINT"},   SignalName{SIGQUIT, "SIGQUIT"},
    SignalName{SIGILL, "SIGILL"},   SignalName{SIGTRAP, "SIGTRAP"}, SignalName{SIGABRT, "SIGABRT"},
    SignalName{SIGBUS, "SIGBUS"},   SignalName{SIGFPE, "SIGFPE"},   SignalName{SIGKILL, "SIGKILL"},
    SignalName{SIGUSR1, "SIGUSR1"}, SignalName{SIGSEGV, "SIGSEGV"}, SignalName{SIGUSR2, "SIGUSR2"},
    SignalName{SIGPIPE, "SIGPIPE"}, SignalName{SIGALRM, "SIGALRM"}, SignalName{SIGTERM, "SIGTERM"},
    SignalName{SIGXCPU, "SIGXCPU"}, SignalName{SIGXFSZ, "SIGXFSZ"}, SignalName{SIGSYS, "SIGSYS"}};

}  // namespace

std::string StageExit::words() const {
  const std::string more = note.empty() ? "" : ", " + note;
  if (signal == 0) return "exited with code " + std::to_string(code) + more;
  const auto* const known = std::ranges::find(kSignalNames, signal, &SignalName::number);
  const std::string number = std::to_string(signal);
  if (known == kSignalNames.end()) return "killed by signal " + number + more;
  return "killed by " + std::string(known->name) + " (" + number + ")" + more;
}

}  // namespace emulator
