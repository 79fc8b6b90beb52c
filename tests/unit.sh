#!/usr/bin/env bash
# One cmocka program: its TAP lines with the program's name in them.
name=$(basename "$1")
CMOCKA_MESSAGE_OUTPUT=TAP timeout 300 "$1" 2>&1 | sed -E "s/^(not ok|ok) [0-9]+ - /\1 - $name: /; /^1\.\.[0-9]+/d"
exit "${PIPESTATUS[0]}"
