#!/usr/bin/env bash
# A full disk: one case, and the sample cases by four threads, into a file system
# of a few pages, 40 sizes from none to enough. Each time the program says so (status 4), what stands under a final
# name is whole, nothing else is left, and with room a second run completes.
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build}

# In a mount namespace of our own the file systems go with the process.
if [ -z "${ITAKU_DISK_INSIDE:-}" ]; then
    export ITAKU_DISK_INSIDE=1
    for how in 'unshare --mount' 'unshare --mount --map-root-user'; do
        $how true 2>/dev/null && exec $how "$0"
    done
fi
work=$(mktemp -d)
mounted=
cleanup() {
    [ -z "$mounted" ] || umount "$work/disk" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
mkdir "$work/disk"
if ! mount -t tmpfs -o size=4k tmpfs "$work/disk" 2>/dev/null; then
    echo 'disk: left out (mounting a small file system is not permitted here)'
    exit 0
fi
umount "$work/disk"

fail() { echo "disk: FAILED: $*"; sed 's/^/    /' "$work/log" || true; exit 1; }

# generate INTO: status in $status
generate() {
    status=0
    "$build/itaku" generate --lang en "${cases[@]}" -j4 -o "$1" \
        >"$work/log" 2>&1 || status=$?
}

# fill NAME CASE...
fill() {
    local what=$1 pages top steps=40 full=0 room=0 i size name
    cases=("${@:2}")
    rm -rf "$work/want"
    generate "$work/want"
    [ $status = 0 ] || fail "status $status with room"
    pages=$(find "$work/want" -type f -printf '%s\n' |
            awk '{ n += int(($1 + 4095) / 4096) } END { print n }')
    top=$((pages * 2 + 8)) # temporaries and folders besides

    for ((i = 0; i <= steps; i++)); do
        size=$((i * top / steps))
        # A size of 0 would mean no limit: one page, and that taken.
        mount -t tmpfs -o "size=$((size > 0 ? size * 4 : 4))k" tmpfs "$work/disk"
        mounted=1
        [ "$size" -gt 0 ] || head -c 4096 /dev/zero >"$work/disk/ballast"
        generate "$work/disk/out"
        case $status in
        0) room=$((room + 1)) ;;
        4) full=$((full + 1)); [ $room = 0 ] || fail "$size pages, yet more room before" ;;
        *) fail "status $status with $size pages" ;;
        esac
        [ $status = 0 ] || grep -q 'error: ' "$work/log" || fail "$size pages: no message"
        while IFS= read -r -d '' file; do
            name=${file#"$work/disk/out/"}
            case $name in
            itaku-manifest.jsonl | .itaku-lock | .itaku-index) ;;
            *.docx) cmp -s "$file" "$work/want/$name" || fail "$name is not whole ($size pages)" ;;
            *) [ -e "$work/want/$name" ] || fail "$name is left over ($size pages)" ;;
            esac
        done < <(find "$work/disk/out" -type f -print0 2>/dev/null)
        if [ $status = 4 ]; then
            mount -o remount,size=64m "$work/disk"
            generate "$work/disk/out"
            [ $status = 0 ] || fail "status $status in the second run ($size pages)"
            diff -r -x itaku-manifest.jsonl -x .itaku-index "$work/want" "$work/disk/out" >>"$work/log" ||
                fail "the second run did not complete ($size pages)"
            [ "$(sed 's/.*"file":"\([^"]*\)".*/\1/' "$work/disk/out/itaku-manifest.jsonl" | sort -u)" = \
              "$(sed 's/.*"file":"\([^"]*\)".*/\1/' "$work/want/itaku-manifest.jsonl" | sort -u)" ] ||
                fail "the manifest does not list every document ($size pages)"
        fi
        umount "$work/disk"
        mounted=
    done
    [ $full -gt 0 ] && [ $room -gt 0 ] || fail "$full times full, $room times room: nothing shown"
    echo "disk: $what: $full sizes too small, $room large enough, nothing partial"
}

fill 'one case' samples/inside.xml
fill 'a batch' samples/*.xml
