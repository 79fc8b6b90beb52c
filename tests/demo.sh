#!/usr/bin/env bash
# What `make demo` shows: a whole example season made, and where it lies.
set -euo pipefail
cd "$(dirname "$0")/.."
out=build/demo/chita
build/prikaz make examples/chita -o "$out" --force -q
echo
echo "The season examples/chita is made. Its files:"
find "$out" -type f ! -name manifest.json -printf '  %p  (%k KiB)\n' | sort
echo
echo "The same with your own data: copy the folder, put your own words into its tables, and run"
echo "  build/prikaz make YOUR-FOLDER"
