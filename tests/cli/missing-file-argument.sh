# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A subcommand without its file is wrong usage.
exits 2 "$HOPLENS" validate
says err "FILE is required"
says err "hoplens validate --help"
