#!/usr/bin/env bash
# A Docker Engine for tests: the one that answers, or Debian's dockerd with private folders.
#
#   tests/support/docker_engine.sh start [FOLDER [DOCKERD OPTIONS…]]   says what to export, and how to go on
#   tests/support/docker_engine.sh stop FOLDER                         stops it, removes its folder
#
# Sourced, it defines:
#   find_engine                   the URL of an engine that answers here; fails where none does
#   may_start_engine              fails, with the reason on standard output, where none can be started
#   start_engine FOLDER [OPTIONS] starts one; its socket is FOLDER/docker.sock. Fails with the reason
#   run_dockerd, end_dockerd FOLDER  the two halves of a restart: containers and network stay
#   stop_engine FOLDER            stops it and removes whatever it made here, FOLDER included
#   sweep_engines                 those that a killed tests/run.sh left behind
#   provide_engine, withdraw_engine  for tests/run.sh
#
# The engine lives in a network namespace of its own, so that it touches neither this machine's
# firewall nor its routes, and never meets another engine. Its containers are reached from within
# that namespace only: whoever talks to them is run by nsenter --net=FOLDER/net.

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
  for program in dockerd curl ip setsid unshare nsenter; do
    command -v "$program" >/dev/null || { echo "$program is not installed"; return 1; }
  done
  grep -q . /proc/self/cgroup 2>/dev/null || { echo "there are no cgroups"; return 1; }
}

engine_pid() { cat "$1/pid" 2>/dev/null; }

# Its name in the file system keeps the namespace, through restarts of the engine.
make_network() {
  touch "$1/net" && unshare --net="$1/net" ip link set lo up 2>/dev/null
}

run_dockerd() {
  local folder=$1 name
  shift
  name=$(basename "$folder" | tr -c 'a-zA-Z0-9\n' -)
  # A session of its own: Ctrl+C on the terminal is not for it.
  nsenter --net="$folder/net" setsid dockerd --host "unix://$folder/docker.sock" --data-root "$folder/data" \
    --exec-root "$folder/exec" --pidfile "$folder/pid" \
    --containerd-namespace "$name" --containerd-plugins-namespace "$name-plugins" \
    "$@" >>"$folder/log" 2>&1 </dev/null &
  local started=$!
  for _ in $(seq 600); do
    engine_answers "$folder/docker.sock" && return
    kill -0 $started 2>/dev/null || kill -0 "$(engine_pid "$folder")" 2>/dev/null || break
    sleep 0.1
  done
  return 1
}

start_engine() {
  local folder=$1
  mkdir -p "$folder" || return 1
  make_network "$folder" ||
    { echo "no network namespace can be made here"; stop_engine "$folder"; return 1; }
  run_dockerd "$@" && return
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

end_dockerd() { end_process "$(engine_pid "$1")"; }

# Containers go through the engine: it would leave their processes behind.
empty_engine() {
  local socket=$1/docker.sock id
  for id in $(engine_says "$socket" 'containers/json?all=1' | grep -o '"Id":"[0-9a-f]\{64\}' | cut -c7-); do
    curl -s --max-time 20 --unix-socket "$socket" -X DELETE "http://engine/containers/$id?force=1&v=1"
  done
}

stop_engine() {
  local folder=$1
  engine_answers "$folder/docker.sock" && empty_engine "$folder"
  end_dockerd "$folder"
  end_process "$(cat "$folder/exec/containerd/containerd.pid" 2>/dev/null)"
  grep -F " $folder/" /proc/self/mounts | cut -d' ' -f2 | sort -r | xargs -r umount -l 2>/dev/null ||
    true
  rm -rf --one-file-system "$folder"
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
# Where it starts an engine, the caller must withdraw it. in_engine_network goes before each command
# that talks to containers.
engine_folder=
in_engine_network=()
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
    in_engine_network=(nsenter --net="$engine_folder/net")
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
      folder=$(realpath "$folder")
      echo "export HOPLENS_TEST_DOCKER=unix://$folder/docker.sock"
      echo "# Its containers are reached from its own network: nsenter --net=$folder/net ctest --preset release"
      ;;
    stop) [ -f "$folder/pid" ] && stop_engine "$(realpath "$folder")" || { echo "No engine in: $folder" >&2; exit 1; } ;;
    *) sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
fi
