# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Two stages that both hard-code 8080 run under lenient, each in a namespace of its own, with two
# warnings.
echo_image
containers p.json "a echo $(faults port=8080)" "b echo $(faults port=8080)"
exits 0 "$HOPLENS" run p.json --json
is out 'd["StatusCode"] == 200 and d["Response"]["Body"] == "1,2,3\n"'
found out D02 warning a
found out D02 warning b
is out 'all(":8080/" in h["Url"] for h in d["Hops"])'
nothing_left
