# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The zsh script is one that zsh can read.
exits 0 "$HOPLENS" completion zsh
says out "#compdef hoplens"
needs zsh
zsh -n out
