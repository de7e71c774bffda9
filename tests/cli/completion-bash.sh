# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The bash script completes subcommands, options and option values.
exits 0 "$HOPLENS" completion bash
cat >try.bash <<"EOF"
. ./out
complete_line() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hoplens; echo "${COMPREPLY[*]}"; }
[ "$(complete_line hoplens val)" = validate ]
[ "$(complete_line hoplens run --req)" = --request ]
[ "$(complete_line hoplens screenshot p.json --theme l)" = light ]
[ "$(complete_line hoplens export p.json --to cr)" = createmodel ]
[ "$(complete_line hoplens completion f)" = fish ]
EOF
bash -eu try.bash
