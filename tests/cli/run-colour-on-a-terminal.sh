# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A terminal gets colours, and none with NO_COLOR.
needs_stage
needs script
pipeline p.json a
TERM=xterm script -qec "$HOPLENS run p.json" coloured >/dev/null
grep -q "$(printf "\033\[32m")" coloured
NO_COLOR=1 TERM=xterm script -qec "$HOPLENS run p.json" plain >/dev/null
! grep -q "$(printf "\033\[32m")" plain
