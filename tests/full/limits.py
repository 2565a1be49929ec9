#!/usr/bin/env python3
"""itaku render up to every limit of templates and data, and one past each.

Each series doubles its size up to the limit. What decides is counted: machine
instructions (by valgrind) must grow by less than 2.2 times for a doubling, in
the last step and on the average of all, and so must the memory in use at most.
Seconds are shown, and decide nothing. One past a limit is refused with its own
message, and nothing is written.

  tests/full/limits.py [NAME...]    only these series
  FULL=1                            counts all the way up to the limits (half an
                                    hour), and prints the seconds of each step

SPDX-License-Identifier: MIT
"""
import concurrent.futures
import math
import os
import re
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'hostile'))
sys.dont_write_bytecode = True
from docx import W, docx, document, p, rel, rels, types  # noqa: E402
from starter import started  # noqa: E402

BUILD = os.path.join(ROOT, os.environ.get('BUILD', 'build'))
ITAKU = os.path.join(BUILD, 'itaku')
FULL = os.environ.get('FULL') == '1'
RATIO = 2.2
SLACK = 8  # MiB: a buffer that has just been doubled
START = 2000000  # instructions of the smallest document, from process start on
MiB = 1 << 20

# Each maker gives a template, data, and arguments for a size.


def cell(text):
    return '<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>' % text


def row(*texts):
    return '<w:tr>%s</w:tr>' % ''.join(cell(t) for t in texts)


def noise(i):
    """Text that does not repeat, so that no ratio of a zip bomb comes of it."""
    return '%010d%08x' % (i * 2654435761 % 10**10, i * 40503 % (1 << 32))


def pairs(n, make, more=p('{a}')):
    """n tags, of which make() has two at a time."""
    return each(n // 2, make) + more * (n % 2)


def each(n, make):
    return ''.join(make(i) for i in range(n))


def values(n):
    return docx(each(n, lambda i: p('No. %d: {a}' % i))), '{"a":1}'


def values_in_one_run(n):
    return docx(p('{a}, ' * n)), '{"a":1}'


def split_tags(n):
    run = '<w:r><w:rPr><w:b/></w:rPr><w:t>%s</w:t></w:r>'
    one = ''.join(run % c for c in '{name}')
    return docx(each(n, lambda i: '<w:p>%s%s</w:p>' % (run % noise(i), one))), \
        '{"name":1}'


def blocks(n):
    return docx(pairs(n, lambda i: p('{#a}') + p('%d' % i) + p('{/a}')) +
                p('')), '{"a":[1,2]}'


def blocks_in_fields(n):
    char = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
    one = ('<w:p>' + char % 'begin' + '<w:r><w:t>%s</w:t></w:r>' + char % 'end' +
           '</w:p>')
    return docx(pairs(n, lambda i: one % '{#a}' + p('%d' % i) + one % '{/a}') +
                p('')), '{"a":[1,2]}'


def faults_behind_blanks(n):
    return docx(p(' ' * (50 * n) + '{@a}' * n)), '{}'


def runs(n):
    one = ('<w:p><w:r><w:t>{#a}%s</w:t></w:r><w:r><w:t>y{/}</w:t></w:r></w:p>')
    return docx(pairs(n, lambda i: one % noise(i))), '{"a":[1,2]}'


def rows_of_one_table(n):
    return docx('<w:tbl>%s</w:tbl>' % pairs(
        n, lambda i: row('{#a}' + noise(i), '{/a}'), row('{a}')) +
        p('')), '{"a":[]}'


def tables_with_rows(n):
    return docx(pairs(n, lambda i: '<w:tbl>%s</w:tbl>' %
                      row('{#a}' + noise(i), '{/a}')) + p('')), '{"a":[]}'


def dashed_tables(n):
    return docx(pairs(n, lambda i: '<w:tbl>%s</w:tbl>' %
                      row('{-w:tbl a}%s{/a}' % noise(i))) + p('')), '{"a":[]}'


def dashed_paragraphs(n):
    return docx('<w:tbl>%s</w:tbl>' % pairs(
        n, lambda i: row('{-w:p a}%s{/a}' % noise(i)), row('{a}')) +
        p('')), '{"a":[1]}'


def conditions(n):
    return docx(pairs(n, lambda i: p(
        "{#a == %d and not (b == 'x' or c > 5)}y{/}" % i))), \
        '{"a":7,"b":1,"c":2}'


def same_text_in_sections(n):
    text = ''.join(noise(i) for i in range(20))
    return docx(pairs(n, lambda i: p('{#a}%s%s{/a}' % (noise(i), text))),
                level=1), '{"a":[]}'


def controls(n):
    one = ('<w:sdt><w:sdtPr><w:id w:val="%d"/><w:tag w:val="itaku:a"/></w:sdtPr>'
           '<w:sdtContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:sdtContent>'
           '</w:sdt>')
    return docx(each(n, lambda i: p(noise(i)) + one % i) + p('')), '{"a":1}'


def bookmarks(n):
    one = ('<w:p><w:bookmarkStart w:id="%d" w:name="b%d"/><w:r><w:t>x</w:t>'
           '</w:r><w:bookmarkEnd w:id="%d"/></w:p>')
    return docx(p('{#a}') + each(n, lambda i: one % (i, i, i)) + p('{/a}') +
                p('')), '{"a":[1,2]}'


def drawings(n):
    one = ('<w:p><w:r><w:drawing><wp:inline><wp:docPr id="%d" name="x"/>'
           '</wp:inline></w:drawing></w:r></w:p>')
    space = (' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
             'wordprocessingDrawing"')
    body = p('{#a}') + each(n, lambda i: one % i) + p('{/a}') + p('')
    return docx('', parts={'word/document.xml': document(body, space)}), \
        '{"a":[1,2]}'


def nested_controls(n):
    """Controls in each other that are no slots."""
    one = '<w:sdt><w:sdtPr/><w:sdtContent>%s</w:sdtContent></w:sdt>'
    text = each(200, lambda i: p(noise(i)))
    for _ in range(n):
        text = one % text
    return docx(text + p('{a}')), '{"a":1}'


def controls_without_properties(n):
    one = '<w:sdt><w:sdtContent>%s</w:sdtContent></w:sdt>'
    text = each(200, lambda i: p(noise(i)))
    for _ in range(n):
        text = one % text
    return docx(text + p('{a}')), '{"a":1}'


def depth(n):
    text = 'x'
    for i in range(n):
        text = '{#a%d}%s{/a%d}' % (i, text, i)
    data = ','.join('"a%d":[1]' % i for i in range(n))
    return docx(p(text)), '{%s}' % data


def tag_length(n):
    return docx(each(500, lambda i: p('{%s}' % ('a' * n)))), \
        '{"%s":1}' % ('a' * n)


def faults(n):
    return docx(each(n, lambda i: p('{a|no}' + noise(i)))), '{}'


def absent(n):
    return docx(each(n, lambda i: p('{a%d}' % i))), '{}'


def pages(n):
    return docx(each(n, lambda i: p(noise(i) + ' and then ' + noise(i + 1))) +
                p('{a}')), '{"a":1}'


def part(n):
    """n bytes of paragraphs."""
    tail = p('{a}') + p('')
    size = n
    block = each(5000, lambda i: p(noise(i)))
    body = block * ((size - 4096) // len(block))
    room = size - len(document(body + tail))
    body += each(room // len(p(noise(0))), lambda i: p(noise(i)))
    tail = p('{a}') + p('x' * (size - len(document(body + tail))))
    return docx(body + tail, level=1), '{"a":1}'


def depth_of_elements(n):
    """n elements in each other, of which docx() has six."""
    inner = n - 5
    text = '<w:r><w:t>{a}</w:t></w:r>'
    text = '<w:smartTag>' * inner + text + '</w:smartTag>' * inner
    return docx('<w:p>%s</w:p>' % (text)), '{"a":1}'


def attributes(n):
    attrs = each(n, lambda i: ' w:a%d="x"' % i)
    text = '<w:p%s><w:r><w:t>{a}</w:t></w:r></w:p>' % attrs
    return docx(text * 100), '{"a":1}'


def text_node(n):
    text = each(n // 18, noise)
    return docx(p('{a}') + p(text + 'x' * (n - len(text)))), '{"a":1}'


def entry_count(n):
    extra = [('customXml/item%d.xml' % i, '<a/>') for i in range(n - 3)]
    return docx(p('{a}'), extra), '{"a":1}'


def header_parts(n):
    kind = ('application/vnd.openxmlformats-officedocument.wordprocessingml.'
            'header+xml')
    names = ['word/header%d.xml' % i for i in range(n)]
    text = '<w:hdr xmlns:w="%s">%s</w:hdr>' % (W, p('{a}'))
    links = rels(*(rel('r%d' % i, 'header', 'header%d.xml' % i)
                   for i in range(n)))
    return docx(p('{a}'), [(name, text) for name in names] +
                [('word/_rels/document.xml.rels', links)],
                {'[Content_Types].xml': types(('/' + name, kind)
                                              for name in names)}), '{"a":1}'


def relationships(n):
    links = rels(*(rel('r%d' % i, 'hyperlink', 'https://example.jp/%d' % i,
                       True) for i in range(n)))
    return docx(p('{a}'), [('word/_rels/document.xml.rels', links)]), '{"a":1}'


def entry_name(n):
    name = 'customXml/' + 'a/' * ((n - 20) // 2)
    name += 'b' * (n - len(name) - 4) + '.xml'
    return docx(p('{a}'), [(name, '<a/>')]), '{"a":1}'


LIST = p('{#a}') + p('{.}') + p('{/a}') + p('')
NAMES = p('{#a}') + p('{n} {v|comma}') + p('{/a}') + p('')
MANY = ('--limit', 'items=1000000')


def items(n):
    return docx(LIST), '{"a":[%s]}' % ','.join('1' * n), MANY


def objects(n):
    data = ','.join('{"n":"%s","v":%d}' % (noise(i), i) for i in range(n))
    return docx(NAMES), '{"a":[%s]}' % data, MANY


def joined(n):
    return docx(p('{a|join}')), '{"a":[%s]}' % ','.join('1' * n), MANY


def members(n):
    data = ','.join('"%s":1' % noise(i) for i in range(n))
    return docx(p('{a}')), '{"a":1,%s}' % data


def values_in_all(n):
    return docx(p('{a}')), '{"a":1,"b":[%s],%s}' % (
        ','.join('1' * 1000000),
        ','.join('"%d":1' % i for i in range(n - 1000003))), MANY


def json_depth(n):
    # The outermost object is one level; 400 texts at the bottom.
    text = ','.join('"%d":"x"' % i for i in range(400))
    return docx(p('{b}')), '{"b":1,"a":%s{%s}%s}' % (
        '{"a":' * (n - 2), text, '}' * (n - 2))


def text_length(n):
    return docx(p('{a}')), '{"a":"%s"}' % ('字' * n)


def escaped_text(n):
    return docx(p('{a}')), '{"a":"%s"}' % ('\\u5b57' * n)


def number_length(n):
    return docx(p('{a}') * 1000), '{"a":%s}' % ('1' * n)


def xml_items(n):
    return docx(NAMES), '<o>%s</o>' % each(
        n, lambda i: '<a><n>%s</n><v>%d</v></a>' % (noise(i), i)), MANY


def xml_depth(n):
    leaves = '<a>x</a>' * 400
    return docx(p('{b}')), '<o><b>1</b>%s%s%s</o>' % (
        '<c>' * (n - 2), leaves, '</c>' * (n - 2))


def xml_attributes_above(n):
    """Elements far below others with many attributes."""
    attrs = each(100, lambda i: ' a%d=""' % i)
    return docx(p('{b}')), '<o><b>1</b>%s%s%s</o>' % (
        each(100, lambda i: '<c%s>' % attrs), '<d/>' * n, '</c>' * 100), MANY


def xml_names(n):
    return docx(p('{b}')), '<o><b>1</b>%s</o>' % each(
        n, lambda i: '<c%d/>' % i)


def xml_attributes(n):
    return docx(p('{b}')), '<o><b>1</b><c%s/></o>' % each(
        n, lambda i: ' a%d="x"' % i)


# maker, sizes that are counted (with FULL=1 on up to the limit, which is reached
# in any case), the limit (or None), the message of one past it, its status.
SERIES = (
    (values, (2500, 5000), 20000, 'template-tags-many', 3),
    (values_in_one_run, (5000, 10000), 20000, 'template-tags-many', 3),
    (split_tags, (1250, 2500), 20000, 'template-tags-many', 3),
    (blocks, (2500, 5000), 20000, 'template-tags-many', 3),
    (blocks_in_fields, (2500, 5000), 20000, 'template-tags-many', 3),
    (faults_behind_blanks, (2500, 5000), None, None, 3),
    (runs, (2500, 5000), 20000, 'template-tags-many', 3),
    (rows_of_one_table, (5000, 10000), 20000, 'template-tags-many', 3),
    (tables_with_rows, (5000, 10000), 20000, 'template-tags-many', 3),
    (dashed_tables, (5000, 10000), 20000, 'template-tags-many', 3),
    (dashed_paragraphs, (2500, 5000), 20000, 'template-tags-many', 3),
    (conditions, (2500, 5000), 20000, 'template-tags-many', 3),
    (same_text_in_sections, (500, 1000), 20000, 'template-tags-many', 3),
    (controls, (2500, 5000), 20000, 'template-tags-many', 3),
    (bookmarks, (1000, 2000), None, None, 0),
    (drawings, (1000, 2000), None, None, 0),
    (nested_controls, (60, 120), None, None, 0),
    (controls_without_properties, (60, 120), None, None, 0),
    (depth, (16, 32), 32, 'template-depth', 3),
    (tag_length, (128, 256), 256, 'template-tag-long', 3),
    (faults, (2500, 5000), None, None, 3),
    (absent, (2500, 5000), None, None, 1),
    (pages, (2500, 5000), None, None, 0),
    (part, (MiB, 2 * MiB), 64 * MiB, 'zip-entry-too-big', 3),
    (depth_of_elements, (128, 256), 256, 'xml-deep', 3),
    (attributes, (64, 128), 256, 'xml-attrs', 3),
    (text_node, (500000, 1000000), 10000000, 'xml-text-big', 3),
    (entry_count, (500, 1000), 2000, 'zip-too-many-entries', 3),
    (header_parts, (250, 500), None, None, 0),
    (relationships, (1250, 2500), 10000, 'opc-too-many-relationships', 3),
    (entry_name, (256, 512), 512, 'zip-name-long', 3),
    (items, (15625, 31250), 1000000, 'data-too-many-items', 1),
    (objects, (5000, 10000), None, None, 0),
    (joined, (15625, 31250), 1000000, 'data-too-many-items', 1),
    (members, (5000, 10000), None, None, 0),
    (json_depth, (32, 64), 64, 'json-deep', 1),
    (text_length, (50000, 100000), 100000, 'data-text-long', 1),
    (escaped_text, (50000, 100000), 100000, 'data-text-long', 1),
    (number_length, (200, 400), 400, 'json-number-long', 1),
    (xml_items, (5000, 10000), None, None, 0),
    (xml_depth, (128, 256), 256, 'xml-deep', 1),
    (xml_attributes_above, (2000, 4000), None, None, 0),
    (xml_names, (5000, 10000), None, None, 0),
    (xml_attributes, (64, 128), 256, 'xml-attrs', 1),
)
# Attributes of one tag are compared with each other by libxml2: hence that
# limit, and less is asked of the steps to it.
SQUARE = (attributes, xml_attributes)
SQUARE_RATIO = 2.6


class Point:
    """One run of the program."""

    def __init__(self, folder, make, size, count):
        made = make(size)
        self.size = size
        self.folder = tempfile.mkdtemp(dir=folder)
        names = {'t.docx': made[0], 'd.json': made[1].encode()}
        for name, data in names.items():
            with open(os.path.join(self.folder, name), 'wb') as file:
                file.write(data)
        self.bytes = sum(len(data) for data in names.values())
        command = [ITAKU, 'render', 't.docx', 'd.json', '-o', 'out.docx']
        command += made[2] if len(made) > 2 else ()
        self.run(command)
        self.instructions = self.counted(command) if count else None
        for name in os.listdir(self.folder):
            os.unlink(os.path.join(self.folder, name))

    def run(self, command):
        err = os.path.join(self.folder, 'err')
        self.status, self.seconds, self.memory = started(
            self.folder, command, os.devnull, err, most=8 << 30)
        with open(err, encoding='utf-8',
                  errors='replace') as file:
            self.err = file.read()
        self.left = sorted(set(os.listdir(self.folder)) -
                           {'t.docx', 'd.json', 'err'})

    def counted(self, command):
        if 'out.docx' in self.left:
            os.unlink(os.path.join(self.folder, 'out.docx'))
        ran = subprocess.run(
            ['valgrind', '--tool=cachegrind', '--cache-sim=no',
             '--cachegrind-out-file=/dev/null'] + command, cwd=self.folder,
            stdin=subprocess.DEVNULL, capture_output=True, check=False)
        found = re.search(r'I +refs: +([\d,]+)', ran.stderr.decode())
        return int(found.group(1).replace(',', '')) if found else None


def judge(series, points, last, past, start):
    """What is wrong, in words."""
    name, message, status = series[0].__name__, series[3], series[4]
    bad = []
    for point in points + [last]:
        if point and point.status != status and (not message or point.status):
            bad.append('%d: status %d: %s' % (point.size, point.status,
                                              point.err[:300]))
    bad += too_steep(series, points, last, start)
    if past:
        if past.status != status or '[%s]' % message not in past.err:
            bad.append('one past: status %d, not %d with [%s]: %s' % (
                past.status, status, message, past.err[:300]))
        if past.left:
            bad.append('one past: left %s' % past.left)
    print('%-28s %s' % (name, report(points, last, start)), flush=True)
    for line in bad:
        print('    FAILED: ' + line, flush=True)
    return not bad


def growth(points, start, what):
    """What every run costs, however small, is no part of the growth."""
    return [max(getattr(point, what) - getattr(start, what), 1)
            for point in points]


def too_steep(series, points, last, start):
    """Instructions and memory that grow by more than the ratio per doubling;
    less than the smallest document may take is left alone."""
    bad = []
    sizes = [point.size for point in points]
    counts = growth(points, start, 'instructions')
    for i in sorted({0, len(points) - 2}):
        doublings = math.log2(sizes[-1] / sizes[i])
        ratio = (counts[-1] / counts[i]) ** (1 / doublings)
        allowed = SQUARE_RATIO if series[0] in SQUARE else RATIO
        if ratio > allowed and counts[-1] > START:
            bad.append('%d to %d: %.2f times the instructions per doubling' % (
                sizes[i], sizes[-1], ratio))
    points = points + ([last] if last else [])
    less, more = (point.memory for point in points[-2:])
    allowed = less * RATIO ** math.log2(points[-1].size / points[-2].size)
    if more > allowed + SLACK:
        bad.append('%d to %d: from %d to %d MiB' % (
            points[-2].size, points[-1].size, less, more))
    return bad


def report(points, last, start):
    counts = growth(points, start, 'instructions')
    ratios = ' '.join('%.2f' % (b / a) for a, b in zip(counts, counts[1:]))
    if FULL:
        ratios += ' (%s s)' % ' '.join('%.2f' % q.seconds for q in points)
    big = last or points[-1]
    return '%-6s at %9d: %5.2f s, %4d MiB' % (ratios, big.size, big.seconds,
                                              big.memory)


def starts_quickly(start):
    """Only the libraries that are linked in allow that."""
    with open(ITAKU, 'rb') as file:
        loaded = b'libxml2.so' in file.read()
    print('%-28s %d instructions%s' % ('start', start.instructions,
                                       ', libraries loaded' * loaded))
    if loaded or start.instructions < START:
        return True
    print('    FAILED: not below %d' % START)
    return False


def one_series(folder, series, start):
    make, sizes, limit = series[:3]
    sizes = list(sizes)
    while FULL and limit and sizes[-1] * 2 <= limit:
        sizes.append(sizes[-1] * 2)
    points = [Point(folder, make, size, True) for size in sizes]
    reached = points[-1].size == limit
    last = None if reached or not limit else Point(folder, make, limit, False)
    past = Point(folder, make, limit + 1, False) if limit else None
    return judge(series, points, last, past, start)


def main():
    wanted = sys.argv[1:]
    chosen = [s for s in SERIES if not wanted or s[0].__name__ in wanted]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        start = Point(folder, lambda n: (docx(p('{a}')), '{"a":1}'), 1, True)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            good = list(pool.map(lambda s: one_series(folder, s, start), chosen))
    good.append(starts_quickly(start))
    print('limits: %d series, %d wrong, %d s' % (
        len(chosen), good.count(False), time.monotonic() - began))
    return 0 if all(good) and chosen else 1


if __name__ == '__main__':
    sys.exit(main())
