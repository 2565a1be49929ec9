#!/usr/bin/env bash
# One sample case from its bytes to its documents under valgrind: no invalid
# access, no use of what was never set, no leak. The documents are the same.
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cases=(samples/*.xml)
case=${cases[0]}

status=0
valgrind -q --error-exitcode=9 --leak-check=full --track-origins=yes \
    "$build/itaku" generate --data "$build/share/itaku" "$case" \
    -o "$work/out" >"$work/log" 2>&1 || status=$?
if [ $status != 0 ] || grep -q '^==' "$work/log"; then
    cat "$work/log"
    echo "valgrind: FAILED: status $status"
    exit 1
fi
count=0
for docx in "$work"/out/*/*.docx; do
    cmp "$docx" "$build/demo/${docx#"$work/out/"}"
    count=$((count + 1))
done
[ $count -gt 0 ] || { echo 'valgrind: FAILED: no document'; exit 1; }
echo "valgrind: $(basename "$case" .xml), $count documents, nothing found"
