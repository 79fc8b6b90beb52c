#!/usr/bin/env bash
# Folders may include only what generator/layers.txt allows them, and themselves; and nothing is planted.
cd "$(dirname "$0")/../generator" || exit 1

# prints "folder/file:line: folder -> other" for each include that is not allowed
forbidden() {
	grep -rnoE '#include "[a-z_]+/' --include='*.[ch]' "$@" | awk -F: -v layers=layers.txt '
		BEGIN {
			while ((getline line < layers) > 0) {
				n = split(line, word, " ")
				for (i = 1; i <= n; i++)
					allowed[word[1] " " word[i]] = 1
			}
		}
		{
			file = $1; sub(/^\.\//, "", file)
			room = file; if (!sub(/\/.*/, "", room)) room = file
			other = $3; sub(/.*"/, "", other); sub(/\/$/, "", other)
			if (!((room " " other) in allowed))
				print file ":" $2 ": " room " may not include " other
		}'
}
bad=$(forbidden .)
if [ -z "$bad" ]; then echo "ok - layers: includes go one way"; else echo "not ok - layers: includes go one way"; echo "$bad"; fi

rooms=$(find . -mindepth 1 -maxdepth 1 -type d ! -name po -printf '%f\n' | sort)
listed=$(awk '$1 != "main.c" { print $1 }' layers.txt | sort)
if [ "$rooms" = "$listed" ]; then echo "ok - layers: every folder is listed"; else echo "not ok - layers: every folder is listed"; diff <(echo "$rooms") <(echo "$listed"); fi

calls=$(grep -rln 'HPDF_' --include='*.[ch]' . | grep -v '^\./pdf/' || true)
if [ -z "$calls" ]; then echo "ok - layers: libharu is called in pdf/ only"; else echo "not ok - layers: libharu is called in pdf/ only"; echo "$calls"; fi

prints=$(grep -rnE '\b(printf|puts|exit|abort)\(' --include='*.c' . | grep -vE '^\./(cli/|main\.c|base/arena\.c)' || true)
if [ -z "$prints" ]; then echo "ok - layers: only cli prints and exits"; else echo "not ok - layers: only cli prints and exits"; echo "$prints"; fi
