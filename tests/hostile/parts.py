"""XML that no part may be: DTDs and entities, depths, encodings, characters.

Each fault stands in each kind of part, since each has a reader of its own.

SPDX-License-Identifier: MIT
"""
from docx import MAIN, PACKAGE, R, W, docx, document, p, rel, rels, types

WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'

# Name of the part, its content type, and the kind of its link.
PARTS = {
    'header': ('word/h.xml', WORD + 'header+xml', 'header'),
    'footnotes': ('word/f.xml', WORD + 'footnotes+xml', 'footnotes'),
    'comments': ('word/c.xml', WORD + 'comments+xml', 'comments'),
    'styles': ('word/s.xml', WORD + 'styles+xml', 'styles'),
    'settings': ('word/e.xml', WORD + 'settings+xml', 'settings'),
    'numbering': ('word/n.xml', WORD + 'numbering+xml', 'numbering'),
    'data': ('customXml/item1.xml', 'application/xml', 'customXml'),
    'drawing': ('word/media/a.svg', 'image/svg+xml', 'image'),
    'properties': ('docProps/core.xml', 'application/vnd.openxmlformats-package.'
                   'core-properties+xml', None),
}
ENTITIES = {
    'declaration': '<!DOCTYPE a>',
    'external subset': '<!DOCTYPE a SYSTEM "http://host/a.dtd">',
    'subset of a file': '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    'public': '<!DOCTYPE a PUBLIC "-//W3C//DTD XHTML 1.0//EN" "a.dtd">',
    'entity': '<!DOCTYPE a [<!ENTITY x "y">]>',
    'file': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    'laughs': '<!DOCTYPE a [<!ENTITY x0 "lol">%s]>' % ''.join(
        '<!ENTITY x%d "%s">' % (i, '&x%d;' % (i - 1) * 10) for i in range(1, 10)),
    'large entity': '<!DOCTYPE a [<!ENTITY x "%s">]>' % ('y' * 100000),
    'parameters': '<!DOCTYPE a [%s]>' % ''.join(
        '<!ENTITY %% p%d "%s">' % (i, '%%p%d;' % (i - 1) * 9)
        for i in range(1, 9)),
    'remote parameter': '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://host/">%x;]>',
    'itself': '<!DOCTYPE a [<!ENTITY x "&x;">]>',
    'attributes': '<!DOCTYPE a [<!ATTLIST a b CDATA "c">]>',
    'notation': '<!DOCTYPE a [<!NOTATION x SYSTEM "a.exe">]>',
    'unclosed': '<!DOCTYPE a [',
}


def with_part(kind, text, body=p('{a}')):
    """A sound template with such a part."""
    if kind == 'document':
        return docx('', parts={'word/document.xml': text})
    if kind == 'types':
        return docx(body, parts={'[Content_Types].xml': text})
    if kind == 'root list':
        return docx(body, parts={'_rels/.rels': text})
    if kind == 'list':
        return docx(body, [('word/_rels/document.xml.rels', text)])
    name, given, link = PARTS[kind]
    extra = [(name, text)]
    if link:
        extra.append(('word/_rels/document.xml.rels',
                      rels(rel('r1', link, '/' + name))))
    # Not packed: else the archive would be refused for its ratio.
    return docx(body, extra, {'[Content_Types].xml': types((('/' + name, given),))},
                0 if len(text) > 1 << 20 else 6)


def sound(kind):
    return {'document': document(p('{a}')), 'types': types(), 'list': rels(),
            'root list': rels(rel('r1', 'officeDocument', 'word/document.xml'))
            }.get(kind, '<a>x</a>')


ALL = ('document', 'types', 'root list', 'list') + tuple(PARTS)


def entities(add):
    for kind in ALL:
        for what in ('declaration', 'laughs', 'file', 'remote parameter'):
            add.template('%s with DTD: %s' % (kind, what), with_part(
                kind, ENTITIES[what] + sound(kind)), 'xml-dtd')
    for what, text in ENTITIES.items():
        if what not in ('declaration', 'laughs', 'file', 'remote parameter'):
            add.template('document with DTD: ' + what, with_part(
                'document', text + sound('document')), 'xml-dtd')
    for kind in ('document', 'header', 'data'):
        add.template('%s with an unknown entity' % kind, with_part(
            kind, '<a>&x;</a>'), 'xml-syntax')
        add.template('%s with DTD behind a comment' % kind, with_part(
            kind, '<!-- <a> -->\n' + ENTITIES['entity'] + '<a>&x;</a>'), 'xml-dtd')
        add.template('%s with DTD in UTF-16' % kind, with_part(
            kind, b'\xff\xfe' + (ENTITIES['entity'] + '<a>&x;</a>').encode(
                'utf-16le')), 'xml-dtd')
        add.template('%s with DTD after its root' % kind, with_part(
            kind, sound(kind) + ENTITIES['entity']), ('xml-dtd', 'xml-syntax'))
        add.template('%s with DTD inside' % kind, with_part(
            kind, '<a>' + ENTITIES['entity'] + '</a>'), ('xml-dtd', 'xml-syntax'))
        add.template('%s with DTD in small letters' % kind, with_part(
            kind, '<!doctype a>' + sound(kind)), 'xml-syntax')


def depths(add):
    for kind in ALL:
        add.template('%s too deep' % kind, with_part(
            kind, '<a>' * 257 + '</a>' * 257), 'xml-deep')
        add.template('%s with 257 attributes' % kind, with_part(
            kind, '<a %s/>' % ' '.join('a%d="b"' % i for i in range(257))),
            'xml-attrs')
    for what, text, says in (
            ('bottomless', '<a>' * 1000000, 'xml-deep'),
            ('far too deep', '<a>' * 100000 + '</a>' * 100000, 'xml-deep'),
            ('50,000 attributes', '<a %s/>' % ' '.join(
                'a%d="b"' % i for i in range(50000)), 'xml-attrs'),
            ('many namespaces', '<a %s/>' % ' '.join(
                'xmlns:a%d="b"' % i for i in range(257)), 'xml-attrs'),
            ('namespaces inside each other', ''.join(
                '<a %s>' % ' '.join('xmlns:n%d-%d="b"' % (d, i) for i in range(200))
                for d in range(200)) + '</a>' * 200, 'xml-namespaces'),
            ('long tag', '<a b="%s"/>' % ('x' * (1 << 20)), 'xml-tag-big'),
            ('long name', '<%s/>' % ('x' * (1 << 21)), 'xml-tag-big'),
            ('long comment', '<a><!--%s--></a>' % ('ab c' * 2600000),
             'xml-text-big'),
            ('many names', '<a>%s</a>' % ''.join(
                '<n%d%s/>' % (i, 'x' * 40) for i in range(60000)), 'xml-syntax')):
        add.template('data ' + what, with_part('data', text), says)


def encodings(add):
    text = '<?xml version="1.0" encoding="%s"?><a>様</a>'
    for what, data, says in (
            ('UTF-8 with mark', b'\xef\xbb\xbf<a/>', None),
            ('UTF-8 with two marks', b'\xef\xbb\xbf\xef\xbb\xbf<a/>',
             'xml-bad-char'),
            ('UTF-16', b'\xff\xfe' + '<a>様</a>'.encode('utf-16le'), None),
            ('UTF-16, big end first', b'\xfe\xff' + '<a/>'.encode('utf-16be'),
             None),
            ('UTF-16 without mark', '<a/>'.encode('utf-16le'), 'xml-encoding'),
            ('UTF-16 of odd length', b'\xff\xfe<\0a\0/\0>\0 ', 'xml-bad-bytes'),
            ('UTF-16 half a pair', b'\xff\xfe<\0a\0>\0\x00\xd8<\0/\0a\0>\0',
             'xml-bad-bytes'),
            ('UTF-32', b'\xff\xfe\0\0' + '<a/>'.encode('utf-32le'),
             'xml-encoding'),
            ('UTF-32 without mark', '<a/>'.encode('utf-32be'), 'xml-encoding'),
            ('EBCDIC', '<?xml version="1.0"?><a/>'.encode('cp037'),
             'xml-encoding'),
            ('Shift_JIS', (text % 'Shift_JIS').encode('cp932'), None),
            ('Shift_JIS undeclared', '<a>様</a>'.encode('cp932'),
             'xml-bad-bytes'),
            ('Shift_JIS broken', (text % 'Shift_JIS').encode('cp932').replace(
                '様'.encode('cp932'), b'\x81\xff'), 'xml-bad-bytes'),
            ('EUC-JP', (text % 'EUC-JP').encode('euc-jp'), 'xml-encoding'),
            ('ISO-2022-JP', (text % 'ISO-2022-JP').encode('iso2022-jp'),
             'xml-encoding'),
            ('Latin', b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>',
             'xml-encoding'),
            ('UTF-7', b'<?xml version="1.0" encoding="UTF-7"?><a>+AAA-</a>',
             'xml-encoding'),
            ('made up', (text % 'evil').encode(), 'xml-encoding'),
            ('overlong', b'<a>\xc0\xbc</a>', 'xml-bad-bytes'),
            ('surrogate', b'<a>\xed\xa0\x80</a>', 'xml-bad-bytes'),
            ('CESU-8', b'<a>\xed\xa0\x80\xed\xb0\x80</a>', 'xml-bad-bytes'),
            ('past Unicode', b'<a>\xf4\x90\x80\x80</a>', 'xml-bad-bytes'),
            ('cut sequence', b'<a>\xe3\x81</a>', 'xml-bad-bytes'),
            ('lone continuation', b'<a>\x80</a>', 'xml-bad-bytes'),
            ('FF', b'<a>\xff</a>', 'xml-bad-bytes'),
            ('non-character', '<a>\ufffe</a>'.encode(), 'xml-bad-char'),
            ('NUL', b'<a>\0</a>', 'xml-bad-char'),
            ('escape', b'<a>\x1b[2J</a>', 'xml-bad-char'),
            ('vertical tab', b'<a>\x0b</a>', 'xml-bad-char'),
            ('referred NUL', b'<a>&#0;</a>', 'xml-syntax'),
            ('referred control', b'<a>&#x1;</a>', 'xml-syntax'),
            ('referred surrogate', b'<a>&#xD800;</a>', 'xml-syntax'),
            ('referred non-character', b'<a>&#xFFFE;</a>', 'xml-syntax'),
            ('referred past Unicode', b'<a>&#x110000;</a>', 'xml-syntax'),
            ('referred huge', b'<a>&#99999999999999999999;</a>', 'xml-syntax')):
        for kind in ('data', 'styles'):
            add.template('%s in %s' % (kind, what), with_part(kind, data), says)


def shapes(add):
    for what, text in (
            ('empty', ''), ('blank', ' \n'), ('text', 'x'), ('cut', '<a><b>'),
            ('mismatched', '<a></b>'), ('two roots', '<a/><b/>'),
            ('text before', 'x<a/>'), ('text behind', '<a/>x'),
            ('blank before the declaration', ' <?xml version="1.0"?><a/>'),
            ('declaration inside', '<a><?xml version="1.0"?></a>'),
            ('unknown prefix', '<z:a/>'), ('attribute twice', '<a b="" b=""/>'),
            ('attribute twice by prefix',
             '<a xmlns:x="u" xmlns:y="u" x:b="" y:b=""/>'),
            ('attribute without quotes', '<a b=c/>'),
            ('attribute without value', '<a b/>'), ('bare &', '<a>&</a>'),
            ('bare <', '<a> < </a>'), ('< in an attribute', '<a b="<"/>'),
            (']]> in text', '<a>]]></a>'), ('-- in a comment', '<!-- -- --><a/>'),
            ('open comment', '<a/><!--'), ('open CDATA', '<a><![CDATA['),
            ('open instruction', '<a><?b'), ('name with digit', '<1a/>'),
            ('end tag with attribute', '<a></a b="">'), ('empty tag', '<></>'),
            ('version 1.1', '<?xml version="1.1"?><a>&#1;</a>'),
            ('prefix xmlns', '<xmlns:a/>'), ('html', '<p><br></p>'),
            ('conditional section', '<![IGNORE[<a/>]]>'),
            ('namespace unset', '<a xmlns:b=""/>')):
        for kind in ('document', 'header'):
            add.template('%s: %s' % (kind, what), with_part(kind, text),
                         'xml-syntax')


def inputs(add, random):
    entities(add)
    depths(add)
    encodings(add)
    shapes(add)
