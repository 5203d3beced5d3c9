#!/usr/bin/env bash
# Makes the README's pictures again, from the samples: ./docs/pictures/make.sh, some minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet build -c Release src/StyleFunctions.Cli
paint() {
  local name=$1
  shift
  dotnet src/StyleFunctions.Cli/bin/Release/net10.0/stylefunctions.dll run "$@" \
    --network embedded --jpeg-quality 88 -o "docs/pictures/$name.jpg"
}
small=(--size 320 --iterations 80)
harbour=samples/harbour.png
brushwork=samples/brushwork.png

paint harbour "$harbour" "$brushwork" --size 768
for style in brushwork mosaic woodcut watercolour; do
  paint "stilllife-$style" samples/stilllife.png "samples/$style.png" "${small[@]}"
done
paint content-low "$harbour" "$brushwork" "${small[@]}" --content-weight 0.02
paint content-default "$harbour" "$brushwork" "${small[@]}"
paint content-high "$harbour" "$brushwork" "${small[@]}" --content-weight 0.5
paint color-luminance "$harbour" "$brushwork" "${small[@]}" --preserve-color luminance
paint color-match "$harbour" "$brushwork" "${small[@]}" --preserve-color match
paint two-styles "$harbour" "$brushwork" samples/woodcut.png "${small[@]}"
