"""Writes zip archives that say what they are told to say, true or not.

SPDX-License-Identifier: MIT
"""
import struct
import zlib

from docx import entries, p

DEFLATE, STORED = 8, 0


def deflated(data, level=6):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


class Entry:
    """One entry; `lies` says what its headers state instead of the truth:
    central_X and local_X for one of the two, X for both."""

    def __init__(self, name, data=b'', method=DEFLATE, packed=None, after=b'',
                 **lies):
        self.data = data.encode() if isinstance(data, str) else data
        self.packed = packed
        if packed is None:
            self.packed = deflated(self.data) if method == DEFLATE else self.data
        self.after = after  # bytes between the data and the next header
        self.said = {'name': name.encode() if isinstance(name, str) else name,
                     'method': method, 'flags': 0x0800,
                     'crc': zlib.crc32(self.data), 'size': len(self.data),
                     'packed': len(self.packed), 'extra': b'', 'mode': 0,
                     'disk': 0, 'comment': b'', 'at': None, 'sign': None}
        self.lies = lies

    def get(self, where, what):
        return self.lies.get('%s_%s' % (where, what),
                             self.lies.get(what, self.said[what]))

    def local(self):
        name, extra = self.get('local', 'name'), self.get('local', 'extra')
        return struct.pack(
            '<4sHHHHHIIIHH', self.get('local', 'sign') or b'PK\3\4', 20,
            self.get('local', 'flags'), self.get('local', 'method'), 0, 33,
            self.get('local', 'crc'), self.get('local', 'packed'),
            self.get('local', 'size'), len(name), len(extra)) + name + extra

    def central(self, at):
        name, extra = self.get('central', 'name'), self.get('central', 'extra')
        comment, said = self.get('central', 'comment'), self.get('central', 'at')
        return struct.pack(
            '<4sHHHHHHIIIHHHHHII', self.get('central', 'sign') or b'PK\1\2',
            20, 20, self.get('central', 'flags'), self.get('central', 'method'),
            0, 33, self.get('central', 'crc'), self.get('central', 'packed'),
            self.get('central', 'size'), len(name), len(extra), len(comment),
            self.get('central', 'disk'), 0, self.get('central', 'mode') << 16,
            at if said is None else said) + name + extra + comment


def archive(parts, before=b'', gap=b'', shift=0, **end):
    """`before` stands before all, `gap` before the directory; `shift` is added
    to the places that headers state; `end` is said in the end record."""
    body, places = before, []
    for part in parts:
        places.append(len(body) + shift)
        body += part.local() + part.packed + part.after
    body += gap
    directory = b''.join(part.central(at) for part, at in zip(parts, places))
    said = {'disk': 0, 'start': 0, 'here': len(parts), 'all': len(parts),
            'size': len(directory), 'at': len(body) + shift, 'comment': b'',
            'locator': b'', 'comment_size': None}
    said.update(end)
    size = said['comment_size']
    return body + directory + said['locator'] + struct.pack(
        '<4sHHHHIIH', b'PK\5\6', said['disk'], said['start'],
        min(said['here'], 0xFFFF), min(said['all'], 0xFFFF), said['size'],
        said['at'], len(said['comment']) if size is None else size) + \
        said['comment']


def sound(body=p('{a}'), parts=None):
    """The entries of a sound template."""
    return [Entry(name, data) for name, data in entries(body, (), parts)]
