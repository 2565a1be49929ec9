#!/usr/bin/python3
"""The clauses in the documents of the demo say what the package says.

Reads each document as others would, finds the content controls tagged
itaku:clause:ID:VERSION, and holds their text against that version in
clauses/: the words between the slots literally, in the slots the
values of the case, the names of the parties and the numbers of articles.
Conditional passages may be there or not; tests/rules looks after conditions.
"""
# SPDX-License-Identifier: MIT
import glob
import os
import re
import sys
import unicodedata
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
FIRST = [("令和", "2019-05-01"), ("平成", "1989-01-08"), ("昭和", "1926-12-25"),
         ("大正", "1912-07-30"), ("明治", "1868-01-25")]
STYLES = {"Article": "P", "ArtPara": "P", "Item1": "I", "Item2": "S"}
KINDS = {"paragraph": "P", "item": "I", "subitem": "S"}
JAPANESE = re.compile("[‐-‧‰-⁞①-⓿─-➿⺀-鿿豈-﫿︰-﹏＀-￯\U00020000-\U0003ffff]")
YES = {"yes", "true", "はい", "有", "あり"}
NEVER = "(?!)"


def fold(text, before, after):
    """The white space rule of docs/package.md. `before`, `after`: the
    neighbours: "end" of a passage, "edge" of an if or each, or "slot"."""
    parts = re.split(r"([ \t\r\n]+)", text)
    out = []
    for i, part in enumerate(parts):
        if i % 2 == 0:
            out.append(part)
            continue
        left = parts[i - 1][-1:] if parts[i - 1] else before
        right = parts[i + 1][:1] if parts[i + 1] else after
        if "end" in (left, right):
            continue
        if "\n" not in part:
            out.append(part)
        elif "edge" not in (left, right) and not (
                all(side == "slot" or JAPANESE.match(side)
                    for side in (left, right))):
            out.append(" ")
    return "".join(out)


def loose(value):
    """A pattern for a value: its white space may have become line breaks."""
    return r"\s*".join(re.escape(part) for part in value.split())


class Dictionary:
    def __init__(self, path):
        self.fields, self.lists = {}, set()
        self._read(etree.parse(path).getroot(), "")

    def _read(self, node, prefix):
        for child in node:
            if child.tag in ("group", "list", "field"):
                path = prefix + child.get("id")
                if child.tag == "field":
                    self.fields[path] = child
                else:
                    if child.tag == "list":
                        self.lists.add(path)
                    self._read(child, path + ".")

    def printed(self, path, text):
        """The value as documents print it."""
        field, plain = self.fields[path], unicodedata.normalize("NFKC", text)
        kind, plain = field.get("type"), plain.strip()
        if kind == "date":
            return wareki(plain)
        if kind == "number":
            return f"{int(plain.replace(',', '')):,}"
        if kind == "yes-no":
            words = (field.get("yes", "はい"), field.get("no", "いいえ"))
            if plain in words:
                return plain
            return words[0 if plain.lower() in YES else 1]
        if kind == "choice":
            for choice in field.iter("choice"):
                shown = choice.get("print", choice.get("ja"))
                spellings = (choice.get("id"), choice.get("ja"),
                             choice.get("en"), shown)
                if plain.lower() in [unicodedata.normalize("NFKC", s).lower()
                                     for s in spellings if s]:
                    return shown
            raise ValueError(f"{path}: {text}")
        return text.strip() if kind == "paragraph" else fold(
            text.strip(), "end", "end")


def wareki(text):
    found = re.fullmatch(r"(明治|大正|昭和|平成|令和|[MTSHR]|)\s*(\d+|元)"
                         r"[年./-](\d+)[月./-](\d+)日?", text, re.I)
    era, year, month, day = found.groups()
    year = 1 if year == "元" else int(year)
    if era:
        year += ERAS[LETTERS.get(era.upper(), era)]
    iso = f"{year:04}-{int(month):02}-{int(day):02}"
    era = next(name for name, first in FIRST if iso >= first)
    count = year - ERAS[era]
    return f"{era}{'元' if count == 1 else count}年{int(month)}月{int(day)}日"


class Case:
    """Values by dotted path; members of lists as {path: value}."""

    def __init__(self, root, dictionary):
        self.values, self.members = {}, {name: [] for name in dictionary.lists}
        self._read(root, "", dictionary, self.values)

    def _read(self, node, prefix, dictionary, into):
        for child in node.iterchildren(etree.Element):
            path = prefix + child.tag
            text = "".join(child.itertext())
            if path in dictionary.fields:
                if text.strip():
                    into[path] = dictionary.printed(path, text)
            elif path in dictionary.lists:
                member = {}
                self._read(child, path + ".", dictionary, member)
                if member:
                    self.members[path].append(member)
            else:
                self._read(child, path + ".", dictionary, into)


class Pattern:
    """A clause version as a pattern over the blocks of its control."""

    def __init__(self, case, values, parties, numbers):
        self.case, self.values = case, values
        self.client, self.contractor = parties
        self.numbers = numbers

    def clause(self, version):
        return "".join(self.passage(node) for node in version
                       if isinstance(node.tag, str))

    def passage(self, node):
        if node.tag == "table":
            made = self.table(node)
        else:
            made = "\x02" + KINDS[node.tag] + self.text(
                node, "end", None) + "\x03"
            made += "".join(self.passage(kid) for kid in node
                            if kid.tag in KINDS or kid.tag == "table")
        return f"(?:{made})?" if node.find("when") is not None else made

    def table(self, node):
        columns = node.findall("column")
        rows = ["\x1f".join(r"\s*".join(
            re.escape(part) for part in re.split(r"\\n|\s+", c.get("label")))
            for c in columns)]
        for number, member in enumerate(self.case.members[node.get("list")]):
            rows.append("\x1f".join(
                self.text(c, "end", (member, number + 1)) for c in columns))
        return "\x02T" + "\x1e".join(rows) + "\x03"

    def text(self, node, edge, row):
        pieces, raw, before = [], node.text or "", edge
        for kid in node:
            if kid.tag in KINDS or kid.tag == "table":
                break
            if not isinstance(kid.tag, str):
                raw += kid.tail or ""
                continue
            if kid.tag == "when":
                raw = kid.tail or ""
                continue
            pieces.append(re.escape(fold(raw, before, "slot")))
            pieces.append(self.slot(kid, row))
            raw, before = kid.tail or "", "slot"
        return "".join(pieces) + re.escape(fold(raw, before, edge))

    def slot(self, node, row):
        name = node.get("id")
        if node.tag == "client":
            return re.escape(self.client)
        if node.tag == "contractor":
            return re.escape(self.contractor)
        if node.tag == "value":
            return loose(self.values[name])
        if node.tag == "row":
            return str(row[1])
        if node.tag == "if":
            return f"(?:{self.text(node, 'edge', row)})?"
        if node.tag == "field":
            value = (row[0] if row and name in row[0]
                     else self.case.values).get(name)
            return NEVER if value is None else loose(value)
        if node.tag == "ref":
            return self.reference(node)
        return self.each(node)

    def reference(self, node):
        number = self.numbers.get(node.get("clause"))
        if number is None:
            return NEVER
        text = f"第{number}条"
        if node.get("paragraph"):
            text += f"第{node.get('paragraph')}項"
        if node.get("item"):
            text += f"第{node.get('item')}号"
        return re.escape(text)

    def each(self, node):
        one = "|".join(
            self.text(node, "edge", (member, number + 1)) for number, member
            in enumerate(self.case.members[node.get("list")])) or NEVER
        rest = re.escape(node.get("separator", ""))
        return f"(?:(?:{one})(?:{rest}(?:{one}))*)?"


def words(node):
    """The text of a paragraph or cell as it is read on the page."""
    out = []
    for one in node.iter(W + "t", W + "br", W + "tab", W + "p"):
        if one.tag == W + "t":
            out.append(one.text or "")
        elif one.tag == W + "p":
            out.append("\n" if out else "")
        else:
            out.append("\n" if one.tag == W + "br" else "\t")
    return "".join(out)


def blocks(content):
    """Title, then the blocks of a clause's control as one string."""
    title, out = None, []
    for node in content:
        if node.tag == W + "tbl":
            rows = ["\x1f".join(words(cell) for cell in row.iter(W + "tc"))
                    for row in node.iter(W + "tr")]
            out.append("\x02T" + "\x1e".join(rows) + "\x03")
        elif node.tag == W + "p":
            style = node.find(f"{W}pPr/{W}pStyle").get(W + "val")
            if style == "ArtHead":
                title = words(node)
            elif style in STYLES and (words(node) or style != "Article"):
                out.append("\x02" + STYLES[style] + words(node) + "\x03")
            elif style not in STYLES and words(node):
                out.append("\x02?" + words(node) + "\x03")
    return title, "".join(out)


class Package:
    def __init__(self, folder):
        self.dictionary = Dictionary(os.path.join(folder, "fields.xml"))
        self.guideline = etree.parse(
            os.path.join(folder, "guideline.xml")).getroot()
        self.clauses = {}
        for path in glob.glob(os.path.join(folder, "*", "*.xml")):
            root = etree.parse(path).getroot()
            if root.tag == "clause":
                self.clauses[root.get("id")] = root

    def values(self, revision):
        return {value.get("id"): max(
            (at for at in value.findall("at") if at.get("from") <= revision),
            key=lambda at: at.get("from")).text
            for value in self.guideline.findall("value")}

    def parties(self, case):
        node = self.guideline.find("parties")
        pairs = [(p.get("client"), p.get("contractor"))
                 for p in node.findall("pair")]
        chosen = case.values.get(node.get("field"), "")
        for pair in pairs:
            if chosen and all(name in chosen for name in pair):
                return pair
        return pairs[0]


def check(path, cases, packages):
    """The number of clauses in the document, and what is wrong."""
    with zipfile.ZipFile(path) as docx:
        body = etree.fromstring(docx.read("word/document.xml"))
        custom = etree.fromstring(docx.read("docProps/custom.xml"))
    facts = {p.get("name"): "".join(p.itertext()) for p in custom}
    package = packages(facts["itaku.guideline"])
    case = Case(cases[facts["itaku.case"]], package.dictionary)
    controls = []
    for sdt in body.iter(W + "sdt"):
        tag = sdt.find(f"{W}sdtPr/{W}tag")
        if tag is not None and tag.get(W + "val").startswith("itaku:clause:"):
            controls.append((*tag.get(W + "val").split(":")[2:], sdt))
    numbers = {one[0]: i + 1 for i, one in enumerate(controls)}
    pattern = Pattern(case, package.values(facts["itaku.revision"]),
                      package.parties(case), numbers)
    faults = []
    for name, date, sdt in controls:
        version = package.clauses[name].find(f"version[@from='{date}']")
        if version is None:
            faults.append(f"{name}: no version of {date}")
            continue
        title, text = blocks(sdt.find(W + "sdtContent"))
        if title != f"（{version.get('title')}）":
            faults.append(f"{name}: title {title}")
        if not re.fullmatch(pattern.clause(version), text, re.S):
            faults.append(f"{name}: the text is not that of {date}:\n    "
                          + re.sub("[\x02\x03\x1e\x1f]+", "\n    ", text))
    return len(controls), faults


def main():
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
    build = os.environ.get("BUILD", "build")
    cases = {root.get("id"): root for root in (
        etree.parse(path).getroot() for path in glob.glob("samples/*.xml"))}
    loaded = {}

    def packages(name):
        if name not in loaded:
            loaded[name] = Package(os.path.join("clauses", name))
        return loaded[name]

    clauses = documents = bad = 0
    for path in sorted(glob.glob(os.path.join(build, "demo", "*", "*.docx"))):
        count, faults = check(path, cases, packages)
        clauses += count
        documents += count > 0
        bad += len(faults)
        for fault in faults:
            print(f"FAILED: {path}: {fault}")
    print(f"clauses: {clauses} in {documents} documents, {bad} differ")
    return 1 if bad or not clauses else 0


if __name__ == "__main__":
    sys.exit(main())
