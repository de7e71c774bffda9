# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The demo in containers answers byte for byte what it answers as processes.
needs_stage
[ -n "${HOPLENS_TEST_DOCKER:-}" ] || skip "HOPLENS_TEST_DOCKER names no Docker Engine"
if command -v ldd >/dev/null && ldd "$STAGE" >/dev/null 2>&1; then
  skip "hoplens-demo-stage is not a static program in this build"
fi
export DOCKER_HOST=$HOPLENS_TEST_DOCKER XDG_CACHE_HOME=$work/cache
exits 0 "$HOPLENS" run "$SAMPLES/demo/demo.pipeline.json"
tail -n 1 out >processes
exits 0 "$HOPLENS" run "$SAMPLES/demo/demo.pipeline.json" --docker
tail -n 1 out >containers
cmp processes containers || fail "containers answer otherwise than processes"
says err "(DOCKER_HOST)"
says err "(container "
says cache/hoplens/demo-image/Dockerfile "FROM scratch"
exits 0 "$HOPLENS" run "$SAMPLES/demo/demo.pipeline.json" --docker --json
says out '"Runtime": "docker"'
