#!/usr/bin/env bash
# A Docker Engine for tests: the one that answers, or Debian's dockerd with private folders.
#
#   tests/support/docker_engine.sh start [FOLDER [DOCKERD OPTIONS…]]   says export HOPLENS_TEST_DOCKER=…
#   tests/support/docker_engine.sh stop FOLDER                         stops it, removes its folder
#
# Sourced, it defines:
#   find_engine                   the URL of an engine that answers here; fails where none does
#   may_start_engine              fails, with the reason on standard output, where none can be started
#   start_engine FOLDER [OPTIONS] starts one; its socket is FOLDER/docker.sock. Fails with the reason
#   stop_engine FOLDER            stops it and removes whatever it made here, FOLDER included
#   sweep_engines                 those that a killed tests/run.sh left behind
#
# It touches neither the firewall nor forwarding, has a bridge of its own (which its containers are
# reached through), and shares no state with another dockerd or containerd on this machine.

engine_says() { curl -sf --max-time 5 --unix-socket "$1" "http://engine/${2:-_ping}" 2>/dev/null; }
engine_answers() { [ -S "$1" ] && [ "$(engine_says "$1")" = OK ]; }

find_engine() {
  local url
  for url in "${HOPLENS_TEST_DOCKER:-}" "${DOCKER_HOST:-}" unix:///var/run/docker.sock \
    "unix://${XDG_RUNTIME_DIR:-/nowhere}/docker.sock"; do
    case $url in unix://*) engine_answers "${url#unix://}" && echo "$url" && return ;; esac
  done
  return 1
}

may_start_engine() {
  [ "$(id -u)" = 0 ] || { echo "starting a Docker Engine needs root"; return 1; }
  local program
  for program in dockerd curl ip setsid; do
    command -v "$program" >/dev/null || { echo "$program is not installed"; return 1; }
  done
  grep -q . /proc/self/cgroup 2>/dev/null || { echo "there are no cgroups"; return 1; }
}

engine_pid() { cat "$1/pid" 2>/dev/null; }

# The bridge of the engine in a folder: a name that the kernel takes, and the same every time.
engine_bridge() { echo "hpl$(printf %s "$1" | cksum | cut -d' ' -f1)"; }

# Gives the bridge the first small network that this machine does not use.
make_bridge() {
  local bridge=$1 third
  ip link add "$bridge" type bridge 2>/dev/null || return 1
  for third in $(seq 1 250); do
    [ -n "$(ip -o route show to match "10.213.$third.1" root 10.213.0.0/16)" ] && continue
    ip -o addr | grep -qF "10.213.$third.1/" && continue
    ip addr add "10.213.$third.1/24" dev "$bridge" && ip link set "$bridge" up && return
  done
  return 1
}

start_engine() {
  local folder=$1 bridge
  shift
  bridge=$(engine_bridge "$folder")
  mkdir -p "$folder" || return 1
  ip link show "$bridge" >/dev/null 2>&1 || make_bridge "$bridge" ||
    { echo "no network bridge can be made here"; stop_engine "$folder"; return 1; }
  # A session of its own: Ctrl+C on the terminal is not for it.
  setsid dockerd --host "unix://$folder/docker.sock" --data-root "$folder/data" --exec-root "$folder/exec" \
    --pidfile "$folder/pid" --bridge "$bridge" --default-address-pool base=10.214.0.0/16,size=24 \
    --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
    --containerd-namespace "hoplens-$bridge" --containerd-plugins-namespace "hoplens-plugins-$bridge" \
    "$@" >>"$folder/log" 2>&1 </dev/null 9>&- &
  local started=$!
  for _ in $(seq 600); do
    engine_answers "$folder/docker.sock" && return
    kill -0 $started 2>/dev/null || kill -0 "$(engine_pid "$folder")" 2>/dev/null || break
    sleep 0.1
  done
  echo "dockerd does not start here: $(grep -v 'level=\(info\|warning\)' "$folder/log" | tail -1)"
  stop_engine "$folder"
  return 1
}

# The end of one process: SIGTERM, then SIGKILL.
end_process() {
  local pid=$1
  [ -n "$pid" ] && kill "$pid" 2>/dev/null || return 0
  for _ in $(seq 150); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

# Containers and networks go through the engine: it would leave processes and bridges behind.
empty_engine() {
  local socket=$1/docker.sock id
  for id in $(engine_says "$socket" 'containers/json?all=1' | grep -o '"Id":"[0-9a-f]\{64\}' | cut -c7-); do
    curl -s --max-time 20 --unix-socket "$socket" -X DELETE "http://engine/containers/$id?force=1&v=1"
  done
  for id in $(engine_says "$socket" networks | grep -o '"Id":"[0-9a-f]\{64\}' | cut -c7-); do
    curl -s --max-time 20 --unix-socket "$socket" -X DELETE "http://engine/networks/$id"
  done >/dev/null
}

stop_engine() {
  local folder=$1 bridge
  bridge=$(engine_bridge "$folder")
  engine_answers "$folder/docker.sock" && empty_engine "$folder"
  end_process "$(engine_pid "$folder")"
  end_process "$(cat "$folder/exec/containerd/containerd.pid" 2>/dev/null)"
  grep -F " $folder/" /proc/self/mounts | cut -d' ' -f2 | sort -r | xargs -r umount -l 2>/dev/null ||
    true
  rm -rf --one-file-system "$folder"
  ip link delete "$bridge" 2>/dev/null || true
}

# Engines whose tests/run.sh was killed: the folder names it, and it lives no more.
sweep_engines() {
  local folder
  for folder in "${TMPDIR:-/tmp}"/hoplens-test-engine.*; do
    [ -f "$folder/owner" ] && ! kill -0 "$(cat "$folder/owner")" 2>/dev/null && stop_engine "$folder"
  done
  return 0
}

# For tests/run.sh: exports HOPLENS_TEST_DOCKER, or says why the tests with containers are skipped.
# Where it starts an engine, engine_folder is its folder, and the caller must stop it.
engine_folder=
provide_engine() {
  local url why
  sweep_engines
  if url=$(find_engine); then
    echo "Docker tests use the engine at $url"
  elif ! why=$(may_start_engine); then
    echo "Docker tests are skipped: no engine answers, and $why" && return
  else
    engine_folder=$(mktemp -d "${TMPDIR:-/tmp}/hoplens-test-engine.XXXXXX")
    echo $$ >"$engine_folder/owner"
    why=$(start_engine "$engine_folder") ||
      { engine_folder=; echo "Docker tests are skipped: no engine answers, and $why"; return; }
    url=unix://$engine_folder/docker.sock
    echo "Docker tests use an engine of their own at $url"
  fi
  export HOPLENS_TEST_DOCKER=$url
}
withdraw_engine() {
  [ -z "$engine_folder" ] || stop_engine "$engine_folder"
  engine_folder=
}

# Called, not sourced.
if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -uo pipefail
  what=${1:-} folder=${2:-}
  case $what in
    start)
      why=$(may_start_engine) || { echo "$why" >&2; exit 1; }
      folder=${folder:-$(mktemp -d "${TMPDIR:-/tmp}/hoplens-engine.XXXXXX")}
      start_engine "$(realpath -m "$folder")" "${@:3}" >&2 || exit 1
      echo "export HOPLENS_TEST_DOCKER=unix://$(realpath "$folder")/docker.sock"
      ;;
    stop) [ -f "$folder/pid" ] && stop_engine "$(realpath "$folder")" || { echo "No engine in: $folder" >&2; exit 1; } ;;
    *) sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
fi
