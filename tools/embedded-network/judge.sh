#!/usr/bin/env bash
# Paints the pairs with the random network that was here before and with given weights, has the judge measure both, and
# puts them side by side: ./tools/embedded-network/judge.sh WEIGHTS.safetensors [FOLDER] ["PAIRS"] ["CONTENT WEIGHTS"]
# FOLDER is one that reproduce.sh made. Where it has other weights, trial.safetensors, they are measured as well.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
weights=$1
work="${2:-/tmp/embedded-network}"
export PAIRS="${3:-1 2 3 4 5 6 7 8}"
contents="${4:-0.05 0.1 0.2}"
python="${PYTHON:-python3}"
export OMP_NUM_THREADS=1

rm -rf "$work/painted" # made with other weights, perhaps
"$python" "$here/random_network.py" "$work/random.safetensors"
paint() { "$here/paint-pairs.sh" "$work/pairs" "$work/painted" "$@"; }
paint trained "$weights" "$contents"
# As it painted when it was shipped; and with the start that the trained network has.
before=(tv-weight=4 content-layers=relu2_2=1,relu3_2=1 margin=0)
paint random "$work/random.safetensors" "0.05 0.4" "${before[@]}" init=content
paint recolored "$work/random.safetensors" "0.05 0.4" "${before[@]}" init=recolored
columns=(random-{}-0.05.png="random network")
names="random recolored"
if [ -f "$work/trial.safetensors" ]; then
  paint trial "$work/trial.safetensors" "$contents"
  names="$names trial"
  columns+=(trial-{}-0.05.png="trial")
fi
for name in $names; do
  "$python" "$here/judge.py" "$work/runs/judge.pt" "$work/pairs" "$work/painted" --data "$work/world2" \
    --names "$name,trained" | tee "$work/judged-$name.txt"
done
"$python" "$here/sheet.py" "$work/pairs" "$work/painted" "$work/sheet.jpg" "${columns[@]}" \
  trained-{}-0.05.png="this network"
