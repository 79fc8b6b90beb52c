#!/bin/sh
# Installs what is missing of the packages in packages.txt, by Debian's package manager.
#
# usage: install-packages.sh build|run|test|develop ...
#
# Asks dpkg what is there, says what it will install, and does nothing when nothing is missing.
# Works as root and, for other users, through sudo.
set -eu
list=$(dirname "$0")/packages.txt

# libhyphen's own headers and the like come as dependencies; only what the list names is asked for.
missing=
for kind in "$@"; do
	for package in $(awk -v kind="$kind" '$1 !~ /^#/ && $2 == kind { print $1 }' "$list"); do
		state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
		[ "$state" = "install ok installed" ] || missing="$missing $package"
	done
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
	echo "These packages are missing, and there is no apt-get here to install them:$missing" >&2
	exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || {
		echo "These packages are missing; install them as root, or install sudo:$missing" >&2
		exit 1
	}
	as_root="sudo"
fi
echo "Installing what is missing:$missing"
$as_root apt-get update -q
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
