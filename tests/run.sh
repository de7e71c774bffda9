#!/usr/bin/env bash
# Gets every dependency, builds and runs all tests, then the engine's tests under the sanitizers.
# Arguments go to ctest: tests/run.sh -R codec. Tests that cannot run here are listed as skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build

third_party/prepare.sh --tests

build() {  # preset target…
  local preset=$1
  shift
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >build/configure.log ||
    { cat build/configure.log >&2; exit 1; }
  cmake --build --preset "$preset" ${1:+--target "$@"}
}

echo "== Building"
build release
echo "== All tests"
ctest --preset release -j "$(nproc)" "$@"

# The engine once more, watched by the sanitizers.
for preset in asan tsan; do
  echo "== Engine tests under $preset"
  build "$preset" engine_tests
  ctest --preset "$preset" -L 'pure|processes' -j "$(nproc)" "$@"
done
