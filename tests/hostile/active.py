"""What would do something by itself: macros, objects, remote content, fields.

SPDX-License-Identifier: MIT
"""
from docx import DEFAULTS, R, W, docx, document, p, rel, rels, types

MS = 'http://schemas.microsoft.com/office/'
V = 'urn:schemas-microsoft-com:vml'

TYPES = {
    'macros': 'application/vnd.ms-office.vbaProject',
    'macro data': 'application/vnd.ms-word.vbaData+xml',
    'OLE': 'application/vnd.openxmlformats-officedocument.oleObject',
    'ActiveX': 'application/vnd.ms-office.activeX+xml',
    'ActiveX bytes': 'application/vnd.ms-office.activeX',
    'toolbars': 'application/vnd.ms-word.attachedToolbars',
    'keys': 'application/vnd.ms-word.keyMapCustomizations+xml',
    'add-in': 'application/vnd.ms-office.webextension+xml',
    'task panes': 'application/vnd.ms-office.webextensiontaskpanes+xml',
    'mail merge': 'application/vnd.openxmlformats-officedocument.'
                  'wordprocessingml.mailMergeRecipientData+xml',
    'signature': 'application/vnd.openxmlformats-package.digital-signature-'
                 'xmlsignature+xml',
    'a document with macros': 'application/vnd.ms-word.document.macroEnabled.'
                              'main+xml',
    'capitals': 'APPLICATION/VND.MS-OFFICE.VBAPROJECT',
}
KINDS = {
    'macros': MS + '2006/relationships/vbaProject',
    'macro data': MS + '2006/relationships/wordVbaData', 'OLE': 'oleObject',
    'control': 'control',
    'ActiveX bytes': MS + '2006/relationships/activeXControlBinary',
    'altChunk': 'aFChunk', 'embedded document': 'package',
    'toolbars': MS + '2006/relationships/attachedToolbars',
    'keys': MS + '2006/relationships/keyMapCustomizations',
    'ribbon': MS + '2007/relationships/ui/extensibility',
    'ribbon of 2006': MS + '2006/relationships/ui/userCustomization',
    'add-in': MS + '2011/relationships/webextension',
    'task panes': MS + '2011/relationships/webextensiontaskpanes',
    'frame': 'frame', 'subdocument': 'subDocument',
    'mail merge': 'mailMergeSource', 'mail merge header': 'mailMergeHeaderSource',
    'recipients': 'recipientData',
    'signature': 'http://schemas.openxmlformats.org/package/2006/relationships/'
                 'digital-signature/origin',
}
SCHEMES = {
    'file': 'file:///C:/secret.docx', 'file of a host': 'file://host/share/a',
    'file in capitals': 'FILE:///etc/passwd', 'file escaped': 'file%3A///etc/p',
    'UNC': '\\\\host\\share\\a.docx', 'host': '//host/share/a',
    'drive': 'C:/a.exe', 'root': '/etc/passwd', 'script': 'javascript:alert(1)',
    'script with blank': ' javascript:alert(1)', 'vbscript': 'vbscript:a',
    'data': 'data:text/html,a', 'ftp': 'ftp://host/a', 'smb': 'smb://host/a',
    'word': 'ms-word:ofe|u|http://host/a.docx', 'msdt': 'ms-msdt:/id PCWDiag',
    'search': 'search-ms:query=a&amp;crumb=location:\\\\host', 'shell': 'shell:a',
    'ldap': 'ldap://host/', 'mhtml': 'mhtml:http://host/a!b', 'about': 'about:a',
    'local zone': 'res://a', 'view source': 'view-source:http://a',
    'telnet': 'telnet://host', 'news': 'news:a', 'WebDAV': 'dav://host/a',
    'climbs with backslash': '..\\..\\a.exe', 'blob': 'blob:http://a/b',
}
OUTSIDE = ('image', 'header', 'footer', 'styles', 'settings', 'theme',
           'fontTable', 'font', 'numbering', 'footnotes', 'comments', 'video',
           'audio', 'chart', 'customXml', 'customXmlProps', 'diagramData',
           'attachedTheme', 'glossaryDocument', 'hdphoto', 'media', 'unknown')


def linked(*lines, body=p('{a}'), extra=(), kinds=()):
    return docx(body, [('word/_rels/document.xml.rels', rels(*lines)), *extra],
                {'[Content_Types].xml': types(kinds)})


def by_lists(add):
    for what, kind in TYPES.items():
        add.template('type of ' + what, docx(p('{a}'), [('word/a.xml', '<a/>')], {
            '[Content_Types].xml': types((('/word/a.xml', kind),))}),
            'opc-active-content')
    for what, kind in KINDS.items():
        add.template('link to ' + what, linked(
            rel('r1', kind, 'a.xml'), extra=[('word/a.xml', '<a/>')]),
            'opc-active-content')
        add.template('link outside to ' + what, linked(
            rel('r1', kind, 'https://example.jp/a', True)), 'opc-active-content')
    for target in ('file:///C:/evil.dotm', 'https://example.jp/evil.dotm',
                   '\\\\host\\evil.dotm'):
        add.template('attached template ' + target, docx(p('{a}'), [
            ('word/settings.xml', '<w:settings xmlns:w="%s"/>' % W),
            ('word/_rels/settings.xml.rels', rels(rel(
                'r1', 'attachedTemplate', target, True)))]),
            'opc-attached-template')
    for what, target in SCHEMES.items():
        add.template('hyperlink: ' + what, linked(
            rel('r1', 'hyperlink', target, True)), 'opc-outside-target')
    for what, target in (('http', 'http://a.jp'), ('https', 'HTTPS://a.jp/?b=c:d'),
                         ('letter', 'mailto:a@example.jp'), ('call', 'tel:+81-22'),
                         ('neighbour', 'other.docx'), ('mark', '#a')):
        add.template('hyperlink: ' + what, linked(
            rel('r1', 'hyperlink', target, True)), None)
    for kind in OUTSIDE:
        add.template('outside: ' + kind, linked(
            rel('r1', kind, 'https://example.jp/a', True)), 'opc-outside-target')
    add.template('outside from the package', docx(p('{a}'), parts={
        '_rels/.rels': rels(rel('r1', 'officeDocument', 'word/document.xml'),
                            rel('r2', 'metadata/thumbnail',
                                'http://host/a.png', True))}),
        'opc-outside-target')


def complex_field(*codes, kind='instrText'):
    """A field whose code is spread over runs; a list is a field inside."""
    made = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    for code in codes:
        made += complex_field(*code) if isinstance(code, list) else \
            '<w:r><w:%s xml:space="preserve">%s</w:%s></w:r>' % (kind, code, kind)
    return made + ('<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>'
                   'x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')


def simple_field(code):
    return '<w:fldSimple w:instr="%s"><w:r><w:t>x</w:t></w:r></w:fldSimple>' % code


def story(name, root, body):
    """A template with a part of that kind beside its document."""
    kind = ('application/vnd.openxmlformats-officedocument.wordprocessingml.'
            '%s+xml' % name)
    return linked(rel('r1', name, 'a.xml'), extra=[(
        'word/a.xml', '<w:%s xmlns:w="%s">%s</w:%s>' % (root, W, body, root))],
        kinds=(('/word/a.xml', kind),))


FIELDS = {
    'DDE': r' DDE cmd &quot;/c calc&quot; x ', 'DDEAUTO':
    r' DDEAUTO c:\\windows\\system32\\cmd.exe &quot;/k calc&quot; ',
    'DDE in small letters': ' ddeauto excel a b ',
    'tab before': '\tDDE excel a ', 'no blank': 'DDE"excel" a',
    'INCLUDETEXT': ' INCLUDETEXT "C:\\\\a.docx" ',
    'INCLUDEPICTURE': ' INCLUDEPICTURE "http://host/a.png" \\d ',
    'INCLUDE': ' INCLUDE "a" ', 'IMPORT': ' IMPORT "a.png" ',
    'LINK': ' LINK Excel.Sheet.12 "C:\\\\a.xlsx" ',
    'DATABASE': ' DATABASE \\d "C:\\\\a.mdb" \\s "SELECT" ',
    'RD': ' RD "C:\\\\a.docx" ', 'CONTROL': ' CONTROL Forms.CommandButton.1 ',
    'HTMLCONTROL': ' HTMLCONTROL Forms.HTML:Text.1 ',
    'EMBED': ' EMBED Package ',
}
LINKS = {
    'file': ' HYPERLINK "file:///C:/a.exe" ', 'UNC': r' HYPERLINK "\\\\host\\a" ',
    'script': ' HYPERLINK "javascript:a" ', 'bare': ' HYPERLINK file:///a ',
    'behind a switch': ' HYPERLINK \\n "file:///a" ',
    'behind a tip': ' HYPERLINK \\o "a tip" "file:///a" ',
    'small letters': ' hyperlink "FILE:///a" \\l "x" ', 'word':
    ' HYPERLINK "ms-word:ofe|u|http://a" ',
}
HARMLESS = {
    'page': ' PAGE ', 'contents': ' TOC \\o "1-3" \\h \\z \\u ',
    'mark': ' HYPERLINK \\l "_Toc1" ', 'link': ' HYPERLINK "https://a.jp/?b=c" ',
    'link with tip': ' HYPERLINK "https://a.jp" \\o "C:\\\\a" ',
    'date': ' DATE \\@ "yyyy/MM/dd" ', 'merge': ' MERGEFIELD name ',
    'text that speaks of it': ' QUOTE "DDE" ', 'sequence': ' SEQ link ',
    'empty': ' ', 'button': ' MACROBUTTON NoMacro [click] ',
}


def quoted(code):
    return code.replace('"', '&quot;')


def in_text(code):
    return code.replace('&quot;', '"')


def fields(add):
    for what, code in FIELDS.items():
        for how, run in (('complex', complex_field(in_text(code))),
                         ('simple', simple_field(quoted(code)))):
            add.template('field %s, %s' % (what, how),
                         docx(p('{a}') + '<w:p>%s</w:p>' % run), 'opc-field')
    code = ' DDEAUTO cmd '
    for what, run in (
            ('spread', complex_field(*code)),
            ('spread in two', complex_field(' DD', 'EAUTO', ' cmd ')),
            ('deleted', complex_field(code, kind='delInstrText')),
            ('kind from a field', complex_field([' QUOTE 68 68 69 '], ' cmd ')),
            ('kind half from a field', complex_field(' D', [' QUOTE 68 69 '], ' c')),
            ('inside another', complex_field(' IF 1 = 1 ', [code], ' ')),
            ('deep inside', complex_field(' IF ', [' IF ', [' IF ', [code]]])),
            ('never closed', '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
             '<w:instrText>DDE a</w:instrText></w:r>'),
            ('in CDATA', complex_field('<![CDATA[ DDE a ]]>')),
            ('in references', complex_field('&#68;&#x44;&#69; a')),
            ('comment between', complex_field(' D<!-- -->DE a'))):
        add.template('field ' + what, docx(p('{a}') + '<w:p>%s</w:p>' % run),
                     'opc-field')
    across = complex_field(' DD', 'EAUTO c').replace(
        '</w:instrText></w:r><w:r>', '</w:instrText></w:r></w:p><w:p><w:r>', 1)
    add.template('field over two paragraphs', docx(
        p('{a}') + '<w:p>%s</w:p>' % across), 'opc-field')
    for name, root in (('header', 'hdr'), ('footer', 'ftr'),
                       ('footnotes', 'footnotes'), ('endnotes', 'endnotes'),
                       ('comments', 'comments')):
        add.template('field in ' + name, story(
            name, root, '<w:p>%s</w:p>' % complex_field(code)), 'opc-field')
    add.template('field with another prefix', docx('', parts={
        'word/document.xml': document(p('a') + '<w:p>%s</w:p>' % complex_field(
            code)).replace('w:', 'q:').replace('xmlns:w', 'xmlns:q')}),
        'opc-field')
    add.template('field in UTF-16', docx('', parts={
        'word/document.xml': b'\xff\xfe' + document(
            p('a') + '<w:p>%s</w:p>' % complex_field(code)).encode('utf-16le')}),
        'opc-field')
    for what, code in LINKS.items():
        add.template('link by field: ' + what, docx(
            p('{a}') + '<w:p>%s</w:p>' % complex_field(code)), 'opc-outside-target')
    for what, code in HARMLESS.items():
        add.template('harmless field: ' + what, docx(
            p('{a}') + '<w:p>%s</w:p>' % complex_field(code)), None)
    add.template('harmless formula of a field', docx(p('{a}') + '<w:p>%s</w:p>' %
                 complex_field('=', [' MERGEFIELD a '], '+1')), None)


def settings(add):
    kind = ('application/vnd.openxmlformats-officedocument.wordprocessingml.'
            'settings+xml')
    for what, inner, says in (
            ('mail merge', '<w:mailMerge><w:mainDocumentType w:val="formLetters"/>'
             '<w:connectString w:val="DSN=a"/><w:query w:val="SELECT"/>'
             '</w:mailMerge>', 'opc-active-content'),
            ('nothing', '', None)):
        add.template('settings with ' + what, linked(
            rel('r1', 'settings', 'settings.xml'), extra=[(
                'word/settings.xml', '<w:settings xmlns:w="%s">%s</w:settings>' % (
                    W, inner))], kinds=(('/word/settings.xml', kind),)), says)


def pictures(add):
    """What VML would fetch without a relationship."""
    for what, shape in (
            ('picture', '<v:imagedata src="http://host/a.png"/>'),
            ('picture of a file', '<v:imagedata src="file:///C:/a.png"/>'),
            ('fill', '<v:fill src="\\\\host\\a.png"/>'),
            ('link', '<v:shape href="file:///C:/a.exe"/>'),
            ('script', '<v:rect href="javascript:a"/>')):
        add.template('VML ' + what, docx('', parts={'word/document.xml': document(
            p('{a}') + '<w:p><w:r><w:pict>%s</w:pict></w:r></w:p>' % shape,
            ' xmlns:v="%s"' % V)}), 'opc-outside-target')
    add.template('VML link to a page', docx('', parts={
        'word/document.xml': document(
            p('{a}') + '<w:p><w:r><w:pict><v:shape href="https://a.jp"/>'
            '</w:pict></w:r></w:p>', ' xmlns:v="%s"' % V)}), None)


def inputs(add, random):
    by_lists(add)
    fields(add)
    settings(add)
    pictures(add)
