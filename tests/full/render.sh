#!/usr/bin/env bash
# What LibreOffice shows: every document of the demo becomes a PDF, and the
# number of its pages and its text are compared with tests/full/golden.
# Blanks are taken out and lines end at 。, so that a font that is a
# little wider makes no difference. UPDATE=1 rewrites the expectations.
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
golden=tests/full/golden
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/in" "$work/pdf"
mkdir -p "$build/fontcache"

# The fonts that the templates name, drawn with free ones of the same width.
write_fonts() {
    printf '%s\n' '<?xml version="1.0" encoding="UTF-8"?>' \
        '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">' '<fontconfig>' \
        '  <dir>/usr/share/fonts</dir>' \
        "  <cachedir>$(realpath "$build/fontcache")</cachedir>"
    for pair in 'ＭＳ 明朝=IPAMincho' 'MS Mincho=IPAMincho' \
                'ＭＳ ゴシック=IPAGothic' 'MS Gothic=IPAGothic'; do
        printf '  <match target="pattern">\n    <test qual="any" name="family"><string>%s</string></test>\n    <edit name="family" mode="assign" binding="strong"><string>%s</string></edit>\n  </match>\n' \
            "${pair%=*}" "${pair#*=}"
    done
    printf '%s\n' '</fontconfig>'
}
write_fonts >"$work/fonts.conf"
export FONTCONFIG_FILE=$work/fonts.conf LC_ALL=C.UTF-8
for want in 'ＭＳ 明朝=IPAMincho' 'ＭＳ ゴシック=IPAGothic'; do
    case $(fc-match -f '%{family}' "${want%=*}") in
    *"${want#*=}"*) ;;
    *) echo "render: FAILED: ${want%=*} is not drawn with ${want#*=}"; exit 1 ;;
    esac
done

# LibreOffice gets numbers for names: the documents of two cases may be alike.
names=()
while IFS= read -r -d '' docx; do
    cp "$docx" "$work/in/$(printf '%04d' ${#names[@]}).docx"
    names+=("${docx#"$build/demo/"}")
done < <(find "$build/demo" -name '*.docx' -print0 | LC_ALL=C sort -z)
[ ${#names[@]} -gt 0 ] || { echo 'render: FAILED: no document'; exit 1; }

timeout 900 soffice "-env:UserInstallation=file://$work/profile" --headless \
    --norestore --convert-to pdf --outdir "$work/pdf" "$work"/in/*.docx \
    >"$work/log" 2>&1 </dev/null || { cat "$work/log"; exit 1; }

# text PDF: pages, then the text
text() {
    local pages
    pages=$(pdfinfo "$1" | sed -n 's/^Pages: *//p')
    printf 'pages: %s\n' "$pages"
    pdftotext -enc UTF-8 "$1" - | tr -d ' \t\n\r\f' | sed 's/　//g; s/。/。\n/g'
    printf '\n'
}

[ -z "${UPDATE:-}" ] || rm -rf "$golden"
bad=0
for i in "${!names[@]}"; do
    pdf=$work/pdf/$(printf '%04d' "$i").pdf
    want=$golden/${names[i]%.docx}.txt
    if [ ! -s "$pdf" ]; then
        echo "FAILED: ${names[i]}: LibreOffice made no PDF"
        bad=$((bad + 1))
        continue
    fi
    text "$pdf" >"$work/text"
    if [ -n "${UPDATE:-}" ]; then
        mkdir -p "$(dirname "$want")"
        cp "$work/text" "$want"
    elif ! diff -u "$want" "$work/text"; then
        echo "FAILED: ${names[i]}"
        bad=$((bad + 1))
    fi
done
while IFS= read -r -d '' want; do
    [ -e "$build/demo/${want:${#golden}+1:-4}.docx" ] ||
        { echo "FAILED: $want: the document was not made"; bad=$((bad + 1)); }
done < <(find "$golden" -name '*.txt' -print0 2>/dev/null)
echo "render: ${#names[@]} documents, $bad differ"
[ $bad = 0 ]
