#!/usr/bin/env bash
# What `make demo` shows: a whole example season made, and where it lies.
set -euo pipefail
cd "$(dirname "$0")/.."
out=build/demo/chita
build/prikaz make examples/chita -o "$out" --force -q
echo
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
ru*)
	made="Сезон examples/chita сделан. Его файлы:" size=КиБ
	next="То же из своих данных: скопируйте папку examples/chita, впишите своё в её таблицы и выполните"
	folder=ВАША-ПАПКА
	;;
*)
	made="The season examples/chita is made. Its files:" size=KiB
	next="The same with your own data: copy the folder examples/chita, put your own words into its tables, and run"
	folder=YOUR-FOLDER
	;;
esac
echo "$made"
find "$out" -type f ! -name manifest.json -printf "  %p  (%k $size)\n" | sort
echo
echo "$next"
echo "  build/prikaz make $folder"
