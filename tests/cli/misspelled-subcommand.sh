# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A misspelled subcommand is told as one, whatever stands behind it.
pipeline p.json a
for words in "vaildate" "vaildate p.json" "vaildate p.json --json"; do
  # shellcheck disable=SC2086
  exits 2 "$HOPLENS" $words
  says err "There is no file and no subcommand vaildate"
  says err "Did you mean hoplens validate?"
done
