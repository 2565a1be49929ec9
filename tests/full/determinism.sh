#!/usr/bin/env bash
# The same cases give the same bytes, whatever the folder, locale, time zone
# and time of day. A locale that is not installed is no reason to differ.
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
case $build in /*) ;; *) build=$PWD/$build ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# run FOLDER LOCALE ZONE
run() {
    mkdir -p "$(dirname "$work/$1")"
    env LC_ALL="$2" TZ="$3" "$build/itaku" generate samples/*.xml \
        -o "$work/$1" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}

run first C.UTF-8 UTC
sleep 1.1 # another second on the clock
run 'deep/er/二つ目' ja_JP.UTF-8 Asia/Tokyo
run third C.UTF-8 America/New_York

count=$(find "$work/first" -name '*.docx' | wc -l)
[ "$count" -gt 0 ] || { echo 'determinism: FAILED: no document'; exit 1; }
for other in "$work/deep/er/二つ目" "$work/third" "$build/demo"; do
    diff -r -x .itaku-index "$work/first" "$other" || # it holds inodes
        { echo "determinism: FAILED: $other differs"; exit 1; }
done
echo "determinism: $count documents equal in 4 runs"
