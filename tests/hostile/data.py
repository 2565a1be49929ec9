"""Data for render: JSON and XML that are none, lie, or are too much.

SPDX-License-Identifier: MIT
"""
from corpus import SOUND
from docx import docx, p

LIMIT = ('--limit', 'items=1000000')


def json_shapes(add):
    for what, text in (
            ('empty', ''), ('blank', ' \n\t'), ('comment', '// x\n{"a":1}'),
            ('block comment', '{/* */"a":1}'), ('hash', '# x\n{"a":1}'),
            ('comma at the end', '{"a":1,}'), ('comma first', '{,"a":1}'),
            ('two commas', '{"a":1,,"b":1}'), ('no comma', '{"a":1 "b":1}'),
            ('list with comma', '{"a":[1,]}'), ('no colon', '{"a" 1}'),
            ('semicolon', '{"a":1;"b":2}'), ('single quotes', "{'a':1}"),
            ('name without quotes', '{a:1}'), ('number as name', '{1:1}'),
            ('open object', '{"a":1'), ('open list', '{"a":[1'),
            ('open text', '{"a":"x'), ('text ends in a backslash', '{"a":"x\\'),
            ('half an escape', '{"a":"\\u12"}'), ('bad escape', '{"a":"\\x41"}'),
            ('escape of a quote', "{\"a\":\"\\'\"}"), ('octal', '{"a":"\\101"}'),
            ('wrong bracket', '{"a":[1}}'), ('closed twice', '{"a":1}}'),
            ('two values', '{"a":1}{"a":2}'), ('text behind', '{"a":1} x'),
            ('line end in a text', '{"a":"x\ny"}'), ('tab in a text', '{"a":"\t"}'),
            ('NaN', '{"a":NaN}'), ('Infinity', '{"a":Infinity}'),
            ('-Infinity', '{"a":-Infinity}'), ('undefined', '{"a":undefined}'),
            ('True', '{"a":True}'), ('nul', '{"a":nul}'), ('plus', '{"a":+1}'),
            ('zeros first', '{"a":01}'), ('point first', '{"a":.5}'),
            ('point last', '{"a":1.}'), ('exponent alone', '{"a":1e}'),
            ('exponent sign', '{"a":1e+}'), ('minus alone', '{"a":-}'),
            ('two minus', '{"a":--1}'), ('hexadecimal', '{"a":0x10}'),
            ('underscore', '{"a":1_000}'), ('two points', '{"a":1.2.3}'),
            ('function', '{"a":alert(1)}'), ('JSONP', 'x({"a":1})'),
            ('guard', ")]}',\n{\"a\":1}"), ('csv', 'a,b\n1,2\n'),
            ('yaml', 'a: 1\n'), ('pickle', '\x80\x03}q.'), ('bom inside', '{"a":1,\ufeff"b":1}'),
            ('full-width quotes', '{＂a＂:1}'), ('curly quotes', '{“a”:1}'),
            ('non-breaking blank', '{\u00a0"a":1}'), ('form feed', '{\f"a":1}')):
        add.data('JSON ' + what, text, 'json-syntax')
    for what, text in (('list', '[{"a":1}]'), ('text', '"a"'), ('number', '1'),
                       ('null', 'null'), ('true', 'true')):
        add.data('JSON that is a ' + what, text, 'json-root')


def json_names(add):
    for what, text in (
            ('plain', '{"a":1,"a":2}'), ('equal values', '{"a":1,"a":1}'),
            ('escaped', '{"a":1,"\\u0061":2}'), ('inside', '{"a":{"b":1,"b":2}}'),
            ('in a list', '{"a":[{"b":1,"b":2}]}'), ('empty', '{"":1,"":2,"a":1}'),
            ('far apart', '{"a":1,%s,"a":2}' % ','.join(
                '"x%d":0' % i for i in range(5000))),
            ('slash', '{"a/b":1,"a\\/b":2}'), ('null', '{"a":1,"a":null}'),
            ('pair', '{"😀":1,"\\ud83d\\ude00":2}')):
        add.data('name twice: ' + what, text, 'json-name-twice')
    add.data('names in two cases', '{"a":"needle","A":2}', None, shows='needle')
    # Names that fall together in a common hash, and very many.
    add.data('50,000 names', '{"a":"needle",%s}' % ','.join(
        '"%s":1' % ''.join('Ez' if i >> b & 1 else 'FY' for b in range(16))
        for i in range(50000)), None, shows='needle')
    add.data('long name', '{"a":"needle","%s":1}' % ('x' * 1000000), None,
             shows='needle')


def json_characters(add):
    for what, text in (
            ('NUL', '\\u0000'), ('NUL behind', 'x\\u0000'), ('bell', '\\u0007'),
            ('backspace', '\\b'), ('form feed', '\\f'), ('escape', '\\u001b[2J'),
            ('U+0001', '\\u0001'), ('U+001F', '\\u001f'), ('U+FFFE', '\\ufffe'),
            ('U+FFFF', '\\uffff'), ('high half', '\\ud800'),
            ('high half and text', '\\ud800x'), ('low half', '\\udc00'),
            ('halves the wrong way', '\\udc00\\ud800'),
            ('two high halves', '\\ud800\\ud800'),
            ('high half and letter', '\\ud83d\\u0041'),
            ('pair that is none', '\\ud83f\\udfff'),
            ('half at the end', 'x\\udbff')):
        add.data('character ' + what, '{"a":"%s"}' % text, 'json-character')
        if what in ('NUL', 'escape', 'low half', 'high half'):
            add.data('name with ' + what, '{"a":1,"x%s":1}' % text,
                     'json-character')
    for what, data in (
            ('overlong', b'\xc0\xaf'), ('overlong of three', b'\xe0\x80\xaf'),
            ('surrogate', b'\xed\xa0\x80'), ('CESU-8', b'\xed\xa0\xbd\xed\xb8\x80'),
            ('past Unicode', b'\xf4\x90\x80\x80'), ('five bytes',
             b'\xf8\x88\x80\x80\x80'), ('cut', b'\xe3\x81'), ('lone', b'\x80'),
            ('FE', b'\xfe'), ('FF', b'\xff'), ('Latin', b'caf\xe9'),
            ('Shift_JIS', '様式'.encode('cp932')), ('EUC-JP', '様式'.encode('euc-jp'))):
        add.data('JSON with ' + what, b'{"a":"' + data + b'"}', 'json-utf8')
    for what, raw in (('NUL', b'\0'), ('escape', b'\x1b'), ('vertical tab', b'\x0b')):
        add.data('JSON with a raw ' + what, b'{"a":"x' + raw + b'"}', 'json-syntax')
    for what, raw in (('U+FFFE', '\ufffe'), ('U+FFFF', '\uffff')):
        add.data('JSON with a raw ' + what, '{"a":"%s"}' % raw,
                 ('json-utf8', 'json-character', 'render-control-character'))
    for what, data, says in (
            ('UTF-8 with mark', b'\xef\xbb\xbf{"a":"needle"}', None),
            ('two marks', b'\xef\xbb\xbf\xef\xbb\xbf{"a":1}', 'json-syntax'),
            ('UTF-16', b'\xff\xfe' + '{"a":1}'.encode('utf-16le'),
             ('xml-syntax', 'json-utf8')),
            ('UTF-16, big end first', b'\xfe\xff' + '{"a":1}'.encode('utf-16be'),
             ('xml-syntax', 'json-utf8')),
            ('UTF-16 without mark', '{"a":1}'.encode('utf-16le'), 'json-syntax'),
            ('UTF-32', b'\xff\xfe\0\0' + '{"a":1}'.encode('utf-32le'),
             ('xml-encoding', 'json-utf8')),
            ('UTF-7', b'+AHsAIg-', 'json-syntax')):
        add.data('JSON in ' + what, data, says, shows='needle')


DIRECTIONS = {'LRE': '\u202a', 'RLE': '\u202b', 'LRO': '\u202d', 'RLO': '\u202e',
              'LRI': '\u2066', 'RLI': '\u2067', 'FSI': '\u2068',
              'PDF': '\u202c', 'PDI': '\u2069'}


def directions(add):
    """What would show the text around the value in another order."""
    for name, sign in DIRECTIONS.items():
        add.data('direction %s' % name, '{"a":"x%sy"}' % sign,
                 'render-direction')
        add.data('direction %s escaped' % name, '{"a":"x\\u%04xy"}' % ord(sign),
                 'render-direction')
        add.data('direction %s in XML' % name, '<o><a>x%sy</a></o>' % sign,
                 'render-direction')
    for what, text in (('overridden and closed', '\u202e123\u202c'),
                       ('closed wrongly', '\u2067x\u202c'),
                       ('crossed', '\u202bx\u2067y\u202cz\u2069'),
                       ('once more at the end', '\u2067x\u2069\u2069')):
        add.data('direction ' + what, '{"a":"%s"}' % text, 'render-direction')
    add.data('direction joined', '{"a":["\u202b","\u202c"]}', 'render-direction',
             docx(p("{a|join}")))
    add.data('direction of a name', '{"a":"needle","b\u202e":1}', None,
             shows='needle')
    add.data('direction that is not printed', '{"a":"needle","b":"\u202e"}', None,
             shows='needle')
    for what, text in (('marks', 'a\u200eb\u200fc\u061c'),
                       ('Hebrew', 'עברית'), ('Arabic', 'العربية 123'),
                       ('isolated', '\u2067עברית\u2069 x'),
                       ('isolated twice', '\u2067a\u2066b\u2069c\u2069'),
                       ('embedded', '\u202bעברית\u202c x')):
        add.data('direction ' + what, '{"a":"%s"}' % text, None, shows=text)


def numbers(add):
    for what, number in (
            ('401 digits', '1' * 401), ('401 zeros', '0.' + '0' * 400),
            ('long exponent', '1e' + '9' * 400), ('a million digits', '9' * 1000000)):
        add.data('number of ' + what, '{"a":%s}' % number, 'json-number-long')
    for number in ('1e400', '-1e-400', '9' * 400, '0.1', '1E+2', '-0', '1e9999999'):
        add.data('number ' + number[:12], '{"a":%s}' % number, None, shows=number)
    for name in ('comma', 'kanji', 'zenkaku'):
        for number in ('1e400', '9' * 300, '1e999999999', '-0.00000001',
                       '99999999999999999999', '1e-5', '123456789012345678901.5'):
            add.data('%s of %s' % (name, number[:22]), '{"a":%s}' % number,
                     'render-filter', docx(p('{a|%s}' % name)), either=True)
    for what, text in (('date', '"99999999999999-01-01"'), ('no date', '"x"'),
                       ('day 32', '"2026-01-32"'), ('year 0', '"0000-01-01"'),
                       ('huge number', '9' * 100), ('negative', '"-1-01-01"')):
        for name in ('wareki', "date:'yyyy'"):
            add.data('%s of %s' % (name, what), '{"a":%s}' % text, 'render-filter',
                     docx(p('{a|%s}' % name)))
    for what, test in (('huge', '9' * 200), ('minus', '-1')):
        add.data('compared with a %s number' % what, '{"a":%s}' % ('9' * 300),
                 None, docx(p('{#a > %s}x{/}' % test)), shows='x')


def json_floods(add):
    deep = 65
    for what, text in (
            ('lists', '{"a":%s1%s}' % ('[' * deep, ']' * deep)),
            ('objects', '{"a":' * deep + '1' + '}' * deep),
            ('both', '{"a":[' * 40 + '1' + ']}' * 40),
            ('never closed', '{"a":' + '[' * 1000000),
            ('objects never closed', '{"a":' * 500000),
            ('closed again', '{"a":' + '[' * 100000 + ']' * 100000 + '}')):
        add.data('too deep: ' + what, text, 'json-deep')
    add.data('as deep as may be', '{"a":"needle","b":%s1%s}' % ('[' * 63, ']' * 63),
             None, shows='needle')
    add.data('10,001 items', '{"a":1,"b":[%s]}' % ','.join('1' * 10001),
             'data-too-many-items')
    add.data('10,001 items in many lists', '{"a":1,"b":[%s]}' % ','.join(
        ['[1,2,3]'] * 2501), 'data-too-many-items')
    add.data('1,000,001 items', '{"a":1,"b":[%s]}' % ','.join('1' * 1000001),
             'data-too-many-items', extra=LIMIT)
    add.data('5,000,001 values', '{"a":1,%s}' % ','.join(
        '"%d":1' % i for i in range(5000001)), 'data-too-many-values', extra=LIMIT)
    add.data('long text', '{"a":"%s"}' % ('字' * 100001), 'data-text-long')
    add.data('long text in escapes', '{"a":"%s"}' % ('\\u5b57' * 100001),
             'data-text-long')
    add.data('long text of pairs', '{"a":"%s"}' % ('𠮷' * 100001), 'data-text-long')


MARKUP = ('</w:t></w:r><w:r><w:rPr><w:vanish/>', '<w:br/>', '&lt;', '&amp;#x41;',
          '&#x0;', ']]>', '<![CDATA[x]]>', '<!-- x -->', '<?xml version="1.0"?>',
          '{b}', '{#b}x{/b}', '{{b}}', '\\{b\\}', '{@a}', '${b}', '{% x %}',
          '=cmd|"/c calc"!A1', '@SUM(1)', '+1+1', '-1', '%s%n%x', '$(id)', '`id`',
          "'; DROP TABLE a; --", '../../etc/passwd', 'file:///etc/passwd',
          'javascript:alert(1)', '<script>alert(1)</script>', 'DDEAUTO cmd',
          'undefined', 'null', 'NaN', '\\u0041', '​zero', '葛\U000e0100',
          'e' + '\u0301' * 30, '𠮷野家', 'ｶﾞ', '\u3000x', '&', '<', '>', '"', "'",
          'x y  z', 'http://a.jp/?a=b&c=d', '\u007f', '\u0085', '\u00ad')


def texts(add):
    """Text is text, whatever it looks like."""
    import json
    import re
    for i, text in enumerate(MARKUP):
        name = re.sub(r'\W+', ' ', text, flags=re.ASCII).strip()
        add.data('text %d %s' % (i, name), json.dumps({'a': text}), None,
                 shows=text)
        add.data('text %d %s raw' % (i, name), json.dumps(
            {'a': text}, ensure_ascii=False), None, shows=text)
        if text.strip() == text and '\u3000' not in text:
            escaped = text.replace('&', '&amp;').replace('<', '&lt;').replace(
                '>', '&gt;')
            add.data('text %d %s in XML' % (i, name), '<o><a>%s</a></o>' % escaped,
                     None, shows=text)
    add.data('line ends', '{"a":"x\\ny\\r\\nz\\u000bw\\tv"}', None,
             shows='x\ny\nz\nw\tv')


def xml_data(add):
    from parts import ENTITIES
    for what, text in ENTITIES.items():
        add.data('XML with DTD: ' + what, text + '<a><a>&x;</a></a>', 'xml-dtd')
    for what, text, says in (
            ('empty', '<o/>', 'render-no-value'), ('cut', '<o><a>', 'xml-syntax'),
            ('unknown entity', '<o><a>&x;</a></o>', 'xml-syntax'),
            ('too deep', '<a>' * 257 + '</a>' * 257, 'xml-deep'),
            ('bottomless', '<a>' * 500000, 'xml-deep'),
            ('257 attributes', '<a %s/>' % ' '.join(
                'a%d=""' % i for i in range(257)), 'xml-attrs'),
            ('mixed', '<o>x<a>1</a></o>', 'data-mixed'),
            ('mixed far', '<o><a>1</a><b>x<c/></b></o>', 'data-mixed'),
            ('attribute and element', '<o a="1"><a>2</a></o>', 'data-name-twice'),
            ('10,001 items', '<o><a>1</a>%s</o>' % ('<b/>' * 10001),
             'data-too-many-items'),
            ('many names', '<o><a>1</a>%s</o>' % ''.join(
                '<n%d%s/>' % (i, 'x' * 40) for i in range(60000)), 'xml-syntax'),
            ('long text', '<o><a>%s</a></o>' % ('x' * 100001), 'data-text-long'),
            ('long attribute', '<o a="%s"/>' % ('x' * 100001), 'data-text-long'),
            ('very long text', '<o><a>%s</a></o>' % ('x' * 10000001),
             'xml-text-big'),
            ('long tag', '<o a="%s"/>' % ('x' * (1 << 20)), 'xml-tag-big'),
            ('two roots', '<o/><o/>', 'xml-syntax'),
            ('unknown prefix', '<x:o/>', 'xml-syntax'),
            ('referred NUL', '<o><a>&#0;</a></o>', 'xml-syntax'),
            ('referred control', '<o><a>&#27;</a></o>', 'xml-syntax'),
            ('version 1.1', '<?xml version="1.1"?><o><a>&#1;</a></o>',
             'xml-syntax'),
            ('EUC-JP', '<?xml version="1.0" encoding="EUC-JP"?><o/>',
             'xml-encoding'),
            ('UTF-7', '<?xml version="1.0" encoding="UTF-7"?><o/>',
             'xml-encoding'),
            ('html', '<p><br>x</p>', 'xml-syntax')):
        add.data('XML ' + what, text, says)
    for what, data, says in (
            ('NUL', b'<o><a>\0</a></o>', 'xml-bad-char'),
            ('escape', b'<o><a>\x1b</a></o>', 'xml-bad-char'),
            ('bad bytes', b'<o><a>\xff</a></o>', 'xml-bad-bytes'),
            ('UTF-16 without mark', '<o/>'.encode('utf-16le'), 'xml-encoding'),
            ('UTF-32', '\ufeff<o/>'.encode('utf-32le'), 'xml-encoding')):
        add.data('XML with ' + what, data, says)
    for what, text in (
            ('XInclude', '<o xmlns:xi="http://www.w3.org/2001/XInclude"><a>needle'
             '</a><xi:include href="file:///etc/passwd" parse="text"/></o>'),
            ('schema', '<o xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
             'xsi:noNamespaceSchemaLocation="file:///etc/passwd"><a>needle</a></o>'),
            ('style sheet', '<?xml-stylesheet href="http://host/a.xsl"?><o><a>needle'
             '</a></o>'),
            ('base', '<o xml:base="file:///etc/"><a>needle</a></o>'),
            ('CDATA', '<o><a><![CDATA[needle]]></a></o>'),
            ('comments', '<o><!-- x --><a>nee<!-- -->dle</a></o>'),
            ('references', '<o><a>&#x6e;&#101;edle</a></o>')):
        add.data('XML with ' + what, text, None, shows='needle')
    add.data('XML in Shift_JIS', '<?xml version="1.0" encoding="Shift_JIS"?><o><a>'
             '①髙~</a></o>'.encode('cp932'), None, shows='①髙~')
    add.data('XML in UTF-16', '\ufeff<o><a>様𠮷</a></o>'.encode('utf-16be'), None,
             shows='様𠮷')


def kinds(add):
    """Files that are not data."""
    for what, data, says in (
            ('a template', SOUND, ('json-syntax', 'json-utf8')),
            ('OLE2', bytes.fromhex('d0cf11e0a1b11ae1') + bytes(504), 'json-utf8'),
            ('zeros', bytes(100000), 'json-syntax'),
            ('gzip', b'\x1f\x8b\x08' + bytes(99), ('json-utf8', 'json-syntax')),
            ('png', b'\x89PNG\r\n\x1a\n', 'json-utf8'),
            ('pdf', b'%PDF-1.7', 'json-syntax')):
        add.data('data that is ' + what, data, says)
    for what, data in (('text', '"x"'), ('list', '[1]'), ('object', '{"b":1}'),
                       ('null', 'null')):
        add.data('%s where text belongs' % what, '{"a":%s}' % data,
                 ('render-not-text', 'render-no-value'),
                 either=what == 'text')


def inputs(add, random):
    json_shapes(add)
    json_names(add)
    json_characters(add)
    directions(add)
    numbers(add)
    json_floods(add)
    texts(add)
    xml_data(add)
    kinds(add)
