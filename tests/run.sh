#!/usr/bin/env bash
# All tests; `make test` builds what they need first.  Each suite prints "ok - NAME" and "not ok - NAME"
# lines; the last line counts them.
set -uo pipefail
cd "$(dirname "$0")/.."
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/tests/leaks.txt:print_suppressions=0
export PRIKAZ_TEST_PROGRAM=$PWD/build/asan/prikaz
log=build/test.log
rm -rf build/test
mkdir -p build/test
: >"$log"

# A suite that ends badly without saying which test failed counts as one failure.
suite() {
	local name=$1 before status
	shift
	before=$(wc -l <"$log")
	"$@" 2>&1 | tee -a "$log" | grep -v '^ok'
	status=${PIPESTATUS[0]} # at once: any other command would overwrite it
	if [ "$status" -ne 0 ] && ! tail -n "+$((before + 1))" "$log" | grep -q '^not ok'; then
		echo "not ok - $name: ended with status $status" | tee -a "$log"
	fi
}

for unit in tests/unit/test_*.c; do
	name=$(basename "$unit" .c)
	suite "$name" tests/unit.sh "build/asan/unit/$name"
done
for replay in build/asan/fuzz/replay_*; do
	name=${replay##*/replay_}
	[ -x "$replay" ] && [ -d "tests/fuzz/corpus/$name" ] && suite "fuzz-$name" timeout 120 "$replay" tests/fuzz/corpus/"$name"/*
done
suite layers tests/layers.sh
suite texts tests/texts.sh
suite cases tests/cases.py "$PRIKAZ_TEST_PROGRAM" --keep build/test/cases
suite resaved tests/resaved.py "$PRIKAZ_TEST_PROGRAM" --keep build/test/resaved
suite read-back tests/read_back.py build/test/cases build/test/resaved
suite command-line tests/command_line.sh
suite seasons tests/seasons.py "$PRIKAZ_TEST_PROGRAM"
suite college tests/college.py "$PRIKAZ_TEST_PROGRAM"
suite fidelity tests/fidelity.py "$PRIKAZ_TEST_PROGRAM"
suite contents tests/contents.py "$PRIKAZ_TEST_PROGRAM"
suite sound tests/sound.py "$PRIKAZ_TEST_PROGRAM" ../shared/corpus build/fidelity/ours
suite seeds tests/seeds.py "$PRIKAZ_TEST_PROGRAM"
suite templates tests/templates.py "$PRIKAZ_TEST_PROGRAM"
suite papers tests/papers.py "$PRIKAZ_TEST_PROGRAM"
suite looks tests/looks.py "$PRIKAZ_TEST_PROGRAM"
suite print-run tests/print_run.py "$PRIKAZ_TEST_PROGRAM"
suite schemas tests/schemas.py "$PRIKAZ_TEST_PROGRAM"
suite workbooks tests/workbooks.py build/asan/dump
suite forms tests/forms.py "$PRIKAZ_TEST_PROGRAM"
suite grammar tests/grammar.py "$PRIKAZ_TEST_PROGRAM"
suite filters tests/filters.py "$PRIKAZ_TEST_PROGRAM"
suite spoilt tests/spoilt.py "$PRIKAZ_TEST_PROGRAM"
suite preserved tests/preserved.py "$PRIKAZ_TEST_PROGRAM" ../shared/corpus
suite hostile tests/hostile.py "$PRIKAZ_TEST_PROGRAM"
suite hostile-books tests/hostile_books.py "$PRIKAZ_TEST_PROGRAM"
suite hostile-data tests/hostile_data.py "$PRIKAZ_TEST_PROGRAM"
suite hostile-words tests/hostile_words.py "$PRIKAZ_TEST_PROGRAM"

passed=$(grep -c '^ok' "$log")
failed=$(grep -c '^not ok' "$log")
skipped=$(grep -c '^skip' "$log")
if [ "$failed" -ne 0 ]; then
	echo "The failures again:"
	grep '^not ok' "$log"
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
