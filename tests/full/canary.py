#!/usr/bin/env python3
"""Wrong data in the wrong document: a batch of CASES cases (300) in which every text says whose it is.

Each text of case i is K<i>-<its number>-<checksum> and a filler of any length; amounts say i as well; lists have any length,
also none after many; texts are absent at random; one case in fifty cannot be made: some are wrong when they are read, some
when their clauses are chosen. By eight threads that wait at random moments, killed twice on the way and run again. Then every part of every document is searched: each canary is whole and the document's own case's, and
what a document must show of its case is there. One case in CASES/50 is made once more, alone, and comes out with the same
bytes. Then as many records through `render --each`, of which one in fifty fails when half of its document is filled in.
"""
# SPDX-License-Identifier: MIT
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
import zipfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.append(os.path.join(ROOT, "tests/hostile"))
sys.dont_write_bytecode = True
from docx import docx, p  # noqa: E402

ITAKU = os.path.join(ROOT, os.environ.get("BUILD", "build"), "itaku")
MEMORY = os.path.join(ROOT, os.environ.get("BUILD", "build"), "tests/faults/memory.so")
CASES = int(os.environ.get("CASES", "300"))
RUNNER = os.environ.get("RUNNER", "").split()  # valgrind and its options
SAMPLES = ["outside", "recontract", "late", "inside", "council", "statutory"]
CANARY = re.compile(rb"K(\d{5})-(f[0-9]+)-([0-9a-f]{8})")
ANY = re.compile(rb"K\d{5}-")
FAULTY = 50
# A document's name, and the fields of which it shows every member's.
SHOWS = {"特記仕様書.docx": ["work.name"], "作業従事者名簿.docx": ["worker.name"]}


def checksum(i, field):
    return f"{zlib.crc32(f'{i} {field}'.encode()):08x}"


def text_fields():
    """group.field -> how long a text may be."""
    fields = {}

    def read(element, above):
        for child in element:
            name = above + [child.get("id")] if child.get("id") else above
            if child.tag == "field" and child.get("type") in ("text", "paragraph"):
                fields[".".join(name)] = int(child.get("max", "100"))
            elif child.tag in ("group", "list"):
                read(child, name)

    read(ET.parse(os.path.join(ROOT, "clauses/sendai/fields.xml")).getroot(), [])
    return fields


FIELDS = text_fields()


class Maker:
    """One case out of a sample."""

    def __init__(self, i):
        self.i = i
        self.chance = random.Random(i)
        self.said = {}   # what the sample said -> what this case says
        self.shown = {}  # field -> the canaries of its members

    def text(self, field, value):
        if value not in self.said:
            name = f"f{len(self.said)}"
            canary = f"K{self.i:05}-{name}-{checksum(self.i, name)}"
            # The same text may stand in fields of other lengths: a worker's place is that of a place.
            room = (40 if FIELDS[field] < 80 else 80 if FIELDS[field] <= 120 else FIELDS[field]) - len(canary)
            self.said[value] = canary + "長" * self.chance.choice((0, 0, 1, room // 2, room))
        self.shown.setdefault(field, []).append(self.said[value].rstrip("長"))
        return self.said[value]

    def members(self, field, members):
        many = [dict(member) for _ in range(3) for member in members]
        for n, member in enumerate(many):
            if "name" in member and n >= len(members):
                member["name"] += str(n)
        return [self.group(field, member) for member in many[:self.chance.choice((0, 1, len(members), len(many)))]]

    def group(self, name, values):
        made = {}
        for key, value in values.items():
            field = f"{name}.{key}"
            if FIELDS.get(field, 0) >= 40 and isinstance(value, str):
                if key != "name" and name != "override" and self.chance.random() < 0.03:
                    continue
                made[key] = self.text(field, value)
            elif field in ("contract.amount", "information.count"):
                made[key] = 10_000_000 + self.i
            else:
                made[key] = value
        return made

    def case(self, sample):
        made = {}
        for key, value in sample.items():
            if isinstance(value, dict):
                made[key] = self.group(key, value)
            elif isinstance(value, list) and key in ("worker", "supervisor", "carrier", "service"):
                made[key] = self.members(key, value)
            elif isinstance(value, list):
                made[key] = [self.group(key, member) for member in value]
            else:
                made[key] = value
        made["id"] = f"c{self.i:05}"
        if self.i % FAULTY == FAULTY - 1 and self.i // FAULTY % 2:
            made["work"]["start"] = "2026-13-01"
        elif self.i % FAULTY == FAULTY - 1:
            made["override"] = [{"clause": "zz9", "action": "include", "reason": "a reason"}]
        return made


# Threads wait at random, where `make fault-tools` has been.
WAITING = {**os.environ, "LD_PRELOAD": MEMORY, "FAULTS_SLEEP": "3000"} if os.path.exists(MEMORY) and not RUNNER else None


def run(*args, **more):
    return subprocess.run([*RUNNER, ITAKU, *args, "--lang", "en"], capture_output=True, check=False, **more)


def search(folder):
    """What is wrong with the documents of one case; how many documents and canaries were seen."""
    i = int(os.path.basename(folder)[1:])
    maker = Maker(i)
    maker.case(WHOLE[i % len(WHOLE)])
    bad, count = [], 0
    names = [name for name in os.listdir(folder) if name.endswith(".docx")]
    for name in names:
        path = os.path.join(folder, name)
        with zipfile.ZipFile(path) as docx:
            data = b"\0".join(docx.read(part) for part in docx.namelist())
        seen = CANARY.findall(data)
        count += len(seen)
        if len(seen) != len(ANY.findall(data)):
            bad.append(f"{name}: a canary is cut")
        for whose, field, check in seen:
            if int(whose) != i or check.decode() != checksum(i, field.decode()):
                bad.append(f"{name}: a stray, K{whose.decode()}-{field.decode()}")
        for field in SHOWS.get(name.split("_", 1)[1], []):
            bad += [f"{name}: lacks {canary}" for canary in maker.shown.get(field, []) if canary.encode() not in data]
    return bad, len(names), count


def killed(out, cases, seconds):
    process = subprocess.Popen([ITAKU, "generate", cases, "-o", out, "-j8", "-q"], stderr=subprocess.DEVNULL, env=WAITING)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def read_samples(work):
    whole = []
    for name in SAMPLES:
        path = os.path.join(work, name + ".json")
        if run("convert", os.path.join(ROOT, "samples", name + ".xml"), path).returncode:
            sys.exit(f"canary: {name} cannot be converted")
        with open(path, encoding="utf-8") as file:
            whole.append(json.load(file))
    return whole


def same_alone(work, out, cases):
    """Those made again one by one that come out otherwise."""
    bad = []
    for i in random.Random(7).sample([i for i in range(CASES) if i % FAULTY != FAULTY - 1], max(6, CASES // 50)):
        alone = os.path.join(work, "alone")
        with open(os.path.join(work, "one.json"), "w", encoding="utf-8") as file:
            file.write(cases[i])
        run("generate", "one.json", "-o", alone, "-q", cwd=work)
        name = f"c{i:05}"
        found = subprocess.run(["diff", "-rq", os.path.join(alone, name), os.path.join(out, name)],
                               capture_output=True, text=True, check=False)
        if found.returncode:
            bad.append(f"{name}: alone it is another: {found.stdout}{found.stderr}")
        shutil.rmtree(alone, ignore_errors=True)
    return bad


def record(i):
    """Ten fields and a list of any length; one in FAULTY lacks the field behind them all."""
    chance = random.Random(i)

    def text(name):
        return f"K{i:05}-{name}-{checksum(i, name)}" + "長" * chance.choice((0, 1, 40, 400))
    made = {f"f{n}": text(f"f{n}") for n in range(10) if chance.random() > 0.05}
    made["list"] = [{"name": text(f"f{100 + n}")} for n in range(chance.choice((0, 0, 1, 30)))]
    if i % FAULTY != FAULTY - 1:
        made["last"] = text("f99")
    return made


def records(work):
    """What is wrong with the documents of records; how many canaries were seen."""
    with open(os.path.join(work, "t.docx"), "wb") as file:
        file.write(docx("".join(p("{#f%d}{f%d}{/}" % (n, n)) for n in range(10)) +
                        p("{#list}{name} {/list}") + p("{last}") + p("end")))
    texts = [record(i) for i in range(CASES)]
    with open(os.path.join(work, "d.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in texts)
    end = run("render", "t.docx", "d.jsonl", "-o", "each", "--each", "-j8", cwd=work, env=WAITING)
    faulty = [i for i in range(CASES) if i % FAULTY == FAULTY - 1]
    bad = [] if end.returncode == (1 if faulty else 0) else [f"records: status {end.returncode}: {end.stderr.decode()[:2000]}"]
    named = [int(n) - 1 for n in re.findall(r"no document is made of record (\d+)", end.stderr.decode())]
    if named != faulty:
        bad.append(f"records: {len(named)} are named, not {len(faulty)}")
    count = 0
    for i, one in enumerate(texts):
        path = os.path.join(work, "each", f"{i + 1:06}.docx")
        if i in faulty or not os.path.exists(path):
            if os.path.exists(path) != (i not in faulty):
                bad.append(f"record {i}: {'made' if i in faulty else 'not made'}")
            continue
        with zipfile.ZipFile(path) as archive:
            data = b"\0".join(archive.read(part) for part in archive.namelist())
        got = sorted(b"K%b-%b-%b" % seen for seen in CANARY.findall(data))
        want = sorted(text.rstrip("長").encode() for text in
                      [v for v in one.values() if isinstance(v, str)] + [v["name"] for v in one["list"]])
        count += len(got)
        if got != want or len(got) != len(ANY.findall(data)):
            bad.append(f"record {i}: its document holds {len(got)} canaries, not its own {len(want)}")
    return count, bad


def main():
    global WHOLE
    begun = time.time()
    work = tempfile.mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None, prefix="itaku-canary-")
    try:
        WHOLE = read_samples(work)
        lines = [json.dumps(Maker(i).case(WHOLE[i % len(WHOLE)]), ensure_ascii=False) for i in range(CASES)]
        cases, out = os.path.join(work, "cases.jsonl"), os.path.join(work, "out")
        with open(cases, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        kills = 0 if RUNNER else sum(killed(out, cases, 0.2 + CASES / 4000 * (n + 1)) for n in range(2))
        end = run("generate", cases, "-o", out, "-j8", "-q", env=WAITING)
        if not os.path.isdir(out):
            sys.exit(f"canary: nothing is made: {end.stderr.decode()[:2000]}")
        faulty = CASES // FAULTY
        folders = sorted(entry.path for at in os.scandir(out) if at.is_dir()
                         for entry in ([at] if at.name.startswith("c0") else os.scandir(at.path)))
        bad = [] if end.returncode == (1 if faulty else 0) else [f"status {end.returncode}: {end.stderr.decode()[:2000]}"]
        if len(folders) != CASES - faulty:
            bad.append(f"{len(folders)} cases made, not {CASES - faulty}: {end.stderr.decode()[:2000]}")
        documents = canaries = 0
        with multiprocessing.Pool(2) as pool:
            for found, some, count in pool.imap_unordered(search, folders, chunksize=16):
                bad += found
                documents += some
                canaries += count
        midway = len(re.findall(r"\[override-no-clause\]", end.stderr.decode()))
        if midway != (faulty + 1) // 2:
            bad.append(f"{midway} cases fail when their clauses are chosen, not {(faulty + 1) // 2}")
        bad += same_alone(work, out, lines)
        seen, found = records(work)
        canaries += seen
        bad += found
    finally:
        shutil.rmtree(work)
    for line in bad[:20]:
        print("    " + line)
    print(f"canary: {CASES} cases, {faulty} of them faulty, {kills} kills; {documents} documents, {canaries} canaries, "
          f"{len(bad)} bad ({time.time() - begun:.0f} s)")
    return 1 if bad or canaries < 20 * CASES or documents < 5 * CASES else 0


WHOLE = []
if __name__ == "__main__":
    sys.exit(main())
