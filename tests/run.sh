#!/usr/bin/env bash
# Gets every dependency, builds and runs all tests, then the engine's tests under the sanitizers,
# then the fuzzers for a short time.
# Arguments go to ctest: tests/run.sh -R codec. Tests that cannot run here are listed as skipped.
# Before them may stand:
#   --with-python-image   adds the slow case: a real Python stage (its image takes two minutes)
#   --fuzz-seconds N      fuzzes each parser for N seconds, in place of the short run
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build

python_image=
fuzz_options=()
while [ $# -gt 0 ]; do
  case $1 in
    --with-python-image) python_image=1; shift ;;
    --fuzz-seconds)
      [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || { echo "--fuzz-seconds takes a number of seconds" >&2; exit 2; }
      fuzz_options=(--seconds "$2")
      shift 2 ;;
    *) break ;;
  esac
done

third_party/prepare.sh --tests
if [ -n "$python_image" ]; then
  export HOPLENS_TEST_PYTHON_ROOT=$PWD/build/python-root.tar
  tests/support/make_python_root.sh "$HOPLENS_TEST_PYTHON_ROOT"
fi

build() {  # preset target…
  local preset=$1
  shift
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >build/configure.log ||
    { cat build/configure.log >&2; exit 1; }
  cmake --build --preset "$preset" ${1:+--target "$@"}
}

run_tests() {  # preset ctest arguments…
  local preset=$1 status=0
  shift
  "${in_engine_network[@]}" ctest --preset "$preset" -j "$(nproc)" "$@" || status=$?
  awk -f tests/support/skip_reasons.awk "build/$preset/Testing/Temporary/LastTest.log"
  return "$status"
}

echo "== Building"
build release

. tests/support/docker_engine.sh
trap withdraw_engine EXIT
provide_engine

echo "== All tests"
run_tests release "$@"

# The engine once more, watched by the sanitizers; of the Docker tests those that need no program.
for preset in asan tsan; do
  echo "== Engine tests under $preset"
  build "$preset" engine_tests
  run_tests "$preset" -L 'pure|processes|docker$' "$@"
done

echo "== Fuzzing"
tests/fuzz/run.sh "${fuzz_options[@]}"
