# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An unknown name in --skip lists the containers.
pipeline p.json prep model
exits 2 "$HOPLENS" run p.json --skip modell
says err "Did you mean model?"
