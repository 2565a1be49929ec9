#!/usr/bin/env bash
# Kills a batch at random moments (KILLS of them, 12 unless told; seeded) and
# runs it again each time: at the end every document is there, whole, byte for
# byte that of an undisturbed run, recorded, and no temporary is left.
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
itaku=$(realpath "${BUILD:-build}/itaku")
kills=${KILLS:-12}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
mkdir "$work/cases"
n=0
for i in $(seq 1 2); do
    for s in inside outside late recontract council statutory; do
        n=$((n + 1))
        sed "s/<case id=\"[^\"]*\"/<case id=\"c$n\"/" "samples/$s.xml" \
            >"$work/cases/$n.xml"
    done
done
run() { "$itaku" generate "$work/cases" -o "$1" -j2 -q; }

start=$(date +%s%N)
run "$work/want"
took=$((($(date +%s%N) - start) / 1000))
RANDOM=1
bad=0 killed=0
for i in $(seq 1 "$kills"); do
    rm -rf "$work/out"
    "$itaku" generate "$work/cases" -o "$work/out" -j2 -q &
    pid=$!
    # In microseconds, over the whole time that a run takes.
    sleep "$(awk -v t="$took" -v r="$RANDOM" \
        'BEGIN { printf "%.6f", t * r / 32768 / 1e6 }')"
    kill -9 $pid 2>/dev/null || true
    wait $pid 2>/dev/null || killed=$((killed + 1))
    # What there is by then is whole.
    while IFS= read -r -d '' docx; do
        cmp -s "$docx" "$work/want/${docx#"$work/out/"}" ||
            { echo "FAILED: not whole: $docx"; bad=$((bad + 1)); }
    done < <(find "$work/out" -name '*.docx' -print0 2>/dev/null)
    run "$work/out" || { echo "FAILED: run $i is not completed"; bad=$((bad + 1)); }
    diff -r -x '.itaku-*' -x itaku-manifest.jsonl "$work/want" "$work/out" ||
        bad=$((bad + 1))
    [ -z "$(find "$work/out" -name '.itaku-*.tmp')" ] ||
        { echo 'FAILED: a temporary is left'; bad=$((bad + 1)); }
    sed -n 's/^{"format":1,"file":"\([^"]*\)".*/\1/p' "$work/out/itaku-manifest.jsonl" |
        sort -u >"$work/recorded"
    (cd "$work/out" && find . -name '*.docx' | sed 's/^\.\///' | sort) \
        >"$work/there"
    cmp -s "$work/recorded" "$work/there" ||
        { echo 'FAILED: not all is recorded'; bad=$((bad + 1)); }
    [ "$bad" -lt 5 ] || break
done
echo "kill: $killed of $kills runs killed on the way, $bad faults"
[ $bad = 0 ] && [ $killed -gt 0 ]
