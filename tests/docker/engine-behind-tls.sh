# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# An engine on 127.0.0.1 that asks for certificates: with ours the pipeline runs; without them, with a
# stranger's, and where the engine is not who it should be, it is refused in words.
needs openssl
mkdir ours strangers server
authority() {  # FOLDER
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" -keyout "$1/ca-key.pem" -out "$1/ca.pem" 2>/dev/null
}
certificate() {  # FOLDER AUTHORITY NAME EXTENSIONS
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$3" -keyout "$1/key.pem" -out request.pem 2>/dev/null
  openssl x509 -req -in request.pem -CA "$2/ca.pem" -CAkey "$2/ca-key.pem" -CAcreateserial -days 2 \
    -extfile <(echo "$4") -out "$1/cert.pem" 2>/dev/null
}
authority ours
authority strangers
certificate server ours 127.0.0.1 $'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth'
certificate ours ours somebody extendedKeyUsage=clientAuth
certificate strangers strangers stranger extendedKeyUsage=clientAuth

own_engine --host tcp://127.0.0.1:2376 --tlsverify --tlscacert "$work/ours/ca.pem" \
  --tlscert "$work/server/cert.pem" --tlskey "$work/server/key.pem"
echo_image
mkdir model
containers p.json "a echo \"ModelData\": \"$work/model\"" "b echo"
export DOCKER_HOST=tcp://127.0.0.1:2376
tls() { exits "$1" inside env DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH="$work/$2" "$HOPLENS" run p.json --json; }

tls 0 ours
is out 'd["StatusCode"] == 200 and d["Response"]["Body"] == "1,2,3\n" and d["Findings"] == []'
tls 3 strangers
says err "127.0.0.1:2376"
says err "certificate"
cp strangers/ca.pem ours/ca.pem
tls 3 ours
says err "certificate"
exits 3 inside "$HOPLENS" run p.json
says err "127.0.0.1:2376"
says err "asks for TLS"
says err "DOCKER_TLS_VERIFY"
nothing_left
