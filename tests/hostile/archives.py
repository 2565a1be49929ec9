"""Archives that are none, are cut, lie, or hide something.

SPDX-License-Identifier: MIT
"""
import struct
import zlib

from corpus import SOUND
from docx import docx, entries, p, pack
from raw import DEFLATE, STORED, Entry, archive, deflated, sound

MiB = 1 << 20
CFB = bytes.fromhex('d0cf11e0a1b11ae1')


def not_zip(add):
    kinds = {
        'empty': b'', 'one byte': b'P', 'text': b'Hello\n', 'zeros': bytes(999),
        'html': b'<!DOCTYPE html><html></html>', 'rtf': b'{\\rtf1 a}',
        'pdf': b'%PDF-1.7\n%%EOF\n', 'png': b'\x89PNG\r\n\x1a\n' + bytes(60),
        'gzip': b'\x1f\x8b\x08' + bytes(40), 'xz': b'\xfd7zXZ\0' + bytes(40),
        '7z': b"7z\xbc\xaf'\x1c" + bytes(40), 'rar': b'Rar!\x1a\x07' + bytes(40),
        'tar': b'word/document.xml'.ljust(512, b'\0'), 'elf': b'\x7fELF' + bytes(60),
        'exe': b'MZ' + bytes(60), 'flat xml': b'<?xml version="1.0"?><w/>',
        'BOM before the zip': b'\xef\xbb\xbf' + SOUND, 'script': b'#!/bin/sh\n',
    }
    for name, data in kinds.items():
        add.template('not a zip: ' + name, data, 'zip-not')
    for name, data in {'PK alone': b'PK', 'a header and nothing': b'PK\3\4',
                       'garbage behind PK': b'PK' + bytes(range(256))}.items():
        add.template(name, data, 'zip-cut-short')
    for name, data in {
            'signature': CFB[:4], 'header': CFB + bytes(504),
            'protected': CFB + bytes(504) + 'EncryptedPackage'.encode('utf-16le')
            + bytes(2000),
            'old doc': CFB + bytes(504) + 'WordDocument'.encode('utf-16le')}.items():
        add.template('OLE2 ' + name, data, 'zip-ole2')


def cut(add, random):
    for i, at in enumerate(sorted(random.sample(range(2, len(SOUND)), 30))):
        add.template('cut %d' % i, SOUND[:at], 'zip-cut-short')
    for size in (1, 4, 1000):
        add.template('%d bytes behind' % size, SOUND + bytes(size),
                     'zip-trailing-bytes')
    add.template('comment shorter than stated',
                 archive(sound(), comment_size=10), 'zip-cut-short')
    add.template('bytes before, places not moved', b'#!/bin/sh\n' + SOUND,
                 'zip-not')
    add.template('an archive behind the archive', SOUND + SOUND,
                 'zip-directory-place')
    add.template('bytes before the first entry',
                 archive(sound(), before=b'PK junk'), 'zip-prefix')
    inner = docx(p('{a}other'))
    add.template('an archive in the comment', archive(sound(), comment=inner),
                 ('zip-second-archive', 'zip-directory-place'))
    add.template('an end record in the comment', archive(
        sound(), comment=archive([])), ('zip-second-archive', 'zip-empty'))


NAMES = {
    'climbs': '../evil.xml', 'climbs twice': '../../evil.xml',
    'climbs inside': 'word/../../evil.xml', 'climbs and comes back':
    'word/../word/evil.xml', 'ends climbing': 'word/..', 'only dots': '..',
    'dot': './evil.xml', 'dot inside': 'word/./evil.xml', 'root': '/evil.xml',
    'host': '//host/share/evil.xml', 'drive': 'C:/evil.xml',
    'drive without root': 'c:evil.xml', 'stream': 'word/evil.xml:stream',
    'backslash': 'word\\evil.xml', 'climbs with backslash': '..\\evil.xml',
    'UNC': '\\\\host\\share\\evil.xml', 'empty part': 'word//evil.xml',
    'dot at the end': 'word/evil.xml.', 'blank at the end': 'word/evil.xml ',
    'dots at the end': 'word/evil...', 'blank folder': 'word/ /evil.xml',
    'folder with dot': 'word./evil.xml', 'line end': 'word/evil\n.xml',
    'escape': 'word/evil\x1b[2J.xml', 'delete': 'word/evil\x7f.xml',
    'C1': 'word/evil\x85.xml', 'right to left': 'word/\u202elmx.exe',
    'isolate': 'word/\u2066evil.xml', 'line separator': 'word/\u2028.xml',
    'empty': '', 'slash': '/', 'folder that climbs': '../',
}


def names(add):
    for what, name in NAMES.items():
        add.template('name: ' + what, archive(sound() + [Entry(name, '<a/>')]),
                     'zip-name-unsafe')
    for what, name in {
            'NUL': b'word/evil\0.xml', 'NUL first': b'\0', 'NUL hides':
            b'word/document.xml\0.png'}.items():
        add.template('name: ' + what, archive(sound() + [Entry(name, '<a/>')]),
                     ('zip-name-unsafe', 'zip-name-encoding'))
    for what, name in {
            'Latin': b'word/\xe9vil.xml', 'Shift_JIS': '様式.xml'.encode('cp932'),
            'overlong slash': b'..\xc0\xafevil.xml', 'surrogate':
            b'word/\xed\xa0\x80.xml', 'past Unicode': b'\xf4\x90\x80\x80.xml',
            'cut sequence': b'word/\xe3\x81'}.items():
        add.template('name: ' + what, archive(sound() + [Entry(name, '<a/>')]),
                     'zip-name-encoding')
    for size in (513, 4096, 65535):
        name = 'a' * (size - 4) + '.xml'
        add.template('name of %d bytes' % size,
                     archive(sound() + [Entry(name, '<a/>')]), 'zip-name-long')


def doubles(add):
    for what, one, two in (
            ('same', 'customXml/a.xml', 'customXml/a.xml'),
            ('case', 'customXml/a.xml', 'customXml/A.XML'),
            ('folder case', 'customXml/a.xml', 'CUSTOMXML/a.xml')):
        add.template('twice: ' + what, archive(
            sound() + [Entry(one, '<a/>'), Entry(two, '<b/>')]), 'zip-name-twice')
    for name in ('word/document.xml', '[Content_Types].xml', '_rels/.rels'):
        data = dict(entries(p('{a}evil')))[name]
        add.template('twice: ' + name, archive(sound() + [Entry(name, data)]),
                     'zip-name-twice')
        add.template('twice in capitals: ' + name, archive(
            sound() + [Entry(name.upper(), data)]), 'zip-name-twice')
    for name in ('word/%64ocument.xml', 'word/document%2Exml',
                 'WORD/document%2exml'):
        add.template('the same part escaped: ' + name, archive(
            sound() + [Entry(name, dict(entries(p('evil')))['word/document.xml'])]),
            'zip-name-unsafe')
    for what, one, two, says in (
            ('blank', 'customXml/a b.xml', 'customXml/a%20b.xml',
             'zip-name-twice'),
            ('bracket', 'customXml/%28a.xml', 'customXml/(A.XML',
             'zip-name-twice')):
        add.template('the same part escaped: ' + what, archive(
            sound() + [Entry(one, '<a/>'), Entry(two, '<b/>')]), says)
    for what, name, says in (
            ('climbs', 'customXml/%2e%2e/%2e%2e/a.xml', 'zip-name-unsafe'),
            ('slash', 'customXml%2fa.xml', 'zip-name-unsafe'),
            ('backslash', 'customXml/..%5ca.xml', 'zip-name-unsafe'),
            ('line end', 'customXml/a%0a.xml', 'zip-name-unsafe'),
            ('drive', 'c%3A/a.xml', 'zip-name-unsafe'),
            ('right to left', 'customXml/%E2%80%AEa.xml', 'zip-name-unsafe'),
            ('Latin', 'customXml/%e9.xml', 'zip-name-encoding'),
            ('harmless', 'customXml/%E6%A7%98%20a.xml', None)):
        add.template('escaped: ' + what, archive(
            sound() + [Entry(name, '<a/>')]), says)


def lies(add):
    """About the last entry, whose bytes are sound."""
    data = b'<a>' + b'0123456789' * 50 + b'</a>'
    name = 'customXml/a.xml'

    def one(what, says, method=DEFLATE, packed=None, after=b'', **said):
        add.template(what, archive(sound() + [Entry(
            name, data, method, packed, after, **said)]), says)

    one('stored and true', None, STORED)
    one('size too small', 'zip-size-mismatch', size=100)
    one('size one too small', 'zip-size-mismatch', size=len(data) - 1)
    one('size too large', 'zip-size-mismatch', size=len(data) + 1)
    one('size 0', 'zip-size-mismatch', size=0)
    one('size only in the directory', 'zip-header-mismatch', central_size=1)
    one('packed size too large', 'zip-overlap', central_packed=9999,
        local_packed=9999)
    one('packed size too small', 'zip-gap', central_packed=5, local_packed=5)
    one('packed size only in the header', 'zip-header-mismatch', local_packed=7)
    one('checksum wrong', 'zip-crc', crc=1)
    one('checksum wrong in the header', 'zip-header-mismatch', local_crc=1)
    one('method only in the header', 'zip-header-mismatch', local_method=STORED)
    one('stored, sizes differ', 'zip-size', STORED, size=7)
    one('deflated, said to be stored', 'zip-size', packed=deflated(data),
        method=STORED)
    one('other name in the header', 'zip-header-mismatch',
        local_name=b'customXml/b.xml')
    one('climbs in the header only', 'zip-header-mismatch',
        local_name=b'../../../../a.x')
    one('longer name in the header', 'zip-header-mismatch',
        local_name=b'customXml/a.xml.exe')
    one('bytes behind the deflated data', 'zip-size-mismatch',
        packed=deflated(data) + b'hidden')
    one('deflate without an end', ('zip-damaged', 'zip-size-mismatch'),
        packed=deflated(data)[:-6])
    one('not deflated at all', ('zip-damaged', 'zip-size-mismatch'),
        packed=b'\xff' * 40)
    one('empty deflate stream', ('zip-damaged', 'zip-size-mismatch'), packed=b'')
    one('zlib header', ('zip-damaged', 'zip-size-mismatch'),
        packed=zlib.compress(data))
    for bit, what in ((0x0001, 'encrypted'), (0x0041, 'strongly encrypted'),
                      (0x2001, 'masked'), (0x2000, 'masked only')):
        one(what, 'zip-encrypted', flags=bit)
    one('encrypted by the header only', 'zip-header-mismatch', local_flags=1)
    one('encrypted by the directory only', ('zip-encrypted',), central_flags=1)
    for method in (1, 2, 3, 4, 5, 6, 9, 10, 12, 14, 18, 19, 93, 95, 96, 97, 98,
                   99, 65535):
        one('method %d' % method, 'zip-method', method=method, packed=data)
    for what, mode in (('link', 0o120777), ('character device', 0o020666),
                       ('block device', 0o060666), ('pipe', 0o010666),
                       ('socket', 0o140666), ('folder', 0o040755)):
        one('mode of a ' + what, 'zip-special-file', central_mode=mode)
    one('on another disk', 'zip-multi-disk', central_disk=1)
    one('64-bit extra', 'zip-zip64',
        central_extra=struct.pack('<HHQQ', 1, 16, len(data), 100))
    one('64-bit size', 'zip-zip64', central_size=0xFFFFFFFF)
    one('64-bit packed size', 'zip-zip64', central_packed=0xFFFFFFFF)
    one('64-bit place', 'zip-zip64', central_at=0xFFFFFFFF)
    one('64-bit sizes in the header', ('zip-zip64', 'zip-header-mismatch'),
        local_size=0xFFFFFFFF, local_packed=0xFFFFFFFF)
    one('place of another entry', ('zip-header-mismatch', 'zip-overlap'),
        central_at=0)
    one('place in nowhere', 'zip-local-header', central_at=0x7FFFFFF0)
    one('place in the middle', 'zip-local-header', central_at=11)
    one('header without signature', 'zip-local-header', local_sign=b'PK\3\5')
    one('directory without signature', 'zip-directory', central_sign=b'PK\1\3')
    one('bytes between', 'zip-gap', after=b'hidden bytes')
    one('descriptor missing', ('zip-data-descriptor', 'zip-gap'), flags=0x0808,
        local_crc=0, local_size=0, local_packed=0)
    one('descriptor lies', 'zip-data-descriptor', flags=0x0808, local_crc=0,
        local_size=0, local_packed=0, after=b'PK\7\x08' + bytes(12))
    one('descriptor true', None, flags=0x0808, local_crc=0, local_size=0,
        local_packed=0, after=b'PK\7\x08' + struct.pack(
            '<III', zlib.crc32(data), len(deflated(data)), len(data)))
    one('descriptor not announced', 'zip-header-mismatch', local_crc=0,
        local_size=0, local_packed=0)


def directory(add):
    n = len(sound())
    for what, says, end in (
            ('of nothing', 'zip-empty', dict(here=0, all=0)),
            ('one entry too few', 'zip-directory-place', dict(here=n - 1, all=n - 1)),
            ('one entry too many', 'zip-directory', dict(here=n + 1, all=n + 1)),
            ('parted over disks', 'zip-multi-disk', dict(here=n - 1)),
            ('on disk 1', 'zip-multi-disk', dict(disk=1)),
            ('starts on disk 1', 'zip-multi-disk', dict(start=1)),
            ('too many', 'zip-too-many-entries', dict(here=2001, all=2001)),
            ('64-bit count', 'zip-zip64', dict(here=0xFFFF, all=0xFFFF)),
            ('64-bit size', 'zip-zip64', dict(size=0xFFFFFFFF)),
            ('64-bit place', 'zip-zip64', dict(at=0xFFFFFFFF)),
            ('64-bit locator', 'zip-zip64',
             dict(locator=b'PK\6\7' + bytes(16))),
            ('elsewhere', 'zip-directory-place', dict(at=0)),
            ('larger than it is', 'zip-directory-place', dict(size=9999)),
            ('size 0', 'zip-directory-place', dict(size=0)),
            ('bytes before the end record', 'zip-directory-place',
             dict(locator=b'hidden'))):
        add.template('directory ' + what, archive(sound(), **end), says)
    add.template('directory of an empty archive', archive([]), 'zip-empty')
    add.template('bytes before the directory', archive(sound(), gap=b'hidden'),
                 'zip-gap')
    add.template('places moved', archive(sound(), shift=7),
                 ('zip-local-header', 'zip-directory-place'))
    many = sound() + [Entry('customXml/%d.xml' % i, '<a/>') for i in range(1998)]
    add.template('2,001 entries', archive(many), 'zip-too-many-entries')
    add.template('2,000 entries', archive(many[:2000]), None)
    add.template('folder with data', archive(
        sound() + [Entry('folder/', 'data')]), 'zip-folder-data')
    add.template('folder', archive(sound() + [Entry('folder/', '', STORED)]),
                 None)


def overlaps(add):
    """One stream of bytes that several entries claim."""
    data = b'<a/>'
    first = Entry('customXml/a.xml', data)
    at = len(archive(sound())) - len(archive([])) - sum(
        len(e.central(0)) for e in sound())
    add.template('two names for one header', archive(
        sound() + [first, Entry('customXml/b.xml', data, packed=b'',
                                central_at=at, central_packed=len(first.packed),
                                size=len(data))]), 'zip-header-mismatch')
    inner = Entry('customXml/b.xml', data)
    whole = inner.local() + inner.packed
    quoted = Entry('customXml/a.xml', whole, STORED)
    start = at + len(quoted.local())
    add.template('an entry inside the data of another', archive(
        sound() + [quoted, Entry('customXml/b.xml', data, packed=b'',
                                 central_at=start,
                                 central_packed=len(inner.packed))])
        , ('zip-overlap', 'zip-local-header'))
    add.template('an entry that is not in the directory', archive(
        sound() + [Entry('customXml/a.xml', data, after=whole)]), 'zip-gap')


def bombs(add):
    zeros = deflated(bytes(MiB))
    add.template('ratio', docx(p('{a}'), [('customXml/a.xml',
                 '<a>%s</a>' % (' ' * 2 * MiB))]), 'zip-ratio')
    add.template('ratio of the text', docx(p('x' * 3 * MiB)), 'zip-ratio')
    add.template('ratio of a picture', docx(p('{a}'), [(
        'word/media/a.png', bytes(30 * MiB))]), 'zip-ratio')
    add.template('one entry too big', archive(sound() + [Entry(
        'word/media/a.png', size=64 * MiB + 1, packed=bytes(MiB))]),
        'zip-entry-too-big')
    add.template('one entry of 4 GiB less 2', archive(sound() + [Entry(
        'word/media/a.png', size=0xFFFFFFFE, packed=bytes(MiB))]),
        'zip-entry-too-big')
    add.template('all entries too big', archive(sound() + [Entry(
        'word/media/%d.png' % i, size=60 * MiB, packed=bytes(MiB))
        for i in range(5)]), 'zip-total-too-big')
    add.template('inflates to more than it says', archive(sound() + [Entry(
        'customXml/a.xml', size=4000, crc=0, packed=deflated(bytes(99 * MiB)))]),
        ('zip-size-mismatch', 'zip-damaged'))
    add.template('the text inflates to more than it says', archive([
        e if e.said['name'] != b'word/document.xml' else Entry(
            'word/document.xml', size=900, crc=0, packed=deflated(bytes(50 * MiB)))
        for e in sound()]), ('zip-size-mismatch', 'zip-damaged'))
    add.template('a bomb of many', archive(sound() + [Entry(
        'word/media/%d.png' % i, size=MiB, crc=zlib.crc32(bytes(MiB)),
        packed=zeros) for i in range(300)]), 'zip-total-too-big')
    add.template('an archive in the archive', docx(p('{a}'), [
        ('word/embeddings/a.zip', SOUND)]), 'opc-part-without-type')
    add.template('too big for an archive', SOUND[:2] + bytes(128 * MiB),
                 'file-too-big')


def flips(add, random):
    """Single bytes changed: refused with a message of the gates, or harmless."""
    gates = tuple(sorted(GATES))
    for i in range(60):
        at, bit = random.randrange(len(SOUND)), 1 << random.randrange(8)
        data = bytearray(SOUND)
        data[at] ^= bit
        add.template('flip %d' % i, bytes(data), gates, either=True, shows=None)
    stored = pack(entries(p('{a}')), method=0)
    for i in range(40):
        data = bytearray(stored)
        for _ in range(random.randrange(1, 5)):
            data[random.randrange(len(data))] = random.randrange(256)
        add.template('stored flip %d' % i, bytes(data), gates, either=True,
                     shows=None)


GATES = {'zip-ole2', 'zip-not', 'zip-cut-short', 'zip-trailing-bytes',
         'zip-second-archive', 'zip-zip64', 'zip-multi-disk', 'zip-empty',
         'zip-too-many-entries', 'zip-directory', 'zip-directory-place',
         'zip-name-long', 'zip-name-encoding', 'zip-name-unsafe',
         'zip-name-twice', 'zip-encrypted', 'zip-method', 'zip-special-file',
         'zip-size', 'zip-folder-data', 'zip-entry-too-big',
         'zip-total-too-big', 'zip-ratio', 'zip-local-header',
         'zip-header-mismatch', 'zip-overlap', 'zip-prefix', 'zip-gap',
         'zip-data-descriptor', 'zip-damaged', 'zip-size-mismatch', 'zip-crc',
         'opc-no-content-types', 'opc-part-without-type', 'opc-main-part',
         'opc-relationship-dangles', 'opc-content-types', 'xml-syntax',
         'xml-bad-bytes', 'xml-bad-char'}


def inputs(add, random):
    not_zip(add)
    cut(add, random)
    names(add)
    doubles(add)
    lies(add)
    directory(add)
    overlaps(add)
    bombs(add)
    flips(add, random)
