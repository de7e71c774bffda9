#!/usr/bin/env bash
# The SageMaker address of a real window: boto3, unchanged, creates a model and an endpoint in it and
# invokes both that and the open pipeline; the screen shows who called, and the refusals.
# usage: address_test.sh HOPLENS SAMPLES CLIENTS   (exit code 4: cannot run here)
set -euo pipefail
. "$(dirname "$0")/common.inc"
hoplens=$1 samples=$2 clients=$3
command -v xclip >/dev/null || { echo "skipped: xclip is not installed"; exit 4; }
python=$clients/python/usr/lib/python3/dist-packages
[ -d "$python/boto3" ] || { echo "skipped: boto3 is not there; third_party/prepare.sh --tests"; exit 4; }

export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache
mkdir -p "$HOME" "$XDG_CONFIG_HOME/hoplens"
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
echo "{ \"Address\": { \"Port\": $port } }" >"$XDG_CONFIG_HOME/hoplens/settings.json"
cp -r "$samples/demo" "$work/demo"
/usr/bin/python3 - "$work/demo/demo.pipeline.json" <<'PY'
import json, sys
document = json.load(open(sys.argv[1]))
document["Local"]["Images"] = {"*/echo:*": {"Runtime": "process", "Command": ["hoplens-demo-stage", "serve"]}}
json.dump(document, open(sys.argv[1], "w"))
PY

start_display 1440x900
"$hoplens" "$work/demo/demo.pipeline.json" >"$work/out" 2>&1 &
pid=$!
started+=("$pid")
screen() {
  printf '' | xclip -i -selection clipboard >/dev/null  # it stays, and would hold the pipe open
  xdotool key --clearmodifiers --delay 60 ctrl+shift+u
  timeout 2 xclip -o -selection clipboard 2>/dev/null
}
shows() { screen | grep -qF "$1"; }
wait_for "the window" xdotool search --onlyvisible --class hoplens >"$work/id"
wait_for "the address in the top bar" shows "127.0.0.1:$port/endpoints/wine-pipeline/invocations"

eval "$("$hoplens" env --shell posix --url "http://127.0.0.1:$port")"
PYTHONPATH=$python /usr/bin/python3 - "$work/demo/payloads/three.csv" <<'PY'
import sys, time
import boto3

sm, runtime = boto3.client("sagemaker"), boto3.client("sagemaker-runtime")
wine = open(sys.argv[1], "rb").read()
answer = runtime.invoke_endpoint(EndpointName="wine-pipeline", Body=wine, ContentType="text/csv", Accept="application/json")
assert b"Barolo" in answer["Body"].read()

image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/echo:1"
sm.create_model(ModelName="wired", ExecutionRoleArn="arn:aws:iam::123456789012:role/R",
                Containers=[{"ContainerHostname": name, "Image": image, "Environment": {"DEMO_STAGE_ROLE": "echo"}}
                            for name in ("first", "second")])
sm.create_endpoint_config(EndpointConfigName="wired", ProductionVariants=[
    {"VariantName": "AllTraffic", "ModelName": "wired", "InitialInstanceCount": 1, "InstanceType": "ml.m5.large"}])
sm.create_endpoint(EndpointName="wired-endpoint", EndpointConfigName="wired")
while sm.describe_endpoint(EndpointName="wired-endpoint")["EndpointStatus"] == "Creating":
    time.sleep(0.05)
answer = runtime.invoke_endpoint(EndpointName="wired-endpoint", Body=b"a,b\n", ContentType="text/csv")
assert answer["Body"].read() == b"a,b\n"
try:
    runtime.invoke_endpoint(EndpointName="Wine-Pipeline", Body=b"x")
except runtime.exceptions.ValidationError:
    pass
else:
    raise SystemExit("an endpoint that is not there answered")
PY

wait_for "the call of the open pipeline on the screen" shows "wine-pipeline/AllTraffic  Boto3/"
wait_for "the call of the endpoint that boto3 made" shows "wired-endpoint/AllTraffic  Boto3/"
wait_for "the refusal in words" shows "Endpoint Wine-Pipeline of account 000000000000 not found."
echo "three calls of boto3 are on the screen"

kill -TERM "$pid"
code=0
wait "$pid" || code=$?
[ "$code" = 143 ] || fail "it ended with $code, not with 143"
