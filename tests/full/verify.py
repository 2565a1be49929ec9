#!/usr/bin/python3
"""itaku verify on annexes that other programs saved, and on what people do to them.

Saved again by LibreOffice and by python-docx every clause is recognised and unchanged, with and without the case. An edit of
one character, a clause removed, a clause moved, a clause added, and controls and bookmarks stripped: each is found, and
nothing else.
"""
# SPDX-License-Identifier: MIT
import copy
import json
import os
import subprocess
import sys
import tempfile

import docx
from docx.oxml.ns import qn

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ITAKU = os.path.join(ROOT, os.environ.get("BUILD", "build"), "itaku")
CASE = os.path.join(ROOT, "samples", "outside.xml")
bad = 0


def expect(what, got, want):
    global bad
    if got != want:
        bad += 1
        print(f"    {what}: {got}, not {want}")


def verify(path, case=True):
    run = subprocess.run([ITAKU, "verify", path, "--json"] + (["--case", CASE] if case else []),
                         capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"{path}: status {run.returncode}: {run.stderr}")
    found = json.loads(run.stdout)[0]
    expect(f"{path}: status", run.returncode, 0 if found["sound"] else 1)
    return found


def ids(found, key):
    return [c["id"] for c in found["clauses"] if c[key]]


def control(doc, clause):
    for sdt in doc.element.body.iter(qn("w:sdt")):
        tag = sdt.find(qn("w:sdtPr") + "/" + qn("w:tag"))
        if tag is not None and tag.get(qn("w:val")).startswith(f"itaku:clause:{clause}:"):
            return sdt
    sys.exit(f"no control of {clause}")


def changed(source, path, change):
    doc = docx.Document(source)
    change(doc)
    doc.save(path)
    return path


def edit(doc):
    for text in control(doc, "m2").iter(qn("w:t")):
        if "漏らし" in text.text:
            text.text = text.text.replace("漏らし", "漏らさ")


def strip(doc):
    body = doc.element.body
    for sdt in list(body.iter(qn("w:sdt"))):
        for child in list(sdt.find(qn("w:sdtContent"))):
            sdt.addprevious(child)
        sdt.getparent().remove(sdt)
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        for mark in list(body.iter(qn(name))):
            mark.getparent().remove(mark)


def remove(doc):
    sdt = control(doc, "m3")
    sdt.getparent().remove(sdt)


def move(doc):
    control(doc, "m9").addnext(control(doc, "m2"))


def add(doc):
    one = copy.deepcopy(control(doc, "m2").find(qn("w:sdtContent"))[-1])
    for text in one.iter(qn("w:t")):
        text.text = "甲は、乙の求めに応ずる。"
    control(doc, "m2").addnext(one)


def libreoffice(work, source):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "docx",
                    "--outdir", f"{work}/lo", source], check=True, capture_output=True)
    return f"{work}/lo/{os.path.basename(source)}"


def look(work, source, how):
    """The same changes on any file that still has its controls, or on one that lost them."""
    for case in (True, False):
        found = verify(changed(source, f"{work}/edit.docx", edit), case)
        expect(f"{how}: edited", (ids(found, "edited"), ids(found, "missing"), ids(found, "moved"), found["added"]),
               (["m2"], [], [], []))
        found = verify(changed(source, f"{work}/remove.docx", remove), case)
        expect(f"{how}: removed", (ids(found, "missing"), ids(found, "edited"), found["added"]), (["m3"], [], []))
        found = verify(changed(source, f"{work}/move.docx", move), case)
        expect(f"{how}: moved", (ids(found, "moved"), ids(found, "missing"), ids(found, "edited"), found["added"]),
               (["m2"], [], [], []))
        found = verify(changed(source, f"{work}/add.docx", add), case)
        expect(f"{how}: added", (found["added"], ids(found, "edited"), ids(found, "missing")),
               (["甲は、乙の求めに応ずる。"], [], []))


def main():
    with tempfile.TemporaryDirectory() as work:
        subprocess.run([ITAKU, "generate", CASE, "-o", f"{work}/out", "--document", "annex"], check=True, capture_output=True)
        folder = os.path.join(work, "out", next(d for d in os.listdir(f"{work}/out") if os.path.isdir(f"{work}/out/{d}")))
        source = f"{work}/annex.docx"
        os.rename(os.path.join(folder, os.listdir(folder)[0]), source)
        count = len(verify(source)["clauses"])
        files = {"as it was": (source, "control"),
                 "python-docx": (changed(source, f"{work}/python.docx", lambda doc: None), "control"),
                 "LibreOffice": (libreoffice(work, source), "bookmark"),
                 "stripped": (changed(source, f"{work}/stripped.docx", strip), "text")}
        for how, (path, by) in files.items():
            for case in (True, False):
                found = verify(path, case)
                expect(f"{how}: sound", (found["sound"], len(found["clauses"])), (True, count))
                expect(f"{how}: found by", {c["found-by"] for c in found["clauses"]}, {by})
        look(work, source, "controls")
        # A change in what LibreOffice has saved, and in what has no anchors any more.
        found = verify(libreoffice(work, changed(source, f"{work}/le.docx", edit)))
        expect("LibreOffice: edited", (ids(found, "edited"), ids(found, "missing"), found["added"]), (["m2"], [], []))
        found = verify(libreoffice(work, changed(source, f"{work}/lr.docx", remove)))
        expect("LibreOffice: removed", (ids(found, "edited"), ids(found, "missing"), found["added"]), ([], ["m3"], []))
        for how, change, want in (("edited", edit, (["m2"], [], [])), ("removed", remove, ([], ["m3"], [])),
                                  ("moved", move, ([], [], ["m2"]))):
            path = changed(changed(source, f"{work}/s.docx", change), f"{work}/s2.docx", strip)
            found = verify(path)
            expect(f"stripped: {how}", (ids(found, "edited"), ids(found, "missing"), ids(found, "moved")), want)
    print("verify: " + ("failed" if bad else f"{count} clauses found again, whoever saved them"))
    sys.exit(bad > 0)


main()
