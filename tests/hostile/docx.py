"""Makes small .docx files, sound ones and others, byte for byte the same each
time. Used by tests/hostile and tests/full/limits.py.

SPDX-License-Identifier: MIT
"""
import io
import zipfile

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/'
MAIN = ('application/vnd.openxmlformats-officedocument.wordprocessingml.'
        'document.main+xml')
DEFAULTS = (('rels', 'application/vnd.openxmlformats-package.relationships+xml'),
            ('xml', 'application/xml'), ('png', 'image/png'))


def types(overrides=(), defaults=DEFAULTS, main=MAIN):
    """[Content_Types].xml; overrides are pairs of part name and type."""
    lines = ['<Default Extension="%s" ContentType="%s"/>' % d for d in defaults]
    parts = [('/word/document.xml', main)] if main else []
    lines += ['<Override PartName="%s" ContentType="%s"/>' % o
              for o in parts + list(overrides)]
    return '<Types xmlns="%scontent-types">%s</Types>' % (PACKAGE, ''.join(lines))


def rel(name, kind, target, outside=False):
    """One relationship; a kind without a scheme is one of Office's."""
    kind = kind if ':' in kind else R + kind
    mode = ' TargetMode="External"' if outside else ''
    return '<Relationship Id="%s" Type="%s" Target="%s"%s/>' % (
        name, kind, target, mode)


def rels(*lines):
    return '<Relationships xmlns="%srelationships">%s</Relationships>' % (
        PACKAGE, ''.join(lines))


ROOT = rels(rel('r1', 'officeDocument', 'word/document.xml'))


def document(body, attrs=''):
    return '<w:document xmlns:w="%s"%s><w:body>%s</w:body></w:document>' % (
        W, attrs, body)


def p(text):
    return '<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>' % text


def entries(body, extra=(), parts=None):
    """The parts of a package: those that must be there, then `extra`; `parts`
    takes the place of some of them, or drops one where it says None."""
    made = {'[Content_Types].xml': types(), '_rels/.rels': ROOT,
            'word/document.xml': document(body)}
    made.update(parts or {})
    return [e for e in list(made.items()) + list(extra) if e[1] is not None]


def pack(parts, level=6, method=zipfile.ZIP_DEFLATED):
    """A zip archive of pairs of name and data."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as archive:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            info.external_attr = 0
            info.create_system = 0
            archive.writestr(info, data, compresslevel=level)
    return out.getvalue()


def docx(body, extra=(), parts=None, level=6):
    return pack(entries(body, extra, parts), level)
