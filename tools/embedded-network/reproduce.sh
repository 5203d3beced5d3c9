#!/usr/bin/env bash
# Makes the embedded network again, from nothing but this folder, paints with it and has it judged:
#   ./tools/embedded-network/reproduce.sh [FOLDER]
# Needs Python 3 with PyTorch, NumPy and Pillow, and .NET for painting; about an hour on two cores to themselves.
# REHEARSAL=1 goes through every step in a few minutes, with few pictures, steps and pairs, in a folder of its own: its
# weights are of no use.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
work="${1:-/tmp/embedded-network${REHEARSAL:+-rehearsal}}"
python="${PYTHON:-python3}"
export OMP_NUM_THREADS=1

many=18000 few=6000 steps=() judged=()
if [ -n "${REHEARSAL:-}" ]; then
  many=640 few=640 steps=(--steps 3) judged=("5" "0.05 0.2")
fi

# The pictures: world 1 for the network, world 2 for the judge, which shares no family with it.
"$python" "$here/make_pictures.py" "$work/world1" --world 1 --count "$many"
"$python" "$here/make_pictures.py" "$work/world2" --world 2 --count "$few" --scenes 121 --media 60

"$python" "$here/train.py" shipped --data "$work/world1" --out "$work/runs" "${steps[@]}"
"$python" "$here/train.py" judge --data "$work/world2" --out "$work/runs" "${steps[@]}"
"$python" "$here/curve.py" "$work/runs/shipped.csv" "$work/curve.png"
"$python" "$here/export.py" "$work/runs/shipped.pt" "$work/embedded-network.safetensors" --data "$work/world1"
echo "The weights: $work/embedded-network.safetensors"

# How it paints beside the random network, and what the judge says (docs/embedded-network.md).
"$python" "$here/pairs.py" "$work/pairs"
"$here/judge.sh" "$work/embedded-network.safetensors" "$work" "${judged[@]}"
