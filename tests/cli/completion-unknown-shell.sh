# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An unknown shell lists those that there are.
exits 2 "$HOPLENS" completion tcsh
says err "bash, zsh and fish"
