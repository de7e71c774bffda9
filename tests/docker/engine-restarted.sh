# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The engine is restarted in the middle of an invocation: the client gets the 424 that SageMaker would
# give, the stages are shown as ended, the next launch works, and removes what could not be removed
# while there was no engine.
own_engine --shutdown-timeout 2
echo_image
containers p.json "a echo" "b echo $(faults hang,ignore-term)"
inside "$HOPLENS" run p.json --json >out 2>err &
pid=$!
wait_for err "a ready in" $pid
wait_for err "b ready in" $pid
until api GET "/containers/$(container_of a)/logs?stdout=1" --output - | grep -qa POST; do  # answered by a, so b is asked
  kill -0 $pid || fail "it did not wait for the answer"
  read -rt 0.05 <> <(:) || true
done
end_dockerd "$engine"
run_dockerd "$engine" --shutdown-timeout 2 || { tail -5 "$engine/log" >&2; fail "the engine does not come back"; }
ends_with 1 $pid
is out 'd["StatusCode"] == 424 and [h["Error"] is None for h in d["Hops"]] == [True, False]'
is out 'd["Hops"][1]["Error"]["Kind"] in ("closed", "connect")'
is out '"Received server error (0) from b with message" in d["Response"]["Body"]'
found out stage-exited error b

containers p.json "a echo" "b echo"
exits 0 inside "$HOPLENS" run p.json
nothing_left
