# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# run --docker makes the demo's stages containers without a change to its file; without an engine the
# same command runs them as processes, and says why.
needs_stage
demo=$SAMPLES/demo/demo.pipeline.json
exits 0 "$HOPLENS" run "$demo" --json
json out 'd["Response"]["Body"]' >as-processes
exits 0 "$HOPLENS" run "$demo" --docker --json
is out 'all(h["Runtime"] == "docker" for h in d["Hops"]) and d["Findings"] == []'
json out 'd["Response"]["Body"]' >as-containers
diff as-processes as-containers
nothing_left
DOCKER_HOST=unix://$work/nowhere.sock exits 0 "$HOPLENS" run "$demo" --docker --json
is out 'all(h["Runtime"] == "process" for h in d["Hops"])'
says err "$work/nowhere.sock"
json out 'd["Response"]["Body"]' | diff as-processes -
