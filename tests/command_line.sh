#!/usr/bin/env bash
# What the shell sees of prikaz: help, exit statuses, standard input and output, languages.
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD
program=${PRIKAZ_TEST_PROGRAM:-$root/build/prikaz}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export LANG=C.UTF-8
unset LC_ALL LC_MESSAGES LANGUAGE
export SOURCE_DATE_EPOCH=1606694400

# check NAME COMMAND…: the command succeeds
check() {
	local name=$1
	shift
	if "$@" >said 2>&1; then echo "ok - command line: $name"; else echo "not ok - command line: $name"; sed 's/^/#   /' said; fi
}
exits() { # exits STATUS COMMAND…
	local wanted=$1 got
	shift
	"$@"
	got=$?
	[ "$got" -eq "$wanted" ] || { echo "exit $got instead of $wanted"; return 1; }
}
says() { # says TEXT COMMAND…: the text stands in what it prints
	local text=$1 out
	shift
	out=$("$@" 2>&1)
	grep -qF -- "$text" <<<"$out" || { echo "\"$text\" is not in: $out"; return 1; }
}
template() { python3 -c "
import sys; sys.path.insert(0, '$root/tests/tools'); import office
open(sys.argv[1], 'wb').write(office.make(sys.argv[2], sys.argv[1].rsplit('.', 1)[1]))" "$@"; }
text_of() { python3 -c "
import sys; sys.path.insert(0, '$root/tests/tools'); import office
print('\n'.join(office.text_of(sys.argv[1])))" "$1"; }

template letter.docx 'Приказ № {{номер}} от {{дата | дата: полно}}'
template letter.odt 'Приказ № {{номер}} от {{дата | дата: полно}}'
template list.docx '{{фамилия}}'
echo '{"номер": 7, "дата": "2020-11-30"}' >data.json
printf 'Код;Фамилия\n1;Иванов\n2;Петров\n' >люди.csv

check "--version" says "prikaz 0" "$program" --version
check "--help names the commands" says "merge" "$program" --help
for command in make merge pdf check fields decline init verify; do
	check "$command --help" exits 0 "$program" $command --help
done
for command in "verify folder"; do
	# shellcheck disable=SC2086 # words
	check "${command%% *} comes later: exit 3" exits 3 "$program" $command
done
check "no command: exit 3" exits 3 "$program"
check "unknown command: exit 3" exits 3 "$program" bake
check "unknown option: exit 3" exits 3 "$program" merge letter.docx --bake
check "help is Russian when LANG is" env LANG=ru_RU.UTF-8 bash -c "'$program' --help | grep -q 'шаблон'"
check "LC_ALL goes before LANG" env LC_ALL=C LANG=ru_RU.UTF-8 bash -c "! '$program' --help | grep -q 'шаблон'"

check "merge to a file" bash -c "'$program' merge letter.docx -d data.json -o out.docx"
check "the value is there" says "Приказ № 7 от 30 ноября 2020 года" text_of out.docx
check "merge to standard output" bash -c "'$program' merge letter.odt -d data.json -o - >piped.odt && unzip -tq piped.odt"
check "data from standard input" bash -c "'$program' merge letter.docx -d - -o stdin.docx <data.json"
check "both are the same document" cmp out.docx stdin.docx
check "merge straight to PDF" bash -c "'$program' merge letter.docx -d data.json -o out.pdf && pdftotext out.pdf - | grep -q '30 ноября 2020 года'"
check "one document for each record, named by its fields" bash -c "'$program' merge list.docx -d люди.csv --each люди -o 'дела/{{Код}}-{{фамилия}}.docx' && ls дела/1-Иванов.docx дела/2-Петров.docx"
mkdir own && cp letter.docx own/
check "without -o never over the template" bash -c "cd own && before=\$(sha256sum letter.docx) && '$program' merge letter.docx -d ../data.json; [ \"\$before\" = \"\$(sha256sum letter.docx)\" ]"
check "pdf of several files into a folder" bash -c "'$program' pdf out.docx piped.odt -o pdfs/ && ls pdfs/out.pdf pdfs/piped.pdf"
check "fields lists what a template asks for" says "номер" "$program" fields letter.docx
check "fields --json is JSON" bash -c "'$program' fields letter.docx --json | python3 -m json.tool"
check "check finds nothing in a right template" exits 0 "$program" check letter.docx -d data.json
check "check finds an unknown field" exits 3 "$program" check list.docx -d data.json
for stage in program document pages; do
	check "--dump=$stage prints and writes nothing" bash -c "'$program' merge letter.docx -d data.json -o dump.docx --dump=$stage | grep -q . && ! test -e dump.docx"
done
check "--date sets today" bash -c "$(declare -f template); root='$root'; template today.docx '{{@today | дата: кратко}}' && '$program' merge today.docx -o t.docx --date 2021-02-03"
check "today is that date" says "03.02.2021" text_of t.docx
check "the report file is JSON and says made" bash -c "'$program' merge letter.docx -d data.json -o out.docx --report r.json && python3 -c \"import json; r=json.load(open('r.json')); assert (r['made'], r['exit']) == (1, 0), r\""
check "the report is written on failure too" bash -c "'$program' merge list.docx -d data.json -o no.docx --report f.json; python3 -c \"import json; r=json.load(open('f.json')); assert r['exit'] == 3 and r['problems'], r\""
check "nothing is left of a failed document" bash -c "! test -e no.docx"
check "a full disk is an error" bash -c "! '$program' merge letter.docx -d data.json -o - >/dev/full"
check "it says so" says "standard output: error: the file cannot be written" bash -c "'$program' merge letter.docx -d data.json -o - >/dev/full"
check "so it does for --help" says "standard output: error" bash -c "'$program' --help >/dev/full"
check "a report goes into a device, not over it" bash -c "'$program' merge letter.docx -d data.json -o out.docx --report /dev/null && test -c /dev/null"
check "a report on standard output is JSON" bash -c "'$program' merge letter.docx -d data.json -o out.docx --report /dev/stdout -q | python3 -m json.tool"
check "a link to an output stays a link" bash -c "ln -s real.docx link.docx && touch real.docx && '$program' merge letter.docx -d data.json -o link.docx && test -L link.docx && unzip -tq real.docx"
check "a limit on file size leaves nothing behind" bash -c "ulimit -f 0; ! '$program' merge letter.docx -d data.json -o limit.docx && ! ls -A | grep -q -e '^.prikaz' -e limit"
for file in data.json ./letter.docx люди.csv; do
	check "a report is not written over $file" bash -c "before=\$(sha256sum $file); '$program' merge letter.docx -d data.json -d люди.csv -o over.docx --report $file; [ \$? -eq 3 ] && [ \"\$before\" = \"\$(sha256sum $file)\" ] && ! test -e over.docx"
done
check "nor over the data after a slip" bash -c "before=\$(sha256sum data.json); '$program' merge letter.docx -d data.json --bake --report data.json; [ \"\$before\" = \"\$(sha256sum data.json)\" ]"
check "nor over the document that is made" exits 3 "$program" merge letter.docx -d data.json -o over.docx --report over.docx
template sign.docx 'a𓀀b'
check "a warning of pdf belongs to its document" bash -c "'$program' pdf sign.docx -o sign.pdf --report sign.json; python3 -c \"import json; r=json.load(open('sign.json')); assert [p['document'] for p in r['problems'] if p['code'] == 'font-character'] == ['sign'], r\""
for command in decline verify; do
	check "no message sends its reader to $command, which comes later" bash -c "! '$program' --man | tr '\n' ' ' | grep -q 'prikaz $command'"
done
check "outputs follow the umask" bash -c "umask 027 && '$program' merge letter.docx -d data.json -o mode.docx && [ \$(stat -c %a mode.docx) = 640 ]"

# A season to start from
season=$root/examples/college
check "init lays the season down, without what was made of it" bash -c "'$program' init new && diff -r -x out -x '.*' '$season' new"
check "it says what comes next" says "prikaz make 'my season'" "$program" init "my season/"
check "its documents are made" exits 0 "$program" make new -q --date 2026-10-01
check "it is not laid over another" exits 3 "$program" init new
check "an empty folder may be there" bash -c "mkdir empty && touch empty/.hidden && cd empty && '$program' init . -q && test -e season.ods"
check "the season follows the umask" bash -c "umask 027 && '$program' init masked && [ \"\$(stat -c %a masked masked/season.ods | tr '\n' ' ')\" = '750 640 ' ]"
check "a limit on file size leaves no part of a season" bash -c "ulimit -f 8; '$program' init deep/limited; [ \$? -eq 4 ] && ! test -e deep/limited"
check "an installation may be read-only, and elsewhere" bash -c "mkdir -p share/templates && cp -r '$season' share/season && mkdir -p share/season/out && touch share/season/out/a share/season/.~lock.season.ods# && chmod -R a-w share && PRIKAZ_DATA=\$PWD/share '$program' init elsewhere && diff -r -x out -x '.*' '$season' elsewhere && ! test -e elsewhere/out && chmod -R u+w share"
check "an installation without a season says so" says "PRIKAZ_DATA" env PRIKAZ_DATA=/ "$program" init nothing

# What a shipped template asks for beyond what a season has
mkdir -p share2/templates bare && cp -r "$root/templates/schemas" share2/templates/ && printf 'Код;Вид;Кому;За что\nн1;Грамота;Юн Роман;за труд\n' >bare/Награды.csv
printf 'Документ;Шаблон;Для каждого;Форматы\nПисьмо;letter;Награды;docx\n' >bare/Документы.csv
template share2/templates/letter.docx '{{кому}} {{за_что}} {{номинация}}{{#часы}} {{часы}}{{/}}'
check "a shipped template may know columns that the season has not" bash -c "PRIKAZ_DATA=\$PWD/share2 '$program' make bare && [ \"\$(python3 -c \"
import sys; sys.path.insert(0, '$root/tests/tools'); import office
print(office.text_of('bare/out/Письмо-1.docx')[0].strip())\")\" = 'Юн Роман за труд' ]"
check "without a word" bash -c "! PRIKAZ_DATA=\$PWD/share2 '$program' make bare --force 2>&1 | grep -q warning"
check "the season's own template is warned of them" bash -c "mkdir bare/templates && cp share2/templates/letter.docx bare/templates/ && PRIKAZ_DATA=\$PWD/share2 '$program' make bare 2>&1 | grep -q 'has no column \"номинация\"'"
printf 'Документ;Шаблон;Для каждого;Форматы\nПисьмо;letter;Награды;docx odt pdf\n' >bare/Документы.csv
template share2/templates/letter.odt 'Поставляемое {{кому}}'
rm bare/templates/letter.docx && template bare/templates/letter.odt 'Своё {{кому}}'
check "the season's own template in one format warns of the shipped one in the other" bash -c "PRIKAZ_DATA=\$PWD/share2 '$program' make bare --force 2>&1 | grep -q \"letter.odt is the season's own, but letter.docx the shipped one\""
check "the PDF is that of the season's own" bash -c "pdftotext bare/out/Письмо-1.pdf - | grep -q Своё"

# In a season
mkdir -p season/templates && cp list.docx season/templates/ && cp люди.csv season/
printf 'Документ;Шаблон;Для каждого;Условие;Файл;Форматы\nСправка;list;люди;код > 1;{{фамилия}};docx\nВсе;list;люди;;;docx pdf\n' >season/Документы.csv
check "make: for each, when, names" bash -c "'$program' make season && ls season/out/Петров.docx season/out/Все-1.docx season/out/Все-2.pdf && ! test -e season/out/Иванов.docx"
check "make --only" bash -c "'$program' make season -o only --only Справка && [ \"\$(ls only)\" = \"manifest.json
Петров.docx\" ]"
check "make --record keeps the plan's names" bash -c "'$program' make season -o one --only Все --record 2 && ls one/Все-2.docx && ! test -e one/Все-1.docx"
check "make --dry-run writes nothing" bash -c "'$program' make season -o dry --dry-run && ! test -e dry"
check "an edited output is kept" bash -c "echo edited >season/out/Петров.docx; '$program' make season; grep -q edited season/out/Петров.docx"
check "--force replaces it and leaves a backup" bash -c "'$program' make season --force && ! grep -q edited season/out/Петров.docx && grep -rq edited season/out"
check "a changed template is made again" bash -c "$(declare -f template); root='$root'; template season/templates/list.docx 'Новое {{фамилия}}' && '$program' make season --report again.json && python3 -c \"import json; assert json.load(open('again.json'))['made'] == 3\""
check "four threads make the same bytes" bash -c "'$program' make season -o j1 -j 1 && '$program' make season -o j4 -j 4 && diff -r j1 j4"

# What goes wrong in a season
check "a report among the data is refused: it would be data" exits 3 "$program" make season --report season/report.json
check "it is not there" bash -c "! test -e season/report.json"
check "a report over the manifest is refused" exits 3 "$program" make season --report season/out/manifest.json
check "--dry-run says how many would be made" says "3 of 4 documents would be made, 1 skipped" "$program" make season -o dry --dry-run
check "in Russian too" says "Было бы сделано 3 из 4 документов" env LANG=ru_RU.UTF-8 "$program" make season -o dry --dry-run
check "two runs at once: one is refused, and no document is lost" bash -c "mkdir busy && exec 9<busy && flock 9 && { '$program' make season -o busy 9<&-; [ \$? -eq 4 ]; } && flock -u 9 && '$program' make season -o busy && ls busy/Все-2.pdf"
check "data errors: nothing is made, and that is said" bash -c "cp -r season broken && printf 'Код;Фамилия\n1;Иванов;Иван\n' >broken/люди.csv && '$program' make broken -o none 2>&1 | grep -q 'nothing was made' && ! test -e none"
check "the last line of a .jsonl report has the problems of no document" bash -c "'$program' make broken -o none --report none.jsonl; tail -n 1 none.jsonl | python3 -c \"import json,sys; r=json.load(sys.stdin); assert r['exit'] == 3 and r['problems'], r\""
