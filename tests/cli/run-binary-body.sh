# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# A body that is not text arrives byte for byte.
needs_stage
needs python3
pipeline p.json a b
head -c 5000 /dev/urandom >body.bin
exits 0 "$HOPLENS" run p.json --input body.bin --content-type application/octet-stream
tail -c 5000 out | cmp - body.bin
exits 0 "$HOPLENS" run p.json --input body.bin --content-type application/octet-stream --json
python3 - <<EOF
import base64, json
hop = json.load(open("out"))["Hops"][0]
assert base64.b64decode(hop["Response"]["BodyBase64"]) == open("body.bin", "rb").read()
assert "Body" not in hop["Response"]
EOF
