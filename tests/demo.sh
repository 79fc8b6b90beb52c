#!/usr/bin/env bash
# What `make demo` shows: the example seasons made, and where they lie.
set -euo pipefail
cd "$(dirname "$0")/.."
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
ru*)
	made="Сезон examples/chita сделан. Его файлы:" size=КиБ
	language="Язык шаблонов на одном примере, examples/language: шаблон и то, что из него вышло:"
	mentors="Имена, должности и суммы в нужных падежах, examples/mentors: приказ и ведомость склонений к нему:"
	next="То же из своих данных: скопируйте папку examples/chita, впишите своё в её таблицы и выполните"
	folder=ВАША-ПАПКА
	;;
*)
	made="The season examples/chita is made. Its files:" size=KiB
	language="The template language by example, examples/language: the template and what came of it:"
	mentors="Names, positions and sums in the right case, examples/mentors: the order, and the sheet of its declensions:"
	next="The same with your own data: copy the folder examples/chita, put your own words into its tables, and run"
	folder=YOUR-FOLDER
	;;
esac
list() {
	find "$@" -type f ! -name manifest.json -printf "  %p  (%k $size)\n" | sort
}
for season in chita language mentors; do
	build/prikaz make "examples/$season" -o "build/demo/$season" --force -q
done
echo
echo "$made"
list build/demo/chita
echo
echo "$language"
list examples/language/templates -name 'language.*'
list build/demo/language
echo
echo "$mentors"
list build/demo/mentors
echo
echo "$next"
echo "  build/prikaz make $folder"
