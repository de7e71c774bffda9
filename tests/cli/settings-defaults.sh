# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Every limit and switch is shown with its value and its evidence; nothing is marked as changed.
exits 0 "$HOPLENS" settings
says out "BetweenContainersBytes"
says out "5,000,000 bytes"
says out "lenient | strict  CONFLICT contract 2.9"
! grep -q "(changed)" out || fail "a default is marked as changed"
silent err
