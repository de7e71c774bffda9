#!/usr/bin/env bash
# Builds the fuzzers and runs each of them for some seconds, as many at a time as there are processors.
#
#   tests/fuzz/run.sh [--seconds N] [--jobs N] [HARNESS…]
#
# Without --seconds the run is short and always the same: a fixed seed, at most 2 s a harness. With it each
# harness runs that long, and what it finds that leads somewhere new is kept in build/fuzz/found for the
# next run. An input that breaks something is in build/fuzz/broken; run the harness with it as its argument.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=
jobs=$(nproc)
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=$2; shift 2 ;;
    --jobs) jobs=$2; shift 2 ;;
    -*) echo "Unknown option $1" >&2; exit 2 ;;
    *) break ;;
  esac
done

if ! command -v clang++ >/dev/null; then
  echo "Skipped: clang is not installed (third_party/prepare.sh --tests brings it)"
  exit 0
fi
if ! echo 'extern "C" int LLVMFuzzerTestOneInput(const char*, unsigned long) { return 0; }' |
  clang++ -fsanitize=fuzzer,address -x c++ - -o /dev/null 2>/dev/null; then
  echo "Skipped: clang has no libFuzzer here (package libclang-rt-14-dev, or its like)"
  exit 0
fi

mkdir -p build
cmake --preset fuzz >build/configure.log || { cat build/configure.log >&2; exit 1; }
cmake --build --preset fuzz

rows=build/fuzz/fuzzers.txt
if [ $# -gt 0 ]; then
  printf '%s\n' "$@" >build/fuzz/chosen.txt
  awk 'NR == FNR { chosen[$1]; next } $1 in chosen' build/fuzz/chosen.txt "$rows" >build/fuzz/rows.txt
  if [ "$(wc -l <build/fuzz/rows.txt)" -ne "$(sort -u build/fuzz/chosen.txt | wc -l)" ]; then
    echo "There is no such harness among: $*. There are: $(cut -d ' ' -f 1 "$rows" | paste -s -d ' ')" >&2
    exit 2
  fi
  rows=build/fuzz/rows.txt
fi

one() {  # name most words seeds
  local name=$1 found=build/fuzz/found/$1 log=build/fuzz/logs/$1.log
  local options=(-max_len="$2" -timeout=20 -rss_limit_mb=1024 -detect_leaks=1 -print_final_stats=1
    -artifact_prefix="build/fuzz/broken/$name-")
  local seeds=(tests/fuzz/corpus/"$name")
  mkdir -p "$found" build/fuzz/broken build/fuzz/logs
  [ "$3" = - ] || options+=(-dict=tests/fuzz/words/"$3".dict)
  [ "$4" = - ] || seeds+=("$4")
  if [ -n "$HOPLENS_FUZZ_SECONDS" ]; then
    options+=(-max_total_time="$HOPLENS_FUZZ_SECONDS")
    seeds=("$found" "${seeds[@]}")
  else
    # New inputs go to a folder that begins empty: each run is as the one before.
    rm -rf "$found.short" && mkdir -p "$found.short"
    options+=(-seed=1 -runs=20000 -max_total_time=2)
    seeds=("$found.short" "${seeds[@]}")
  fi
  if build/fuzz/tests/fuzz_"$name" "${options[@]}" "${seeds[@]}" >"$log" 2>&1; then
    awk -v name="$name" '/number_of_executed_units/ { runs = $2 } /average_exec_per_sec/ { speed = $2 }
      END { printf "  %-20s %9d inputs, %6d a second\n", name, runs, speed }' "$log"
  else
    echo "  $name BROKE; its words:"
    grep -vE '^(#[0-9]|INFO:|\t?NEW_FUNC)' "$log" | tail -60
    return 1
  fi
}
export -f one
export HOPLENS_FUZZ_SECONDS=$seconds
xargs -a "$rows" -L 1 -P "$jobs" bash -c 'one "$@"' one ||
  { echo "Inputs that break something are in build/fuzz/broken" >&2; exit 1; }
