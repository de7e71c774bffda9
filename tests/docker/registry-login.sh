# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# Images are pulled from a registry that asks for a login: by the password in the Docker configuration,
# by a credential helper; without one, and with a wrong one, it is said what to do.
needs_stage
needs docker-registry
password=se5ret
if command -v htpasswd >/dev/null; then
  htpasswd -Bbn somebody $password >users
else
  python3 -W ignore -c 'import crypt, sys
print("somebody:" + crypt.crypt(sys.argv[1], crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16)))' $password >users ||
    skip "neither htpasswd nor Python's crypt is there"
fi
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >registry.yml <<END
version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: $work/registry } }
http: { addr: 127.0.0.1:$port }
auth: { htpasswd: { realm: test, path: $work/users } }
END
docker-registry serve registry.yml >registry.log 2>&1 &
registry=$!
also_cleanup() { kill $registry 2>/dev/null; api DELETE "/images/$remote?force=1" >/dev/null 2>&1; }
where=127.0.0.1:$port remote=$where/wine/stage:1
until curl -s "http://$where/v2/" -o answer; do
  kill -0 $registry 2>/dev/null || { cat registry.log; fail "no registry"; }
  read -rt 0.05 <> <(:) || true
done

# Bytes that no other image has: they must really travel.
{ cat "$STAGE"; head -c 3000000 /dev/urandom; } >program
image far program "LABEL $bind_label=true" 'ENTRYPOINT ["/program"]' 'ENV DEMO_STAGE_ROLE=echo'
forget() { api DELETE "/images/$remote?force=1" >/dev/null; }
api POST "/images/$mine-far/tag?repo=$where/wine/stage&tag=1"
login=$(printf '{"username":"somebody","password":"%s","serveraddress":"%s"}' $password $where | base64 -w0 | tr '+/' '-_')
api POST "/images/$where/wine/stage/push?tag=1" -H "X-Registry-Auth: $login" >pushed
! grep -q errorDetail pushed || { cat pushed; fail "not pushed"; }
forget
api DELETE "/images/$mine-far?force=1" >/dev/null

containers p.json "a $remote" "b $remote"
mkdir -p "$DOCKER_CONFIG" bin
configure() { echo "$1" >"$DOCKER_CONFIG/config.json"; }
auth() { printf 'somebody:%s' "$1" | base64 -w0; }

configure '{}'
exits 3 "$HOPLENS" run p.json --json
says err "is not here and cannot be pulled"
says err "docker login $where"

configure "{ \"auths\": { \"$where\": { \"auth\": \"$(auth wrong)\" } } }"
exits 3 "$HOPLENS" run p.json --json
says err "is not here and cannot be pulled"
says err "docker login $where"
! grep -q "$(auth wrong)" out err || fail "the login is in what is said"

configure "{ \"auths\": { \"$where\": { \"auth\": \"$(auth $password)\" } } }"
exits 0 "$HOPLENS" run p.json --json
is out 'd["StatusCode"] == 200'
says err "pulling stage:1"
! grep -q $password out err || fail "the password is in what is said"

forget

cat >bin/docker-credential-hoplens-test <<END
#!/bin/sh
read -r server
[ "\$1 \$server" = "get $where" ] || { echo "asked: \$1 \$server" >&2; exit 1; }
echo '{ "ServerURL": "$where", "Username": "somebody", "Secret": "$password" }'
END
chmod +x bin/docker-credential-hoplens-test
configure "{ \"credHelpers\": { \"$where\": \"hoplens-test\" } }"
PATH=$work/bin:$PATH exits 0 "$HOPLENS" run p.json --json
is out 'd["StatusCode"] == 200'
nothing_left
