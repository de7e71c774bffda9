# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A closed standard stream is an error where it is needed, and nothing of ours takes its place.
needs_stage
pipeline p.json a
exits 2 timeout 20 "$HOPLENS" run p.json --input - <&-
says err "Cannot read the input standard input"
got=0
timeout 20 "$HOPLENS" run p.json >&- 2>err || got=$?
[ $got = 2 ] || fail "exit code $got with standard output closed"
says err "could not be written"
exits 0 timeout 20 "$HOPLENS" run p.json <&-
got=0
timeout 20 "$HOPLENS" run p.json >out 2>&- || got=$?
[ $got = 0 ] || fail "exit code $got with standard error closed"
says out "1,2,3"
