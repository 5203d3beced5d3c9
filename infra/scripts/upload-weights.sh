#!/bin/sh
# azd's post-provision hook: fetches VGG-19's weights from torchvision's home, checks them, and puts them into the
# deployment's storage as whoever azd is signed in as. Does nothing where they are already.
# Needs azd, curl, and sha256sum or shasum.
set -eu

name=vgg19-dcbb9e9d.pth
address=https://download.pytorch.org/models/$name
length=574673361
hash=dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44

fail() {
  echo "upload-weights: $*" >&2
  exit 1
}

if [ -z "${AZURE_STORAGE_BLOB_ENDPOINT:-}" ] || [ -z "${WEIGHTS_CONTAINER:-}" ]; then
  fail "no AZURE_STORAGE_BLOB_ENDPOINT and WEIGHTS_CONTAINER; run 'azd provision', or 'azd hooks run postprovision'."
fi
blob=${AZURE_STORAGE_BLOB_ENDPOINT%/}/$WEIGHTS_CONTAINER/$name

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A request to the storage by identity; prints the status, leaves headers and body in $work. The token goes through
# standard input, out of sight of other processes.
storage() {
  token=$(azd auth token --scope https://storage.azure.com/.default --output json |
    sed -n 's/.*"token": *"\([^"]*\)".*/\1/p')
  [ -n "$token" ] || fail "azd gave no token for the storage; 'azd auth login' first."
  printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --config - --silent --show-error --output "$work/body" --dump-header "$work/headers" \
      --write-out '%{http_code}' --header 'x-ms-version: 2021-12-02' \
      --header "x-ms-date: $(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')" "$@" "$blob"
}

# Until a role granted a moment ago is known everywhere, answers are 403: up to ten minutes.
patiently() {
  attempt=1
  status=$(storage "$@")
  while [ "$status" = 403 ] && [ $attempt -lt 40 ]; do
    [ $attempt -gt 1 ] || echo "The right to write to the storage is not there yet; waiting." >&2
    sleep "${RETRY_SECONDS:-15}"
    attempt=$((attempt + 1))
    status=$(storage "$@")
  done
}

header() {
  tr -d '\r' <"$work/headers" | tr '[:upper:]' '[:lower:]' | sed -n "s/^$1: //p" | tail -n 1
}

length_of() {
  if [ -f "$1" ]; then wc -c <"$1" | tr -d ' '; else echo 0; fi
}

hash_of() {
  if command -v sha256sum >/dev/null; then
    sha256sum "$1"
  else
    shasum -a 256 "$1"
  fi | cut -d ' ' -f 1
}

patiently --head
case $status in
  200)
    if [ "$(header content-length)" = $length ] && [ "$(header x-ms-meta-sha256)" = $hash ]; then
      echo "$name is in $WEIGHTS_CONTAINER."
      exit 0
    fi
    ;;
  404) ;;
  *) fail "the storage answers $status to a look at $blob." ;;
esac

# The command line's cache, so that neither fetches what the other has.
if [ -n "${STYLEFUNCTIONS_CACHE:-}" ]; then
  cache=$STYLEFUNCTIONS_CACHE/weights
elif [ "$(uname)" = Darwin ]; then
  cache=$HOME/Library/Caches/stylefunctions/weights
else
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/stylefunctions/weights
fi
mkdir -p "$cache"
file=$cache/$name

if [ ! -f "$file" ] || [ "$(hash_of "$file")" != $hash ]; then
  if [ "$(length_of "$file.fetched")" != $length ]; then
    echo "Fetching $address"
    curl --fail --location --retry 5 --continue-at - --progress-bar --output "$file.fetched" "$address" ||
      fail "$address could not be fetched; what has arrived is kept, and the next run fetches the rest."
  fi
  if [ "$(length_of "$file.fetched")" != $length ] || [ "$(hash_of "$file.fetched")" != $hash ]; then
    rm -f "$file.fetched"
    fail "what came from $address is not $name ($length bytes, SHA-256 $hash); it is gone, nothing was uploaded."
  fi
  mv "$file.fetched" "$file"
fi

echo "Uploading $name to $blob"
patiently --upload-file "$file" --header 'x-ms-blob-type: BlockBlob' --header "x-ms-meta-sha256: $hash" \
  --header 'Content-Type: application/octet-stream'
[ "$status" = 201 ] || fail "the storage answers $status to the upload: $(tr -d '\r\n' <"$work/body" | cut -c 1-300)"
echo "$name is in $WEIGHTS_CONTAINER."
