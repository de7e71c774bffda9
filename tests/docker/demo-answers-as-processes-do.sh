# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# The demo as three containers gives byte for byte what it gives as three processes, for every saved
# request: what the client gets, and what crossed between the stages.
needs_stage
image demo "$STAGE" "LABEL $bind_label=true" 'ENTRYPOINT ["/program"]'
cp -r "$SAMPLES/demo" .
python3 - demo/demo.pipeline.json "$mine-demo" >demo/docker.pipeline.json <<'END'
import json, sys
document = json.load(open(sys.argv[1]))
for stage in document["Local"]["Stages"].values():
    stage.pop("Command")
    stage.update(Runtime="docker", Image=sys.argv[2])
json.dump(document, sys.stdout)
END
json demo/demo.pipeline.json '"\n".join(r["Name"] for r in d["Requests"])' >names
[ "$(wc -l <names)" -ge 5 ]
while read -r name; do
  for runtime in demo docker; do
    "$HOPLENS" run "demo/$runtime.pipeline.json" --request "$name" --json >$runtime.json 2>err || [ $? = 1 ] ||
      { cat err >&2; fail "$name as $runtime"; }
    json $runtime.json '"\n".join(map(repr, [d["StatusCode"], d["Response"]] + [[h["Response"], h["Request"]["Body"]]
      for h in d["Hops"]] + [[f["Id"], f["Message"]] for f in d["Findings"]]))' | sed 's/RequestId., .[^]]*//' >$runtime.answers
  done
  is docker.json 'all(h["Runtime"] == "docker" for h in d["Hops"])'
  diff demo.answers docker.answers || fail "$name: containers answer differently"
done <names
nothing_left
