"""Cases for the smallest guideline: ids that lead elsewhere, values that hide
something, forms that are none.

SPDX-License-Identifier: MIT
"""
import json

from city import CASE, FILES
from parts import ENTITIES

CHECK = ('check', '--data', 'data')
MAKE = ('generate', '--data', 'data')
FAULT = 1

SOUND = {'id': 'library', 'guideline': 'minimal-city', 'job': {
    'title': 'Cleaning', 'signed-on': '2025-03-01', 'firm': 'Broom Ltd',
    'keys': True, 'hours': 'closed', 'visits': 12},
    'room': [{'name': 'Archive', 'files': True}]}


def one(add, what, data, says, name='case.xml', **more):
    add.input(what, {**FILES, name: data},
              (CHECK + (name,), MAKE + (name, '-o', 'out')), FAULT, says, **more)


def with_title(text):
    return CASE.replace('Cleaning of the library', text)


def ids(add):
    for what, name, says in (
            ('climbs', '../../evil', 'case-id-character'),
            ('dots', '..', 'case-id-edge'), ('dot', '.', 'case-id-edge'),
            ('root', '/tmp/evil', 'case-id-character'),
            ('slash', 'a/b', 'case-id-character'),
            ('full-width slash', 'a／b', 'case-id-character'),
            ('division slash', 'a∕b', 'case-id-character'),
            ('backslash', 'a\\b', 'case-id-character'),
            ('yen', 'a¥b', 'case-id-character'),
            ('drive', 'C:a', 'case-id-character'),
            ('hidden', '.evil', 'case-id-edge'), ('option', '-rf', 'case-id-edge'),
            ('dot at the end', 'evil.', 'case-id-edge'),
            ('device', 'CON', 'case-id-device'), ('device 2', 'lpt1.x',
                                                  'case-id-device'),
            ('device 3', 'nul', 'case-id-device'),
            ('blank', 'a b', 'case-id-character'),
            ('line end', 'a&#10;b', 'case-id-character'),
            ('tab', 'a&#9;b', 'case-id-character'),
            ('star', '*', 'case-id-character'),
            ('pipe', 'a|b', 'case-id-character'),
            ('shell', '$(id)', 'case-id-character'),
            ('format', '%n%s', 'case-id-character'),
            ('tag', '{job.title}', 'case-id-character'),
            ('right to left', 'a\u202eb', 'case-id-character'),
            ('zero width', 'a\u200bb', 'case-id-character'),
            ('combining', 'a\u0301', 'case-id-character'),
            ('emoji', '😀', 'case-id-character'),
            ('full-width letters', 'ＣＯＮ', 'case-id-character'),
            ('long', 'x' * 65, 'case-id-long'), ('long kanji', '字' * 43,
                                                 'case-id-long'),
            ('very long', 'x' * 100000, 'case-id-long'),
            ('empty', '', 'case-no-id')):
        one(add, 'id: ' + what, CASE.replace('id="library"', 'id="%s"' % name), says)
    for what, name, says in (
            ('climbs', '../../evil', 'case-bad-guideline'),
            ('root', '/etc', 'case-bad-guideline'),
            ('capitals', 'Minimal-City', 'case-bad-guideline'),
            ('empty', '', ('case-bad-guideline', 'case-no-guideline')),
            ('blank', ' minimal-city', 'case-bad-guideline'),
            ('unknown', 'evil', 'store-no-guide'),
            ('long', 'x' * 65, 'case-bad-guideline')):
        one(add, 'guideline: ' + what, CASE.replace(
            'guideline="minimal-city"', 'guideline="%s"' % name), says)


SIGNS = (('override', '\u202e', 'case-bidi-character'),
         ('embedding', '\u202a', 'case-bidi-character'),
         ('isolate', '\u2066', 'case-bidi-character'),
         ('mark', '\u200f', 'case-bidi-character'),
         ('Arabic mark', '\u061c', 'case-bidi-character'),
         ('zero width blank', '\u200b', 'case-invisible-character'),
         ('word joiner', '\u2060', 'case-invisible-character'),
         ('soft hyphen', '\u00ad', 'case-invisible-character'),
         ('BOM', '\ufeff', 'case-invisible-character'),
         ('tag letter', '\U000e0041', 'case-invisible-character'),
         ('delete', '\u007f', 'case-control-character'),
         ('C1', '\u0085', 'case-control-character'),
         ('non-character', '\ufdd0', 'case-control-character'),
         ('33 marks', 'e' + '\u0301' * 33, 'case-many-marks'))


def values(add):
    for what, sign, says in SIGNS:
        one(add, 'title with ' + what, with_title('a%sb' % sign), says)
        one(add, 'JSON title with ' + what, json.dumps({**SOUND, 'job': {
            **SOUND['job'], 'title': 'a%sb' % sign}}), says, 'case.json')
    long = 'x' * 81
    for what, old, new, says in (
            ('long text', 'Cleaning of the library', long, 'case-too-long'),
            ('very long text', 'Cleaning of the library', 'x' * 1000000,
             'case-too-long'),
            ('no date', '2025-03-01', 'soon', 'case-bad-date'),
            ('no such day', '2025-03-01', '2025-02-30', 'case-no-such-day'),
            ('early date', '2025-03-01', '1872-12-31', 'case-date-early'),
            ('year 99999', '2025-03-01', '99999-01-01', 'case-bad-date'),
            ('past the era', '2025-03-01', '平成31年5月1日', 'case-date-era'),
            ('era year 0', '2025-03-01', '令和0年5月1日',
             ('case-date-era', 'case-bad-date', 'case-no-such-day')),
            ('neither yes nor no', '<keys>yes', '<keys>perhaps', 'case-bad-yes-no'),
            ('no such choice', '<hours>closed', '<hours>always', 'case-bad-choice'),
            ('choice in CDATA with markup', '<hours>closed',
             '<hours><![CDATA[<closed/>]]>', 'case-bad-choice'),
            ('field twice', '<hours>', '<hours>open</hours><hours>',
             'case-given-twice'),
            ('unknown element', '<hours>', '<evil/><hours>',
             ('case-unknown-element', 'case-unknown-name')),
            ('near name', '<hours>closed</hours>', '<huors>closed</huors>',
             'case-unknown-name'),
            ('attribute', '<hours>', '<hours a="b">', 'case-unknown-attribute'),
            ('element in a value', 'closed<', '<b/>closed<',
             'case-element-in-value'),
            ('text in a group', '<hours>', 'evil<hours>', 'case-text-in-group'),
            ('namespace', '<job>', '<job xmlns="u">', 'case-namespace'),
            ('other root', '<case', '<evil', ('case-root', 'xml-syntax')),
            ('member twice', '>Archive<', '>Reading room<', 'case-key-twice'),
            ('empty member', '<room><name>Archive', '<room/><room>'
             '<name></name></room><room><name>Archive', 'case-empty-member'),
            ('none and members', '<room><name>Archive', '<room none="yes"/><room>'
             '<name>Archive', 'case-none-members'),
            ('none with content', '<room>', '<room none="yes">',
             'case-none-content'),
            ('none of another kind', '<room><name>Archive', '<room none="no"/><room>'
             '<name>Archive', 'case-none-value'),
            ('21 rooms', '<room><name>Archive', ''.join(
                '<room><name>r%d</name></room>' % i for i in range(20)) +
             '<room><name>Archive', 'case-list-long'),
            ('10,001 rooms', '<room><name>Archive', ''.join(
                '<room><name>r%d</name></room>' % i for i in range(10001)) +
             '<room><name>Archive', ('case-too-many-items', 'case-list-long')),
            ('2,000 faults', '<room><name>Archive', '<evil/>' * 2000 +
             '<room><name>Archive', 'case-too-many-faults'),
            ('entity', 'Cleaning of', '&x;', 'xml-syntax'),
            ('NUL', 'Cleaning of', '&#0;', 'xml-syntax'),
            ('no number', '<keys>', '<visits>many</visits><keys>',
             'case-bad-number'),
            ('fraction', '<keys>', '<visits>1.5</visits><keys>', 'case-fraction'),
            ('number beyond', '<keys>', '<visits>367</visits><keys>',
             'case-number-range'),
            ('huge number', '<keys>', '<visits>%s</visits><keys>' % ('9' * 500),
             ('case-number-range', 'case-bad-number')),
            ('exponent', '<keys>', '<visits>1e2</visits><keys>', 'case-bad-number'),
            ('negative', '<keys>', '<visits>-1</visits><keys>',
             'case-number-range')):
        one(add, 'value: ' + what, CASE.replace(old, new) if 'root' in what else
            CASE.replace(old, new, 1), says)
    for what, text in ENTITIES.items():
        one(add, 'DTD: ' + what, CASE.replace('?>\n', '?>\n' + text, 1), 'xml-dtd')
    for what, data, says in (
            ('empty', b'', ('xml-syntax', 'case-root', 'json-syntax')),
            ('too big', CASE.encode() + b' ' * (4 << 20), 'file-too-big'),
            ('too deep', '<case>' * 300, 'xml-deep'),
            ('zeros', bytes(1000), ('xml-bad-char', 'json-syntax', 'ledger-nul')),
            ('bad bytes', CASE.encode() + b'<!-- \xff -->', 'xml-bad-bytes'),
            ('UTF-16 without mark', CASE.encode('utf-16le'), 'xml-encoding'),
            ('cut', CASE[:-30].encode(), 'xml-syntax'),
            ('two roots', CASE.encode() + b'<case/>', 'xml-syntax')):
        one(add, 'form: ' + what, data, says)


def in_json(add):
    text = json.dumps(SOUND)
    for what, data, says in (
            ('id climbs', {**SOUND, 'id': '../../evil'}, 'case-id-character'),
            ('id of a device', {**SOUND, 'id': 'nul.x'}, 'case-id-device'),
            ('guideline climbs', {**SOUND, 'guideline': '../evil'},
             'case-bad-guideline'),
            ('unknown name', {**SOUND, 'evil': 1}, 'case-json-unknown'),
            ('prototype', {**SOUND, '__proto__': {'a': 1}}, 'case-json-unknown'),
            ('text where a group is', {**SOUND, 'job': 'x'}, 'case-json-kind'),
            ('list where a group is', {**SOUND, 'job': [{}]}, 'case-json-kind'),
            ('group where a list is', {**SOUND, 'room': {'name': 'x'}},
             'case-json-kind'),
            ('text in a list', {**SOUND, 'room': ['x']}, 'case-json-kind'),
            ('list in a list', {**SOUND, 'room': [[]]}, 'case-json-kind')):
        one(add, 'JSON: ' + what, json.dumps(data), says, 'case.json')
    for what, data, says in (
            ('name twice', text.replace('"id": "library"',
             '"id": "library", "id": "other"'), 'json-name-twice'),
            ('name twice inside', text.replace('"keys": true',
             '"keys": true, "keys": false'), 'json-name-twice'),
            ('name twice escaped', text.replace('"keys": true',
             '"keys": true, "\\u006beys": false'), 'json-name-twice'),
            ('half a pair', text.replace('Broom', '\\ud800'), 'json-character'),
            ('NUL', text.replace('Broom', '\\u0000'), 'json-character'),
            ('bad bytes', text.encode().replace(b'Broom', b'\xff'), 'json-utf8'),
            ('cut', text[:-20], 'records-cut'),
            ('comma', text.replace('}]}', '}],}'), 'json-syntax'),
            ('too deep', '{"a":' * 70 + '1' + '}' * 70, 'json-deep'),
            ('bottomless', '{"a":' * 100000, 'records-cut'),
            ('exponent', text.replace('12', '1e1'), 'case-bad-number'),
            ('huge number', text.replace('12', '9' * 401), 'json-number-long')):
        one(add, 'JSON: ' + what, data, says, 'case.json')


def taken(add):
    for i, text in enumerate((
            '{job.firm}', '{#room}x{/room}', '&lt;w:br/>', '=cmd|/c calc!A1',
            '../../evil', '%s%n', '$(id)', '&amp;amp;', '<![CDATA[<b>]]>', '𠮷 髙',
            'x' * 80)):
        shows = text.replace('&lt;', '<').replace('&amp;amp;', '&amp;').replace(
            '<![CDATA[<b>]]>', '<b>')
        add.input('title that is only text %d' % i, {
            **FILES, 'case.xml': with_title(text)},
            (CHECK + ('case.xml',), MAKE + ('case.xml', '-o', 'out')), FAULT, None,
            shows=shows)


def inputs(add, random):
    ids(add)
    values(add)
    in_json(add)
    taken(add)
