# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# --version says name and number.
exits 0 "$HOPLENS" --version
grep -qE "^hoplens [0-9]+\.[0-9]+\.[0-9]+$" out
silent err
