# shellcheck shell=bash source=common.inc
. "$(dirname "$0")/common.inc"
# env prints lines that a shell takes, and leaves keys alone that are set.
unset AWS_ENDPOINT_URL_SAGEMAKER AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME AWS_REGION AWS_ACCESS_KEY_ID
exits 0 "$HOPLENS" env --shell posix --url http://127.0.0.1:9999
silent err
(
  export AWS_ACCESS_KEY_ID=mine
  eval "$(cat out)"
  [ "$AWS_ENDPOINT_URL_SAGEMAKER" = http://127.0.0.1:9999 ]
  [ "$AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME" = http://127.0.0.1:9999 ]
  [ "$AWS_ACCESS_KEY_ID" = mine ]
)
exits 0 "$HOPLENS" env --shell boto3
says out http://127.0.0.1:8089
exits 0 "$HOPLENS" env --shell posix
mv out posix
exits 0 "$HOPLENS" env --shell bash
cmp out posix
exits 2 "$HOPLENS" env --url 8089
silent out
says err "http://127.0.0.1:8089"
exits 2 "$HOPLENS" env --shell tcsh
silent out
says err tcsh
