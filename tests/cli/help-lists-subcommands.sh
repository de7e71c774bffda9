# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --help lists every subcommand.
exits 0 "$HOPLENS" --help
for name in run validate export screenshot new completion; do says out "  $name "; done
