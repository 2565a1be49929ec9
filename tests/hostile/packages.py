"""Archives that are sound, and packages that are not: content types, lists of
relationships, the kind of document.

SPDX-License-Identifier: MIT
"""
from docx import (DEFAULTS, MAIN, PACKAGE, R, ROOT, W, docx, document, p, pack,
                  rel, rels, types)

WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'
STRICT = 'http://purl.oclc.org/ooxml/'


def with_parts(**parts):
    """A sound template with some parts replaced: t types, r root relationships,
    d document, l its relationships."""
    names = {'t': '[Content_Types].xml', 'r': '_rels/.rels',
             'd': 'word/document.xml', 'l': 'word/_rels/document.xml.rels'}
    return docx(p('{a}'), parts={names[k]: v for k, v in parts.items()})


def content_types(add):
    sound = types()
    for what, text, says in (
            ('none', None, 'opc-no-content-types'),
            ('empty', '', 'xml-syntax'),
            ('no XML', 'Types', 'xml-syntax'),
            ('cut', sound[:-9], 'xml-syntax'),
            ('other root', sound.replace('Types', 'Type'), 'opc-content-types'),
            ('other namespace', sound.replace(PACKAGE, 'http://x/'),
             'opc-content-types'),
            ('no namespace', sound.replace(' xmlns=', ' a='),
             'opc-content-types'),
            ('strange child', sound.replace('</Types>', '<Evil/></Types>'),
             'opc-content-types'),
            ('default without extension', sound.replace(
                'Extension="png"', ''), 'opc-content-types'),
            ('empty extension', sound.replace('="png"', '=""'),
             'opc-content-types'),
            ('empty type', sound.replace('"image/png"', '""'),
             'opc-content-types'),
            ('override without slash', sound.replace('"/word', '"word'),
             'opc-content-types'),
            ('nothing in it', types((), (), None), 'opc-part-without-type'),
            ('no default for rels', types(defaults=DEFAULTS[1:]),
             'opc-part-without-type'),
            ('extension twice', types(defaults=DEFAULTS + (DEFAULTS[0],)),
             'opc-content-type-twice'),
            ('extension twice in capitals', types(
                defaults=DEFAULTS + (('XML', 'text/plain'),)),
             'opc-content-type-twice'),
            ('part twice', types((('/word/document.xml', 'text/plain'),)),
             'opc-content-type-twice'),
            ('part twice, escaped', types((('/word/%64ocument.xml', 'a/b'),)),
             'opc-content-type-twice'),
            ('type of a part that is not there', types((('/a.xml', 'a/b'),)),
             None)):
        add.template('types: ' + what, with_parts(t=text), says)
    add.template('types: only in capitals', docx(p('{a}'), [
        ('[CONTENT_TYPES].XML', sound)], {'[Content_Types].xml': None}), None)
    add.template('a part without type', docx(p('{a}'), [('word/a.bin', b'1')]),
                 'opc-part-without-type')
    add.template('a part without ending', docx(p('{a}'), [('word/a', b'1')]),
                 'opc-part-without-type')
    add.template('a part in the name of a part', docx(p('{a}'), [
        ('word/document.xml/a.xml', '<a/>')]), 'opc-part-name')
    add.template('a part under the types', docx(p('{a}'), [
        ('[Content_Types].xml/a.xml', '<a/>')]), 'opc-part-name')


KINDS = {
    'dotx': (WORD + 'template.main+xml', 'opc-word-template'),
    'docm': ('application/vnd.ms-word.document.macroEnabled.main+xml',
             'opc-macros'),
    'dotm': ('application/vnd.ms-word.template.macroEnabledTemplate.main+xml',
             'opc-macros'),
    'xlsx': (XLSX + 'sheet.main+xml', 'opc-not-a-docx'),
    'xlsm': ('application/vnd.ms-excel.sheet.macroEnabled.main+xml',
             'opc-macros'),
    'pptx': ('application/vnd.openxmlformats-officedocument.presentationml.'
             'presentation.main+xml', 'opc-not-a-docx'),
    'glossary': (WORD + 'document.glossary+xml', 'opc-not-a-docx'),
    'xml': ('application/xml', 'opc-not-a-docx'),
    'text': ('text/plain', 'opc-not-a-docx'),
    'type with parameter': (MAIN + ';a=b', 'opc-not-a-docx'),
    'type that begins the same': (MAIN + 'x', 'opc-not-a-docx'),
    'epub': ('application/epub+zip', 'opc-not-a-docx'),
}


def kinds(add):
    for what, (kind, says) in KINDS.items():
        add.template('kind: ' + what, with_parts(t=types(main=kind)), says)
    add.template('kind: strict', with_parts(d=document(p('{a}')).replace(
        W, STRICT + 'wordprocessingml/main')), 'opc-strict')
    add.template('kind: strict relationships', with_parts(r=ROOT.replace(
        R, STRICT + 'officeDocument/relationships/')), 'opc-strict')
    for what, text in (
            ('other root', '<w:glossaryDocument xmlns:w="%s"/>' % W),
            ('other namespace', '<w:document xmlns:w="http://example.jp/"/>'),
            ('no namespace', '<document/>'),
            ('header', '<w:hdr xmlns:w="%s"/>' % W),
            ('html', '<html xmlns="http://www.w3.org/1999/xhtml"/>'),
            ('2003', '<w:wordDocument xmlns:w="http://schemas.microsoft.com/'
             'office/word/2003/wordml"/>')):
        add.template('document: ' + what, with_parts(d=text), 'opc-not-a-docx')
    add.template('an OpenDocument text', pack([
        ('mimetype', 'application/vnd.oasis.opendocument.text'),
        ('content.xml', '<office:document-content xmlns:office="a"/>')]),
        'opc-no-content-types')
    add.template('an archive of pictures', pack([('a.png', b'1')]),
                 'opc-no-content-types')
    add.template('a jar', pack([('META-INF/MANIFEST.MF', 'a')]),
                 'opc-no-content-types')


def roots(add):
    main = rel('r1', 'officeDocument', 'word/document.xml')
    for what, text, says in (
            ('none', None, 'opc-main-part'),
            ('empty', '', 'xml-syntax'),
            ('nothing in it', rels(), 'opc-main-part'),
            ('other kind', rels(rel('r1', 'image', 'word/document.xml')),
             'opc-main-part'),
            ('two main parts', rels(main, rel(
                'r2', 'officeDocument', 'word/document.xml')), 'opc-main-part'),
            ('main part outside', rels(rel(
                'r1', 'officeDocument', 'http://example.jp/a.docx', True)),
             'opc-relationship-dangles'),
            ('main part elsewhere', rels(rel(
                'r1', 'officeDocument', 'word/other.xml')),
             'opc-relationship-dangles'),
            ('main part climbs', rels(rel(
                'r1', 'officeDocument', '../word/document.xml')),
             'opc-relationship-dangles'),
            ('main part as file', rels(rel(
                'r1', 'officeDocument', 'file:///etc/passwd')),
             'opc-relationship-dangles'),
            ('main part with backslash', rels(rel(
                'r1', 'officeDocument', 'word\\document.xml')),
             'opc-relationship-dangles'),
            ('main part from the root', rels(rel(
                'r1', 'officeDocument', '/word/document.xml')), None),
            ('other root', rels(main).replace('Relationships', 'Rels'),
             'opc-relationships'),
            ('other namespace', rels(main).replace(PACKAGE, 'http://x/'),
             'opc-relationships'),
            ('strange child', rels(main, '<Evil/>'), 'opc-relationships'),
            ('nested', rels('<Relationship>' + main + '</Relationship>'),
             'opc-relationships')):
        add.template('root: ' + what, with_parts(r=text), says)


def relationships(add):
    one = rel('r1', 'styles', 'styles.xml')
    for what, lines, says in (
            ('id twice', (rel('r1', 'hyperlink', 'https://a.jp', True),
                          rel('r1', 'hyperlink', 'https://b.jp', True)),
             'opc-relationship-twice'),
            ('no id', (one.replace('Id="r1"', ''),), 'opc-relationships'),
            ('empty id', (one.replace('"r1"', '""'),), 'opc-relationships'),
            ('no type', (one.replace('Type=', 'Kind='),), 'opc-relationships'),
            ('no target', (one.replace('Target=', 'Aim='),),
             'opc-relationships'),
            ('bad mode', (one.replace('/>', ' TargetMode="Elsewhere"/>'),),
             'opc-relationships'),
            ('empty mode', (one.replace('/>', ' TargetMode=""/>'),),
             'opc-relationships'),
            ('mode in capitals', (one.replace('/>', ' TargetMode="EXTERNAL"/>'),),
             'opc-relationships'),
            ('dangles', (one,), 'opc-relationship-dangles'),
            ('to itself', (rel('r1', 'x', ''),), None),
            ('10,001', tuple(rel('r%d' % i, 'hyperlink', 'https://a.jp', True)
                             for i in range(10001)),
             'opc-too-many-relationships')):
        add.template('list: ' + what, with_parts(l=rels(*lines)), says)
    for what, target in (
            ('climbs', '../../a.xml'), ('climbs far', '../' * 40 + 'etc/passwd'),
            ('climbs from the root', '/../a.xml'),
            ('climbs inside', 'a/../../../b.xml'), ('file', 'file:///etc/passwd'),
            ('scheme', 'x:a.xml'), ('drive', 'C:/a.xml'),
            ('backslash', 'a\\b.xml'), ('UNC', '\\\\host\\share\\a')):
        add.template('target: ' + what, with_parts(l=rels(rel(
            'r1', 'customXml', target))), 'opc-relationship-target')
    for what, target in (
            ('escaped climb', '%2e%2e/%2e%2e/a.xml'), ('host', '//host/a.xml'),
            ('nothing there', 'a.xml'), ('query', 'a.xml?b'),
            ('NUL', 'a%00.xml')):
        add.template('target: ' + what, with_parts(l=rels(rel(
            'r1', 'customXml', target))), 'opc-relationship-dangles')
    add.template('a list of a part that is not there', docx(p('{a}'), [
        ('word/_rels/nothing.xml.rels', rels(rel(
            'r1', 'oleObject', 'file:///c:/a', True)))]), 'opc-active-content')
    add.template('a list in capitals', docx(p('{a}'), [
        ('WORD/_RELS/DOCUMENT.XML.RELS', rels(rel(
            'r1', 'oleObject', 'file:///c:/a', True)))]), 'opc-active-content')
    add.template('a list of another type', docx(p('{a}'), [
        ('word/_rels/document.xml.rels', rels(rel(
            'r1', 'oleObject', 'file:///c:/a', True)))], {
        '[Content_Types].xml': types((('/word/_rels/document.xml.rels',
                                       'image/png'),))}), 'opc-active-content')


# The kinds of links whose parts Word reads as XML of one type each.
LINKED = {'header': 'header', 'footer': 'footer', 'footnotes': 'footnotes',
          'endnotes': 'endnotes', 'comments': 'comments', 'styles': 'styles',
          'settings': 'settings', 'numbering': 'numbering',
          'fontTable': 'fontTable', 'webSettings': 'webSettings',
          'glossaryDocument': 'document.glossary'}


def part_types(add):
    for kind, end in LINKED.items():
        text = '<w:%s xmlns:w="%s">%s</w:%s>' % ('hdr', W, p('{a}'), 'hdr')
        for what, given in (('a picture', 'image/png'),
                            ('plain XML', 'application/xml'),
                            ('the main part', MAIN)):
            if kind == 'glossaryDocument' and given == MAIN:
                continue
            add.template('%s linked as %s' % (what, kind), docx(p('{a}'), [
                ('word/a.xml', text),
                ('word/_rels/document.xml.rels', rels(rel('r1', kind, 'a.xml')))],
                {'[Content_Types].xml': types((('/word/a.xml', given),))}),
                'opc-part-type')
        add.template('%s as it should be' % kind, docx(p('{a}'), [
            ('word/a.xml', '<w:%s xmlns:w="%s"/>' % (kind, W)),
            ('word/_rels/document.xml.rels', rels(rel('r1', kind, 'a.xml')))],
            {'[Content_Types].xml': types((('/word/a.xml', WORD + end + '+xml'),))}),
            None)


def inputs(add, random):
    content_types(add)
    kinds(add)
    roots(add)
    relationships(add)
    part_types(add)
