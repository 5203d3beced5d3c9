#!/usr/bin/env bash
# Makes the embedded network again, from nothing but this folder: ./tools/embedded-network/reproduce.sh [FOLDER].
# Needs Python 3 with PyTorch, NumPy and Pillow; about three quarters of an hour on two cores to themselves.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
work="${1:-/tmp/embedded-network}"
python="${PYTHON:-python3}"
export OMP_NUM_THREADS=1

# The pictures: world 1 for the network, world 2 for the judge, which shares no family with it.
"$python" "$here/make_pictures.py" "$work/world1" --world 1 --count 18000
"$python" "$here/make_pictures.py" "$work/world2" --world 2 --count 6000 --scenes 121 --media 60

"$python" "$here/train.py" shipped --data "$work/world1" --out "$work/runs"
"$python" "$here/train.py" judge --data "$work/world2" --out "$work/runs"
"$python" "$here/export.py" "$work/runs/shipped.pt" "$work/embedded-network.safetensors" --data "$work/world1"
"$python" "$here/pairs.py" "$work/pairs"
echo "The weights: $work/embedded-network.safetensors"

# How it paints, beside other weights, and what the judge says (docs/embedded-network.md):
#   paint-pairs.sh $work/pairs $work/painted trained $work/embedded-network.safetensors "0.05 0.2"
#   paint-pairs.sh $work/pairs $work/painted random RANDOM.safetensors "0.05 0.4" \
#     tv-weight=4 content-layers=relu2_2=1,relu3_2=1
#   judge.py $work/runs/judge.pt $work/pairs $work/painted --data $work/world2
