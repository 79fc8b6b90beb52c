#!/usr/bin/env bash
# The Russian catalogue is complete; the manual page is well-formed and names every command and message.
cd "$(dirname "$0")/.." || exit 1
check() {
	local name=$1
	shift
	if output=$("$@" 2>&1); then echo "ok - texts: $name"; else echo "not ok - texts: $name"; echo "$output" | head -20; fi
}
catalogue_has_all() {
	generator/po/update.sh --template build/test/prikaz.pot || return 1
	msgmerge -q --no-fuzzy-matching -o build/test/merged.po generator/po/ru.po build/test/prikaz.pot || return 1
	msgattrib --untranslated --no-obsolete build/test/merged.po >build/test/untranslated.po
	! [ -s build/test/untranslated.po ] || { cat build/test/untranslated.po; return 1; }
	[ -z "$(msgattrib --only-fuzzy generator/po/ru.po)" ]
}
manual_is_clean() {
	local said
	said=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 build/prikaz.1 2>&1 >/dev/null)
	[ -z "$said" ] || { echo "$said"; return 1; }
}
manual_names_all() {
	local missing=0 word
	for word in $(sed -nE 's/^COMMAND\([A-Z]+, *"([a-z]+)", .*, false,$/\1/p' generator/cli/commands.def) $(sed -nE 's/^MESSAGE\([A-Z_0-9]+, *"([^"]+)".*/\1/p' generator/base/messages.def); do
		sed 's/\\-/-/g' build/prikaz.1 | grep -qF -- "$word" || { echo "prikaz(1) does not name $word"; missing=1; }
	done
	return $missing
}
# The page for people is written by hand, but no filter may be missing in it.
readme_names_filters() {
	python3 - <<'END'
import re
rows = re.findall(r'^FILTER\(\w+, "([^"]+)", "([^"]+)", .*\)$', open("generator/expression/filters.def", encoding="utf-8").read(), re.M)
table = re.search(r"^\| фильтр \| twin.*?\n\n", open("README.md", encoding="utf-8").read(), re.M | re.S).group(0)
named = set(re.findall(r"`([^`:\s]+)", table))
faults = []
for russian, latin in rows:
    for name in (russian + "|" + latin).split("|"):
        if name not in named:
            faults.append(f"README.md does not name the filter {name}")
print("\n".join(faults))
raise SystemExit(bool(faults))
END
}
check "README.md names every filter" readme_names_filters
check "the Russian catalogue has every text" catalogue_has_all
check "the manual page formats without a warning" manual_is_clean
check "the manual page names every command and message" manual_names_all
