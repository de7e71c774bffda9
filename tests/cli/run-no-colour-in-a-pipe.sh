# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# What goes to a file or a pipe has no escape sequences.
needs_stage
pipeline p.json a
exits 0 "$HOPLENS" run p.json
! grep -q "$(printf "\033")" out err
