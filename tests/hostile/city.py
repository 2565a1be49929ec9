"""The smallest guideline there is (tests/data/minimal-city) as files of inputs:
below data/ what --data wants, and a case for it.

SPDX-License-Identifier: MIT
"""
import os

from docx import pack

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CITY = os.path.join(ROOT, 'tests', 'data', 'minimal-city')
PACKAGE = 'data/clauses/minimal-city/'
TEMPLATE = 'data/templates/minimal-city/conditions/2025-01-01.docx'


def below(folder):
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            with open(path, 'rb') as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def template():
    parts = below(os.path.join(ROOT, 'templates', 'common'))
    parts.update(below(os.path.join(CITY, 'templates', 'minimal-city',
                                    'conditions', '2025-01-01')))
    return pack(sorted(parts.items()))


FILES = {PACKAGE + path: data.decode() for path, data in below(os.path.join(
    CITY, 'clauses', 'minimal-city')).items()}
FILES[TEMPLATE] = template()
with open(os.path.join(CITY, 'cases', 'library.xml'), encoding='utf-8') as sound:
    CASE = sound.read()


def changed(path, old, new):
    """The files of the package with one of them changed."""
    name = PACKAGE + path
    if old not in FILES[name]:
        raise ValueError('%s has no %s' % (path, old))
    return {**FILES, 'case.xml': CASE, name: FILES[name].replace(old, new, 1)}


def replaced(path, data):
    """The same with one that is new, or None: gone."""
    files = {**FILES, 'case.xml': CASE, PACKAGE + path: data}
    return {name: data for name, data in files.items() if data is not None}
