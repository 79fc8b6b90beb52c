#!/bin/sh
# update.sh -- brings po/ru.po up to the messages in the sources; run it in generator/ or anywhere below.
#
# New messages come in untranslated, ones that are gone fall out, nothing is guessed.  Then translate what
#     msgfmt --statistics -o /dev/null po/ru.po
# counts as untranslated.  With --template FILE: only writes the messages of the sources to FILE.  Texts in tables are marked N_("…"), in code _("…").
set -e
if [ "${1-}" = --template ]; then
    wanted=$(realpath -m "$2")
fi
cd "$(dirname "$0")/.."
template=$(mktemp)
trap 'rm -f "$template"' EXIT
find . -name '*.[ch]' -o -name '*.def' | LC_ALL=C sort |
    xgettext --files-from=- --output="$template" --language=C --from-code=UTF-8 \
        --keyword --keyword=_ --keyword=N_ --keyword=translate --keyword=plural:1,2 --keyword=add_count:2,3 \
        --add-location=file --package-name=prikaz --no-wrap
sed -i '/^"POT-Creation-Date/d; /^"Report-Msgid-Bugs-To/d' "$template"
if [ -n "${wanted-}" ]; then
    cp "$template" "$wanted"
    exit
fi
if [ -e po/ru.po ]; then
    msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-wrap --add-location=file po/ru.po "$template"
    msgattrib --no-obsolete --no-wrap --add-location=file --output-file=po/ru.po po/ru.po
else
    msginit --no-translator --locale=ru --no-wrap --input="$template" --output-file=po/ru.po
fi
msgfmt --check --statistics --output-file=/dev/null po/ru.po
