"""Guideline packages that were tampered with: files that are no XML, names that
lead elsewhere, texts that hide something, rules that never end.

SPDX-License-Identifier: MIT
"""
from city import FILES, PACKAGE, TEMPLATE, changed, replaced
from corpus import SOUND
from parts import ENTITIES

LINT = ('lint', '--data', 'data')
CHECK = ('check', '--data', 'data', 'case.xml')
MAKE = ('generate', '--data', 'data', 'case.xml', '-o', 'out')
DECIDE = ('decide', '--data', 'data', 'case.xml')
ALL = (LINT, CHECK, MAKE)
COSTLY = ALL + (DECIDE,)
FAULT = 3

PATHS = sorted(path[len(PACKAGE):] for path in FILES if path.startswith(PACKAGE))


def xml_faults(add):
    """Each file of a package is read by the same gate."""
    for path in PATHS:
        text = FILES[PACKAGE + path]
        head, body = text.split('\n', 1)
        root = body[body.rindex('</'):]
        for what, data, says in (
                ('empty', '', 'xml-syntax'), ('cut', text[:-20], 'xml-syntax'),
                ('DTD', head + ENTITIES['entity'] + body, 'xml-dtd'),
                ('laughs', head + ENTITIES['laughs'] + body, 'xml-dtd'),
                ('file', head + ENTITIES['file'] + body, 'xml-dtd'),
                ('too deep', head + '<a>' * 257 + '</a>' * 257, 'xml-deep'),
                ('attributes', head + '<a %s/>' % ' '.join(
                    'a%d=""' % i for i in range(257)), 'xml-attrs'),
                ('bad bytes', text.encode() + b'<!-- \xff -->', 'xml-bad-bytes'),
                ('NUL', text.encode() + b'\0', 'xml-bad-char'),
                ('UTF-32', text.encode('utf-32'), 'xml-encoding'),
                ('EUC-JP', text.replace('UTF-8', 'EUC-JP').encode(
                    'euc-jp', 'replace'), 'xml-encoding'),
                ('other root', head + '<evil/>', 'guide-root'),
                ('namespace', head + body.replace(
                    '>', ' xmlns="http://example.jp/">', 1) if not
                    body.startswith('<!--') else head + body.replace(
                        '-->\n<' + root[2:-2], '-->\n<%s xmlns="u"' % root[2:-2], 1),
                 'guide-namespace'),
                ('strange element', head + body.replace(
                    root, '<evil/>' + root), 'guide-element'),
                ('included', head + body.replace(
                    root, '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
                    'href="/etc/passwd" parse="text"/>' + root),
                 ('guide-element', 'guide-namespace')),
                ('text between', head + body.replace(root, 'evil' + root),
                 ('guide-text', 'guide-text-after'))):
            add.input('%s %s' % (path, what), replaced(path, data), ALL, FAULT, says)


def files(add):
    for path in ('guideline.xml', 'fields.xml', 'rules.xml', 'documents.xml'):
        add.input('no ' + path, replaced(path, None), ALL, FAULT,
                  'guide-missing-file')
    for what, path in (
            ('program', 'evil.sh'), ('library', 'measures/evil.so'),
            ('copy', 'measures/keys.xml.bak'), ('word', 'measures/~$keys.docx'),
            ('folder', 'evil/a.xml'), ('folder in a folder', 'measures/a/b.xml'),
            ('clause in no folder', 'a.xml'), ('capitals', 'measures/KEYS.XML'),
            ('blank', 'measures/ .xml'), ('line end', 'measures/a\nb.xml'),
            ('right to left', 'measures/\u202elmx.exe')):
        add.input('stray file: ' + what, replaced(path, '<a/>'), ALL, FAULT,
                  ('guide-stray-file', 'guide-root'))
    add.input('a clause that is a link', replaced(
        'measures/keys.xml', ('link', '/etc/passwd')), ALL, FAULT, 'folder-kind')
    add.input('a link to a file of the package', replaced(
        'measures/other.xml', ('link', 'keys.xml')), ALL, FAULT, 'folder-kind')
    add.input('a folder that is a link', replaced(
        'evil', ('link', '/etc')), ALL, FAULT, 'folder-kind')
    add.input('a link to itself', replaced(
        'measures/a.xml', ('link', 'a.xml')), ALL, FAULT, 'folder-kind')
    add.input('a pipe', replaced('measures/a.xml', ('pipe', None)), ALL, FAULT,
              'folder-kind')
    add.input('a file where a folder belongs', {
        name: data for name, data in replaced('measures', 'x').items()
        if not name.startswith(PACKAGE + 'measures/')}, ALL, FAULT,
        'guide-stray-file')
    add.input('a clause twice', replaced('required/keys.xml', FILES[
        PACKAGE + 'required/presence.xml'].replace('"presence"', '"keys"')), ALL,
        FAULT, 'guide-id-twice')
    add.input('a clause under another name', replaced('measures/other.xml', FILES[
        PACKAGE + 'measures/keys.xml']), ALL, FAULT,
        ('guide-id-twice', 'guide-bad-id'))
    add.input('very large file', replaced('measures/keys.xml', FILES[
        PACKAGE + 'measures/keys.xml'] + '<!--%s-->' % ('x' * (65 << 20))), ALL,
        FAULT, ('folder-big', 'xml-too-big', 'xml-text-big', 'file-too-big'))
    add.input('very many files', {**replaced('a.xml', None), **{
        PACKAGE + 'measures/a%d.xml' % i: '<a/>' for i in range(5000)}}, (LINT,),
        FAULT, ('folder-many', 'guide-many', 'guide-root'))
    add.input('deep folders', replaced('/'.join('a' * 40) + '/a.xml', '<a/>'), ALL,
              FAULT, 'folder-deep')
    for what, data, says in (
            ('no archive', b'x', 'zip-not'), ('empty', b'', 'zip-not'),
            ('cut', FILES[TEMPLATE][:-40], 'zip-cut-short'),
            ('OLE2', bytes.fromhex('d0cf11e0a1b11ae1') + bytes(99), 'zip-ole2'),
            ('anybody\'s', SOUND, ('lint-tag', 'template-no-clauses')),
            ('a link', ('link', '/etc/passwd'), ('zip-not', 'file-kind',
                                                 'file-open', 'lint-no-template'))):
        add.input('template: ' + what, {**replaced('a.xml', None), TEMPLATE: data},
                  (LINT, MAKE), FAULT, says if 'any' not in what else
                  says + ('render-no-value', 'template-no-clauses'))


def places(add):
    """Names that would become paths."""
    for what, name in (
            ('climbs', '../../evil'), ('root', '/etc/evil'), ('slash', 'a/b'),
            ('backslash', 'a\\b'), ('drive', 'C:evil'), ('dot at the end', 'a.'),
            ('pipe', 'a|b'), ('star', '*'), ('question', 'a?'), ('dots', '..'),
            ('quote', 'a&quot;b'), ('too long', 'x' * 81)):
        add.input('file name: ' + what, changed(
            'documents.xml', 'file="conditions"', 'file="%s"' % name), ALL, FAULT,
            'guide-file-name')
    add.input('file name: tag', changed('documents.xml', 'file="conditions"',
              'file="{job.title}"'), ALL, FAULT, 'guide-file-braces')
    for what, name in (
            ('climbs', '../../../evil'), ('root', '/etc/evil'), ('slash', 'a/b'),
            ('dots', '..'), ('blank', 'a b'), ('capitals', 'Evil'), ('NUL', 'a%00'),
            ('hyphen', '-rf'), ('digit', '1a'), ('long', 'x' * 65)):
        for where, path, old in (
                ('template', 'documents.xml', 'template="conditions"'),
                ('document', 'documents.xml', '<document id="conditions"'),
                ('guideline', 'guideline.xml', '<guideline id="minimal-city"'),
                ('clause', 'measures/keys.xml', '<clause id="keys"'),
                ('field', 'fields.xml', '<field id="title"'),
                ('decision', 'rules.xml', '<decision id="escort"')):
            new = old[:old.index('"') + 1] + name + '"'
            add.input('id of a %s: %s' % (where, what), changed(path, old, new),
                      ALL, FAULT, ('guide-bad-id', 'store-folder'))
    add.input('another name than its folder', changed(
        'guideline.xml', 'id="minimal-city"', 'id="other"'), (CHECK, MAKE), FAULT,
        'store-folder')


CHARACTERS = {'override': '\u202e', 'isolate': '\u2067', 'mark': '\u200e',
              'zero width': '\u200b', 'BOM': '\ufeff', 'soft hyphen': '\u00ad',
              'tag letter': '\U000e0041', 'word joiner': '\u2060',
              'C1': '\u0085', 'line separator': '\u2028', 'delete': '\u007f'}


def texts(add):
    for what, sign in CHARACTERS.items():
        for where, path, old in (
                ('a paragraph', 'measures/keys.xml', 'lends them'),
                ('a label', 'fields.xml', 'Name of the firm'),
                ('a title', 'documents.xml', 'Conditions for cleaning'),
                ('a sentence', 'rules.xml', 'Nobody needs'),
                ('a value', 'guideline.xml', 'Town Clerk')):
            add.input('%s in %s' % (what, where), changed(
                path, old, old[:4] + sign + old[4:]), ALL, FAULT,
                'guide-character')
    for what, path, old, new, says in (
            ('itself', 'mandatory/care.xml', 'ref clause="keys"',
             'ref clause="care"', 'guide-self-reference'),
            ('nothing', 'mandatory/care.xml', 'ref clause="keys"',
             'ref clause="evil"', 'guide-unknown-clause'),
            ('no field', 'mandatory/care.xml', 'field id="room.name"',
             'field id="room.evil"', 'guide-unknown-field'),
            ('a list inside itself', 'rules.xml', '<yes field="room.files"/>',
             '<some list="room"><yes field="room.files"/></some>',
             'guide-list-in-itself'),
            ('its own decision', 'rules.xml', '<otherwise/>',
             '<when><decision id="report" is="none"/></when>', 'guide-circle'),
            ('a date that is none', 'measures/keys.xml', '2025-01-01',
             '2025-13-01', 'guide-bad-date'),
            ('one date twice', 'measures/keys.xml', '2026-01-01', '2025-01-01',
             'guide-date-twice'),
            ('a huge number', 'rules.xml', 'least="53"',
             'least="%s"' % ('9' * 400), 'guide-bad-number'),
            ('a number in words', 'rules.xml', 'least="53"', 'least="many"',
             'guide-bad-number'),
            ('markup', 'measures/keys.xml', 'it has no copy made;',
             '<w:r xmlns:w="u"/>', ('guide-element', 'guide-namespace')),
            ('a tag in a title', 'documents.xml', 'title="Conditions',
             'title="{job.firm}', 'guide-title-braces'),
            ('no outcome', 'rules.xml', 'is="monthly"', 'is="evil"', None),
            ('very deep conditions', 'rules.xml', '<is field="job.hours" '
             'value="closed"/>', '<not>' * 80 + '<all/>' + '</not>' * 80,
             'guide-condition-depth')):
        if says:
            add.input('text or rule with ' + what, changed(path, old, new), ALL,
                      FAULT, says)


def fields_of(n):
    return '<group id="bomb" ja="爆" en="Bomb">%s</group>' % ''.join(
        '<field id="b%d" type="yes-no" ja="項目%d" en="b%d"/>' % (i, i, i)
        for i in range(n))


def decision(name, when):
    return ('<decision id="%s" from="2025-01-01" ja="判断" en="a decision" '
            'cite="Rule 1"><outcome id="yes" cite="Rule 1"><when>%s</when>'
            '<say ja="はい。" en="Yes."/></outcome><outcome id="no" cite="Rule 1">'
            '<otherwise/><say ja="いいえ。" en="No."/></outcome></decision>') % (
                name, when)


def three(name, first, second):
    return decision(name, first).replace('"yes"', '"a"', 1).replace(
        '<outcome id="no"', '<outcome id="b" cite="Rule 1"><when>%s</when><say '
        'ja="又は。" en="Or."/></outcome><outcome id="c"' % second)


def rules(n, decisions, more=''):
    files_ = changed('fields.xml', '<list id="room"', fields_of(n) +
                     '<list id="room"')
    name = PACKAGE + 'rules.xml'
    files_[name] = files_[name].replace('<invariant', ''.join(decisions) +
                                        more + '<invariant', 1)
    return files_


def either_or(one, other):
    return '<any><all>%s<not>%s</not></all><all><not>%s</not>%s</all></any>' % (
        one, other, one, other)


def parity(prefix, order):
    """One decision for each field: is the number of yeses so far odd?"""
    made, last = [], None
    for i, field in enumerate(order):
        yes = '<yes field="bomb.b%d"/>' % field
        made.append(decision('%s%d' % (prefix, i), yes if last is None else
                             either_or(yes, '<decision id="%s" is="yes"/>' % last)))
        last = '%s%d' % (prefix, i)
    return made


def bombs(add):
    """Rules that cost more than they look."""
    proofs = ('proof-not-settled', 'proof-invariant', 'proof-unreachable',
              'proof-hidden', 'proof-gap', 'guide-many')
    for n in (10, 30, 60):
        order = list(range(n))
        same = ('<invariant id="same" from="2025-01-01" cite="Rule 1" ja="同じ" '
                'en="the same"><not>%s</not></invariant>') % either_or(
                    '<decision id="p%d" is="yes"/>' % (n - 1),
                    '<decision id="q%d" is="yes"/>' % (n - 1))
        add.input('parity of %d fields, two ways' % n, rules(
            n, parity('p', order) + parity('q', order[::-1]), same), COSTLY, FAULT,
            proofs, either=True)
    for n in (20, 60):
        chain = [decision('d0', '<yes field="bomb.b0"/>')] + [
            decision('d%d' % i, '<all>%s</all>' % (
                '<decision id="d%d" is="yes"/>' % (i - 1) * 3))
            for i in range(1, n)]
        add.input('%d decisions that ask threefold' % n, rules(1, chain), COSTLY,
                  FAULT, proofs, either=True)
    for n in (20, 60):
        chain = [three('t0', '<yes field="bomb.b0"/>', '<no field="bomb.b0"/>')] + [
            three('t%d' % i, *('<all>%s</all>' % ''.join(
                '<decision id="t%d" is="%s"/>' % (i - 1, two) for two in twos)
                for twos in (('a b', 'b a', 'a b'), ('b c', 'c b', 'b c'))))
            for i in range(1, n)]
        for known in ('<b0>yes</b0>', '<b0>no</b0>', ''):
            made = rules(1, chain)
            made['case.xml'] = made['case.xml'].replace(
                '<room>', '<bomb>%s</bomb><room>' % known, 1)
            add.input('%d decisions of three outcomes %s' % (n, known), made, COSTLY,
                      FAULT, proofs, either=True)
    for n, says in ((254, None), (255, 'guide-many')):
        add.input('%d decisions' % (n + 2), rules(1, [
            decision('d%d' % i, '<yes field="bomb.b0"/>') for i in range(n)]), COSTLY,
            FAULT, says)
    for holes in (4, 7):
        birds = holes + 1
        each = '<all>%s</all>' % ''.join('<any>%s</any>' % ''.join(
            '<yes field="bomb.b%d"/>' % (bird * holes + hole)
            for hole in range(holes)) for bird in range(birds))
        alone = '<all>%s</all>' % ''.join(
            '<not><all><yes field="bomb.b%d"/><yes field="bomb.b%d"/></all></not>'
            % (a * holes + hole, b * holes + hole) for hole in range(holes)
            for a in range(birds) for b in range(a))
        add.input('%d birds in %d holes' % (birds, holes), rules(
            birds * holes, [decision('birds', '<all>%s%s</all>' % (each, alone))]),
            COSTLY, FAULT, proofs, either=True)
    wide = '<any>%s</any>' % ''.join(
        '<all><yes field="bomb.b%d"/><no field="bomb.b%d"/></all>' % (
            i % 200, (i * 7 + 1) % 200) for i in range(2000))
    add.input('a condition of 2,000 parts', rules(200, [decision('wide', wide)]),
              COSTLY, FAULT, proofs, either=True)
    add.input('5,000 fields', rules(5000, []), COSTLY, FAULT, proofs, either=True)
    add.input('64 outcomes', rules(1, [
        '<decision id="many" from="2025-01-01" ja="判" en="d" cite="Rule 1">%s'
        '</decision>' % ''.join(
            '<outcome id="o%d" cite="Rule 1"><when><all/></when><say ja="x" en="x"/>'
            '</outcome>' % i for i in range(64))]), COSTLY, FAULT, 'guide-many')


def inputs(add, random):
    xml_faults(add)
    files(add)
    places(add)
    texts(add)
    bombs(add)
