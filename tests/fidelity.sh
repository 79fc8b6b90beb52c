#!/usr/bin/env bash
# How close our PDF of each shipped template's merged example, and of ../shared/corpus where it is there,
# stands to LibreOffice's.  Prints figures; fails nothing (seasons.py holds the bounds).
set -euo pipefail
cd "$(dirname "$0")/.."
out=build/fidelity
rm -rf "$out"
mkdir -p "$out/ours" "$out/theirs"
build/prikaz make examples/chita -o "$out/chita" -q
for e in docx odt; do
	cp "$out"/chita/*."$e" "$out/order-$e.$e"
	build/prikaz pdf "$out/order-$e.$e" -o "$out/ours/order-$e.pdf" -q
done
soffice "-env:UserInstallation=file://$PWD/$out/profile" --headless --convert-to pdf --outdir "$out/theirs" "$out"/order-*.docx "$out"/order-*.odt >/dev/null
for e in docx odt; do
	tests/tools/places.py "$out/ours/order-$e.pdf" "$out/theirs/order-$e.pdf" --worst 5
done
[ -d ../shared/corpus ] || exit 0
mkdir -p "$out/corpus"
for file in ../shared/corpus/*.docx ../shared/corpus/*.odt; do
	name=$(basename "${file%.*}")
	build/prikaz pdf "$file" -o "$out/corpus/$name.pdf" -q 2>/dev/null || echo "$name: no PDF"
done
../shared/tools/pdf-fidelity --dir "$out/corpus" ../shared/corpus
