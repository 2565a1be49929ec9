"""What an input of the corpus is, and how classes are added to it.

A class is a module of this folder with a function inputs(add, random), named
in CLASSES. It calls add.template(), add.data() and so on, once an input, with
the message that the program must answer with; None for an input that it must
take. All that varies comes from `random`, which is seeded by the class's name.

SPDX-License-Identifier: MIT
"""
import importlib
import random as chance
import re

from docx import docx, p

CLASSES = ('archives', 'packages', 'active', 'parts', 'tags', 'data', 'cases',
           'clauses')
SEED = 20230401

SOUND = docx(p('{a}'))
RENDER = ('render', 't.docx', 'd.json', '-o', 'out.docx')
CHECK = ('template', 'check', 't.docx')
UNPACK = ('template', 'unpack', 't.docx', 'folder')
TEMPLATE_FAULT = 3
DATA_FAULT = 1


class Input:
    """Files (their bytes or text, or ('link', target), or ('pipe', None)), what
    is run on them, each command alone, and what must come of
    it: `says` is a message id, several ids of which one must come, or None:
    then the documents made are whole, and `shows` stands in their text."""

    def __init__(self, name, files, commands, status, says, shows=None,
                 either=False):
        self.name = name
        self.files = {path: data.encode() if isinstance(data, str) else data
                      for path, data in files.items()}
        self.commands = commands
        self.says = (says,) if isinstance(says, str) else says
        self.status = 0 if self.says is None else status
        self.shows = shows
        self.either = either  # or it is taken: a mutation may do no harm

    def line(self):
        """Its line in the manifest."""
        says = ' or '.join(self.says or ('taken',))
        if self.either:
            says = 'taken or ' + says
        return '\t'.join((self.name, str(self.status), says,
                          '; '.join(' '.join(c) for c in self.commands)))


class Add:
    """Collects the inputs of one class."""

    def __init__(self, name):
        self.name = name
        self.inputs = []
        self.names = set()

    def input(self, what, *args, **more):
        what = re.sub(r'[^\w.+-]+', '-', what, flags=re.ASCII).strip('-')
        name, again = '%s/%s' % (self.name, what), 1
        while name in self.names:
            again += 1
            name = '%s/%s-%d' % (self.name, what, again)
        self.names.add(name)
        self.inputs.append(Input(name, *args, **more))

    def template(self, what, template, says, commands=(RENDER, CHECK, UNPACK),
                 data='{"a":"needle"}', shows='needle', **more):
        """A template, and data that would fill it."""
        self.input(what, {'t.docx': template, 'd.json': data}, commands,
                   TEMPLATE_FAULT, says, shows=shows, **more)

    def data(self, what, data, says, template=SOUND, shows=None, extra=(),
             **more):
        """Data for a sound template that prints {a}."""
        self.input(what, {'t.docx': template, 'd.json': data},
                   (RENDER + tuple(extra),), DATA_FAULT, says, shows=shows,
                   **more)


def corpus(seed=SEED, classes=CLASSES):
    """All inputs, in order."""
    found = []
    for name in classes:
        add = Add(name)
        importlib.import_module(name).inputs(
            add, chance.Random('%s %s' % (seed, name)))
        found += add.inputs
    return found
