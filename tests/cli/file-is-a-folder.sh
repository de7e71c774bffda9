# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A folder is no pipeline file.
mkdir folder
exits 2 "$HOPLENS" validate folder
says err "folder"
