# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# kill -9 of hoplens leaves containers and a network; the next hoplens removes them, and touches
# neither those of a second living one nor a stranger's.
echo_image
api POST "/containers/create?name=$mine-stranger" -H 'Content-Type: application/json' \
  -d "{ \"Image\": \"$mine-echo\", \"Cmd\": [\"serve\"] }" >/dev/null
api POST "/containers/$mine-stranger/start"
trap 'api DELETE "/containers/$mine-stranger?force=1"; cleanup; rm -rf "$work"' EXIT

in_model='"EnableNetworkIsolation": true' in_local='"Switches": { "PortBinding": "strict" }'
containers p.json "a echo $(faults delay=60000)" "b echo"
hanging_run p.json a b
killed=$pid
dead=$(containers_of) dead_networks=$(networks_of)
[ "$(wc -w <<<"$dead")" = 3 ] || fail "two stages and their namespace's owner, not: $dead"
[ -n "$dead_networks" ]
in_model= in_local=
containers q.json "c echo $(faults delay=60000)"
hanging_run q.json c
second=$pid
living=$(container_of c)

kill -KILL $killed
wait $killed 2>/dev/null || true
containers r.json "d echo"
exits 0 "$HOPLENS" run r.json
until [ "$(containers_of)" = "$living" ]; do
  kill -0 $second || fail "the second hoplens is gone"
  read -rt 0.05 <> <(:) || true
done
[ -z "$(networks_of)" ] || fail "the network was left"
api GET "/containers/$mine-stranger/json" >stranger.json
is stranger.json 'd["State"]["Running"]'
kill -INT $second
ends_with 130 $second
nothing_left
