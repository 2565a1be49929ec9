# What tests/compat/run and tests/compat/random share. A case: see run.
# SPDX-License-Identifier: MIT
build=${BUILD:-build}
failed=0

fail() {
    failed=$((failed + 1))
    echo "FAILED: $1"
}
head_line() { sed -n "/^\[/q; s/^$1: *//p" "$2"; }
# section NAME FILE: without the empty lines at its ends
section() {
    awk -v want="[$1]" '/^\[[a-z]+\]$/ { here = $0 == want; next }
        here && NF { for (; gap > 0; gap--) print ""; print; some = 1 }
        here && !NF && some { gap++ }' "$2"
}
# ids FILE: the message ids in it, each once
ids() { grep -oE '\[[a-z0-9-]+\]$' "$1" | tr -d '[]' | awk '!seen[$0]++' | tr '\n' ' '; }
# by_itaku FILE: $work/NAME.docx, .json and .options; what itaku makes of them is
# in $work/NAME.itaku
by_itaku() {
    local name ids options
    name=$(basename "$1" .txt)
    mkdir -p "$work/$name/word/_rels" "$work/$name/_rels" "$work/$name/docProps" \
        "$work/$name/customXml"
    awk -v to="$work/$name" -f tests/compat/parts.awk "$1" || fail "$name: cannot be read"
    "$build/tests/shape" pack "$work/$name" "$work/$name.docx" || fail "$name: cannot be packed"
    section data "$1" >"$work/$name.json"
    head_line options "$1" >"$work/$name.options"
    eval "options=($(head_line itaku "$1"))" # quoted as for a shell
    if LC_ALL=C.UTF-8 "$build/itaku" render "$work/$name.docx" "$work/$name.json" "${options[@]}" \
        -o "$work/$name.itaku.docx" 2>"$work/$name.err"; then
        "$build/tests/shape" show "$work/$name.itaku.docx" >"$work/$name.itaku" || true
    else
        [ ! -e "$work/$name.itaku.docx" ] || fail "$name: refused, and yet a file"
        ids=$(ids "$work/$name.err")
        echo "refused ${ids% }" >"$work/$name.itaku"
    fi
}
# all_by_itaku FOLDER NAME...: the same for FOLDER/NAME.txt, on all cores
all_by_itaku() {
    local folder=$1 jobs pids=() i j pid
    shift
    jobs=$(nproc)
    for ((j = 1; j <= jobs; j++)); do
        (
            for ((i = j; i <= $#; i += jobs)); do by_itaku "$folder/${!i}.txt"; done
            exit $((failed < 255 ? failed : 255))
        ) &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || failed=$((failed + $?)); done
}
# by_peer NAME...: what docxtemplater makes of them is in $work/NAME.docxtemplater
by_peer() {
    local name
    node tests/compat/peer.js "$work" "$@" || fail "peer.js"
    for name in "$@"; do
        if [ -e "$work/$name.peer.docx" ]; then
            "$build/tests/shape" show "$work/$name.peer.docx" >"$work/$name.docxtemplater" 2>/dev/null || true
        else
            mv "$work/$name.peer.refused" "$work/$name.docxtemplater"
        fi
    done
}
