# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Every subcommand prints help with examples, on standard output, even where FILE is missing.
for name in run validate export screenshot new completion; do
  exits 0 "$HOPLENS" "$name" --help
  says out "Usage: hoplens $name"
  says out "Examples:"
  silent err
done
