# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A result that cannot be written is an error and not silence.
needs_stage
[ -e /dev/full ] || skip "there is no /dev/full"
pipeline p.json a
got=0
"$HOPLENS" run p.json >/dev/full 2>err || got=$?
[ $got = 2 ]
says err "could not be written"
