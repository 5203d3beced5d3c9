#!/usr/bin/env bash
# Paints the pairs with given weights, for judge.py: paint-pairs.sh PAIRS OUT NAME WEIGHTS "0.05 0.2" [setting=value...]
# PAIRS="5 6" in the environment paints those only.
set -euo pipefail
pairs=$1 out=$2 name=$3 weights=$4 contents=$5
shift 5
here="$(cd "$(dirname "$0")" && pwd)"
dotnet build -c Release -v q "$here/Painter"
mkdir -p "$out"
for pair in ${PAIRS:-1 2 3 4 5 6 7 8}; do
  for weight in $contents; do
    dotnet "$here/Painter/bin/Release/net10.0/painter.dll" "$weights" \
      "$pairs/content-$pair.png" "$pairs/style-$pair.png" "$out/$name-$pair-$weight.png" \
      size=256 min-size=181 iterations=60 "content-weight=$weight" "$@"
  done
done
