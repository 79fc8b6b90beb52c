#!/usr/bin/env bash
# What `make demo` shows: the example seasons made, and where they lie.
set -euo pipefail
cd "$(dirname "$0")/.."
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
ru*)
	made="Сезон колледжа, examples/college: все документы программы наставничества из одной книги season.ods. Файлы PDF:" size=КиБ
	and="Файлов DOCX и ODT, чтобы поправить:"
	chita="Настоящий приказ с дорожной картой, examples/chita:"
	language="Язык шаблонов на одном примере, examples/language: шаблон и то, что из него вышло:"
	mentors="Имена, должности и суммы в нужных падежах, examples/mentors: приказ и ведомость склонений к нему:"
	next="То же из своих данных: положите себе копию сезона, впишите своё в её книгу season.ods и выполните make"
	folder=ВАША-ПАПКА
	;;
*)
	made="A college's season, examples/college: all papers of the programme out of one workbook, season.ods. PDF files:" size=KiB
	and="DOCX and ODT files, to be edited:"
	chita="A real order with its roadmap, examples/chita:"
	language="The template language by example, examples/language: the template and what came of it:"
	mentors="Names, positions and sums in the right case, examples/mentors: the order, and the sheet of its declensions:"
	next="The same with your own data: lay down a copy of the season, put your own words into its workbook season.ods, and make it"
	folder=YOUR-FOLDER
	;;
esac
list() {
	find "$@" -type f ! -name manifest.json -printf "  %p  (%k $size)\n" | sort
}
for season in college chita language mentors; do
	build/prikaz make "examples/$season" -o "build/demo/$season" --force -q
done
echo
echo "$made"
list build/demo/college -name '*.pdf'
echo "$and $(list build/demo/college ! -name '*.pdf' | wc -l)"
for season in chita language mentors; do
	echo
	echo "${!season}"
	[ "$season" != language ] || list examples/language/templates -name 'language.*'
	list "build/demo/$season"
done
echo
echo "$next"
echo "  build/prikaz init $folder"
echo "  build/prikaz make $folder"
