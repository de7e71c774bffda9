# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A misspelled subcommand names the nearest one.
exits 2 "$HOPLENS" validte
says err "There is no file and no subcommand validte"
says err "Did you mean hoplens validate?"
