#pragma once

#include <functional>
#include <vector>

#include <sys/types.h>

// Linux only: who descends from whom, and the end of all of them.
namespace emulator {

// From now on a descendant whose parent dies becomes our child, however it tried to hide.
void become_subreaper();

std::vector<pid_t> children_of(pid_t parent);
std::vector<pid_t> descendants_of(pid_t ancestor);  // without `ancestor` itself

using Reaped = std::function<void(pid_t, int wait_status)>;

// Collects children that have ended, without waiting. False when there is no child left at all.
bool reap_children(const Reaped& reaped);

// SIGKILL to every descendant, again and again until none is left. The caller must be a subreaper
// with one thread and hold SIGCHLD blocked with a handler installed.
void kill_all_descendants(const Reaped& reaped);

}  // namespace emulator
