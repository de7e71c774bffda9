# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Every command of the README does what it says. One that should fail says so behind a "#".
needs_stage
root=$(dirname "$SAMPLES")
cp -r "$SAMPLES" assets
mkdir build
ln -s "$HOPLENS" "$STAGE" build/
commands=0
while IFS= read -r line; do
  expected=0
  [[ $line =~ exit\ code\ ([0-9]+) ]] && expected=${BASH_REMATCH[1]}
  command=${line%%#*}
  commands=$((commands + 1))
  # shellcheck disable=SC2086
  exits "$expected" $command
done < <(sed -n '/^```sh$/,/^```$/p' "$root/README.md" | grep '^build/')
[ "$commands" -ge 8 ] || fail "only $commands commands found in README.md"
