# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# EnableNetworkIsolation really isolates: a neighbour on another network, which a stage reaches without
# it, it does not reach with it; and hoplens reaches the stage all the same.
test_image
api POST "/containers/create?name=$mine-neighbour" -H 'Content-Type: application/json' \
  -d "{ \"Image\": \"$mine-test\", \"Cmd\": [\"--port\", \"4711\"] }" >/dev/null
trap 'api DELETE "/containers/$mine-neighbour?force=1"; cleanup; rm -rf "$work"' EXIT
api POST "/containers/$mine-neighbour/start"
api GET "/containers/$mine-neighbour/json" >neighbour.json
neighbour=$(json neighbour.json 'd["NetworkSettings"]["IPAddress"]'):4711
for isolated in false true; do
  in_model="\"EnableNetworkIsolation\": $isolated"
  containers p.json "a test \"Command\": [\"--connect\", \"$neighbour\", \"--exit\", \"5\"]"
  exits 3 "$HOPLENS" run p.json
  if [ $isolated = true ]; then
    ! grep -q 'Use a Docker Engine that runs on this machine itself' err || skip "this engine cannot isolate"
    says err "not connected"
  else
    grep -q "^ *connected" err || { cat err; fail "no way out even without isolation"; }
  fi
done
echo_image
containers p.json "a echo" "b echo"
exits 0 "$HOPLENS" run p.json --json
is out 'd["StatusCode"] == 200 and d["Findings"] == []'
nothing_left
