"""Templates whose package is sound and whose tags are not, or ask for too much.

SPDX-License-Identifier: MIT
"""
from corpus import CHECK, RENDER
from docx import R, W, docx, document, p, rel, rels, types

BOTH = (RENDER, CHECK)
WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'


def faults(add):
    for what, body, says in (
            ('open brace', p('{a'), 'template-brace-open'),
            ('close brace', p('a}'), 'template-brace-close'),
            ('over two paragraphs', p('{a') + p('}'), 'template-brace-open'),
            ('double braces', p('{{a}}'), 'template-brace-double'),
            ('tag in a tag', p('{a{b}}'), ('template-brace-double',
             'template-brace-open', 'template-tag-name')),
            ('empty tag', p('{}'), 'template-tag-name'),
            ('blank tag', p('{ }'), 'template-tag-name'),
            ('only a sign', p('{#}'), 'template-no-item'),
            ('program', p('{a; system("x")}'), 'template-tag-name'),
            ('call', p('{a()}'), 'template-tag-name'),
            ('index', p('{a[0]}'), 'template-tag-name'),
            ('sum', p('{a+b}'), 'template-tag-name'),
            ('assignment', p('{a = b}'), 'template-tag-name'),
            ('path with holes', p('{a..b}'), 'template-tag-name'),
            ('path that ends', p('{a.}'), 'template-tag-name'),
            ('format string', p('{%s%n}'), ('template-tag-name',
             'render-no-value', 'template-image-alone')),
            ('shell', p('{$(id)}'), 'template-tag-name'),
            ('Jinja', p('{% for a in b %}'), 'template-tag-name'),
            ('unclosed', p('{#a}'), 'template-unclosed'),
            ('unopened', p('{/a}'), 'template-unopened'),
            ('crossed', p('{#a}{#b}{/a}{/b}'), 'template-unclosed'),
            ('ends crossed', p('{#a}{/b}'), 'template-mismatch'),
            ('condition without end', p("{#a == }x{/}"), 'template-tag-name'),
            ('quote without end', p("{#a == 'x}x{/}"), 'template-tag-name'),
            ('unknown filter', p('{a|evil}'), 'template-filter-unknown'),
            ('filter with a path', p("{a|date:'../../x'}"), 'template-filter-date'),
            ('no filter', p('{a|}'), ('template-filter-unknown',
                                      'template-tag-name')),
            ('fill-in huge', p('{a|fill-in:99999999999999999999}'),
             'template-filter-number'),
            ('fill-in negative', p('{a|fill-in:-1}'), ('template-filter-number',
                                                      'template-tag-name')),
            ('fill-in 0', p('{a|fill-in:0}'), 'template-filter-number'),
            ('dash of nothing', p('{-w:x a}{/a}'), 'template-dash'),
            ('dash out of a table', p('{-w:tr a}x{/a}'), 'template-dash-place'),
            ('long tag', p('{%s}' % ('a' * 257)), 'template-tag-long'),
            ('deep sections', p('{#a}' * 33 + '{/a}' * 33), 'template-depth'),
            ('deep brackets', p('{#%sa%s}x{/}' % ('(' * 40, ')' * 40)),
             'template-tag-name'),
            ('deep nots', p('{#%sa}x{/}' % ('not ' * 40)), 'template-tag-name'),
            ('no item', p('{$index}'), 'template-no-item'),
            ('half in a link', '<w:p><w:r><w:t>{#a}</w:t></w:r><w:hyperlink>'
             '<w:r><w:t>{/a}</w:t></w:r></w:hyperlink></w:p>',
             'template-cross-run'),
            ('over two tables', ('<w:tbl><w:tr><w:tc>%s</w:tc></w:tr></w:tbl>' * 2)
             % (p('{#a}x'), p('y{/a}')), 'template-cross-row'),
            ('in an attribute', '<w:p><w:pPr><w:pStyle w:val="{a}"/></w:pPr></w:p>',
             'template-tag-in-attribute'),
            ('in a field', '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
             '<w:instrText>REF {a}</w:instrText></w:r><w:r><w:fldChar '
             'w:fldCharType="end"/></w:r></w:p>', 'template-tag-in-field'),
            ('link by a field', '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
             '<w:r><w:instrText>HYPERLINK "{a}"</w:instrText></w:r><w:r>'
             '<w:fldChar w:fldCharType="end"/></w:r></w:p>',
             'template-tag-in-field'),
            ('in CDATA', '<w:p><w:r><w:t><![CDATA[{a}]]></w:t></w:r></w:p>',
             'template-tag-in-cdata'),
            ('20,001 tags', ''.join(p('%d {a}' % i) for i in range(20001)),
             'template-tags-many')):
        add.template(what, docx(body), says, BOTH, shows=None)
    add.data('clauses out of data', '{"a":"<w:p/>"}', 'render-not-block',
             docx(p('{@a}')))
    add.template('another prefix', docx('', parts={
        'word/document.xml': document(p('{a}')).replace('w:', 'q:').replace(
            'xmlns:w', 'xmlns:q')}), 'template-prefix', BOTH)
    add.template('tags in UTF-16', docx('', parts={
        'word/document.xml': b'\xff\xfe' + document(p('{a}')).encode('utf-16le')}),
        'template-not-utf8', BOTH)
    add.template('200,000 braces', docx(p('{' * 200000)), (
        'template-brace-double', 'template-brace-open', 'template-tags-many'), BOTH)
    for name in ('__proto__', 'constructor', 'toString', 'prototype', 'hasOwnProperty',
                 'length', 'this', '__class__'):
        add.data('name ' + name, '{"b":1}', 'render-no-value',
                 docx(p('{%s}' % name)))
        add.data('name below ' + name, '{"a":{}}', 'render-no-value',
                 docx(p('{a.%s}' % name)))


def flood(add, what, data, template):
    add.template(what, template, 'render-too-large', (RENDER,), data=data)


def floods(add):
    """Templates that are small and documents that would not be."""
    for depth, count in ((3, 400), (4, 100), (8, 10), (20, 3), (32, 2)):
        text = '{#a}' * depth + 'x' * 50 + '{/a}' * depth
        flood(add, '%d loops of %d in each other' % (depth, count),
              '{"a":[%s]}' % ','.join('1' * count), docx(p(text)))
    flood(add, 'a long text many times', '{"a":"%s"}' % ('字' * 100000),
          docx(p('{a}' * 300)))
    flood(add, 'a long text in a loop', '{"a":"%s","b":[%s]}' % (
        'x' * 99999, ','.join('1' * 9000)), docx(p('{#b}{a}{/b}')))
    flood(add, 'references grow', '{"a":[%s]}' % ','.join(
        ['"%s"' % ('&' * 60000)] * 300), docx(p('{#a}{.}{/a}')))
    flood(add, 'joined', '{"a":[%s]}' % ','.join(
        ['"%s"' % ('x' * 60000)] * 1200), docx(p('{a|join}')))
    flood(add, 'fill-ins', '{"a":[%s]}' % ','.join('1' * 9999), docx(
        p('{#a}%s{/a}' % ('{x|fill-in:200}' * 40))))


def inputs(add, random):
    faults(add)
    floods(add)
