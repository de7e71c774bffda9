# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The fish script is one that fish can read.
exits 0 "$HOPLENS" completion fish
says out "complete -c hoplens"
needs fish
fish --no-execute out
