"""The commands that are disturbed: what is there before each, and how it is run.

SPDX-License-Identifier: MIT
"""
import json
import os
import re
import shutil
import subprocess

TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PACKAGE = {
    "[Content_Types].xml":
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}"/></Types>',
    "_rels/.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
    "word/document.xml":
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        '<w:p><w:r><w:t>{no}: {name}</w:t></w:r></w:p><w:p><w:r><w:t>{#items}{name} {/items}</w:t></w:r></w:p>'
        '</w:body></w:document>',
}


class Scene:
    """One command. In the folder of a point stand `in`, read by it, and `out`,
    which is all that it may change."""

    def __init__(self, name, args, before=None, again=None, least=1, part=1.0, keeps=False, passed=0):
        self.name = name
        self.args = args
        self.again = again or args  # how the next, undisturbed run is made
        self.before = before        # a folder that becomes `out`, or None
        self.least = least          # files that an undisturbed run must make
        self.part = part            # of --points that it gets
        self.passed = passed        # the fsync of the folder, that SQLite does not look at; the register's own comes later
        self.keeps = keeps          # what it replaces is kept, once, and told of in a report


class Stage:
    """The inputs, made once."""

    def __init__(self, itaku, samples, folder):
        self.itaku = itaku
        self.samples = samples
        self.folder = folder
        self.inputs = os.path.join(folder, "in")
        os.mkdir(self.inputs)

    def run(self, *args, status=0):
        done = subprocess.run([self.itaku, *args, "--lang", "en"], cwd=self.folder, capture_output=True, check=False)
        if done.returncode != status:
            raise SystemExit(f"faults: itaku {' '.join(args)}: status {done.returncode}\n{done.stderr.decode()}")

    def path(self, *parts):
        return os.path.join(self.inputs, *parts)

    def cases(self, name, count, change=False):
        """`count` cases of the samples; every third of them changed."""
        names = ["inside", "outside", "late", "recontract", "council", "statutory"]
        os.mkdir(self.path(name))
        for i in range(count):
            with open(os.path.join(self.samples, names[i % len(names)] + ".xml"), encoding="utf-8") as file:
                text = file.read()
            head, rest = text.split('<case id="', 1)
            text = f'{head}<case id="c{i:03}"' + rest.split('"', 1)[1]
            if change and i % 3 == 0:
                text = text.replace("課</name>", "第二課</name>", 1).replace("花子</name>", "花代</name>", 1)
            with open(self.path(name, f"{i:03}.xml"), "w", encoding="utf-8") as file:
                file.write(text)

    def revised(self):
        """A package with the invented revision, and two cases: one of the day
        before it, that it leaves as they are, and one of the day."""
        share = os.path.join(os.path.dirname(self.itaku), "share/itaku")
        shutil.copytree(share, self.path("pkg"))
        tests = os.path.join(os.path.dirname(self.samples), "tests")
        subprocess.run([os.path.join(tests, "tools/overlay"), self.path("pkg"), os.path.join(tests, "data/revision-2027")],
                       env={**os.environ, "ITAKU": self.itaku}, check=True)
        with open(os.path.join(self.samples, "outside.xml"), encoding="utf-8") as file:
            text = re.sub(r" *<finding>(?:(?!</finding>).)*<clause>e2<.*?</finding>\n", "", file.read(), flags=re.S)
        for old, new in (("<start>令和8年4月1日", "<start>令和9年4月1日"), ("<end>令和9年3月31日", "<end>令和10年3月31日"),
                         ("R8.4.15", "R9.4.15")):
            text = text.replace(old, new)
        os.mkdir(self.path("revised"))
        for name, day in (("early", "令和9年3月31日"), ("late", "令和9年4月1日")):
            head, rest = text.split('<case id="', 1)
            case = f'{head}<case id="{name}"' + rest.split('"', 1)[1].replace("<date>令和8年4月1日", "<date>" + day)
            with open(self.path("revised", name + ".xml"), "w", encoding="utf-8") as file:
                file.write(case)
        before = self.made("before", "generate", "in/revised", "-q")
        for name in ("early/early_特記仕様書.docx", "late/late_特記仕様書.docx"):
            with open(os.path.join(before, name), "ab") as file:
                file.write(b"edited")
        return before

    def register(self):
        before = os.path.join(self.folder, "registered")
        os.mkdir(before)
        self.run("register", "import", "in/few.xlsx", "--register", os.path.join(before, "r.db"))
        return before

    def meeting(self):
        with open(self.path("m.xml"), "w", encoding="utf-8") as file:
            file.write('<meeting date="2026-01-22" number="令和7年度第5回" place="第2会議室"/>')

    def edit(self, folder):
        """A person has written into two of its documents, and added one."""
        docs = sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names
                      if name.endswith(".docx"))
        for path in (docs[0], docs[len(docs) // 2]):
            with open(path, "ab") as file:
                file.write(b"edited")
        with open(os.path.join(os.path.dirname(docs[1]), "memo.txt"), "w", encoding="utf-8") as file:
            file.write("a note")

    def template(self):
        folder = self.path("t")
        for name, text in PACKAGE.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        self.run("template", "pack", "in/t.docx", "in/t")
        shutil.rmtree(folder)
        record = {"no": 7, "name": "甲 & 乙", "items": [{"name": "x" * n} for n in range(20)]}
        with open(self.path("d.json"), "w", encoding="utf-8") as file:
            json.dump(record, file)
        with open(self.path("d.jsonl"), "w", encoding="utf-8") as file:
            for i in range(60):
                record["no"] = i
                file.write(json.dumps(record) + "\n")

    def made(self, name, *args, edited=False):
        """A folder `before`, that this command makes."""
        before = os.path.join(self.folder, name)
        self.run(*args, "-o", before)
        if edited:
            self.edit(before)
        return before

    def older(self):
        before = os.path.join(self.folder, "older")
        os.mkdir(before)
        for name in ("one.docx", "two.docx"):
            with open(os.path.join(before, name), "w", encoding="utf-8") as file:
                file.write("an older document")
        return before

    def scenes(self):
        self.cases("old", 50)
        self.cases("new", 50, change=True)
        self.cases("few", 8)
        self.cases("few2", 8, change=True)
        for name in ("old", "new", "few", "few2"):
            self.run("convert", f"in/{name}", f"in/{name}.xlsx")
        self.template()
        older = self.older()
        few = self.made("few", "generate", "in/few.xlsx", "-q", edited=True)
        self.cases("more", 12, change=True)
        self.meeting()
        samples = [f"in/{name}.xml" for name in ("outside", "recontract", "tender")]
        for name in samples:
            shutil.copy(os.path.join(self.samples, os.path.basename(name)), self.path(os.path.basename(name)))
        return [
            Scene("one", ["generate", "in/few/001.xml", "-o", "out"], least=8),
            Scene("batch", ["generate", "in/new.xlsx", "-o", "out", "-j4"], least=300, part=0.3),
            Scene("again", ["generate", "in/few2.xlsx", "-o", "out", "-j4", "-q"], before=few, least=25),
            Scene("replace", ["generate", "in/few2.xlsx", "-o", "out", "-j4", "--replace-edited"], before=few,
                  least=25),
            Scene("zip", ["generate", "in/few.xlsx", "--zip", "out/all.zip", "-j2", "-q"], before=older),
            Scene("convert", ["convert", "in/few.xlsx", "out/cases.xlsx"], before=older),
            Scene("csv", ["convert", "in/few.xlsx", "out/cases", "--to", "csv"], before=older),
            Scene("lint", ["lint"], before=older),
            Scene("render", ["render", "in/t.docx", "in/d.json", "-o", "out/one.docx", "--force"], before=older),
            Scene("each", ["render", "in/t.docx", "in/d.jsonl", "-o", "out", "--each", "-j4"], before=older,
                  again=["render", "in/t.docx", "in/d.jsonl", "-o", "out", "--each", "-j4", "--force"], least=60),
            Scene("regenerate", ["regenerate", "out", "in/revised", "--data", "in/pkg"], before=self.revised(), least=30,
                  keeps=True),
            Scene("packet", ["packet", *samples, "--meeting", "in/m.xml", "-o", "out/p.docx"], before=older),
            Scene("split", ["packet", *samples, "--meeting", "in/m.xml", "--split", "-o", "out/p"], before=older, least=12),
            Scene("register", ["register", "import", "in/more", "--register", "out/r.db"], before=self.register(),
                  passed=2),
        ]
