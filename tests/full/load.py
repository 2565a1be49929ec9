#!/usr/bin/env python3
"""Batches of COUNT (1000) cases and records: what must not depend on how many there are, how often they are stopped, or by
how many threads they are made.

  COUNT=100000 tests/full/load.py    the promise of docs/reliability.md

`render --each` of a template of ten fields, and `generate` of one document a case from JSON Lines. Memory at the thousandth
document and the most after it; open files; the same digest of all documents for one, two and eight threads and for
shuffled cases; one row in a hundred at fault; and a run killed at random and run again until all is made: what it
had done since it last recorded something is work done twice.
"""
# SPDX-License-Identifier: MIT
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path += [os.path.join(ROOT, "tests"), os.path.join(ROOT, "tests/hostile")]
sys.dont_write_bytecode = True
from docx import docx, p  # noqa: E402
from watch import cpu, watch  # noqa: E402

ITAKU = os.path.join(ROOT, os.environ.get("BUILD", "build"), "itaku")
COUNT = int(os.environ.get("COUNT", "1000"))
MARK = min(1000, COUNT // 4)
KILLS = 20 if COUNT >= 50000 else 3
GROUP = 128    # documents that get their names and lines at once
AT_REST = 8    # open files while nothing is made
A_CASE = 700   # bytes that `generate` may keep of each: its lines of the manifest, and what finds them
A_THREAD = 8   # MiB that a thread may keep of what it has freed (src/main.c)
FAULTY = 100
BAD = []


def expect(what, got, want):
    if got != want:
        BAD.append(f"{what}: {got}, not {want}")


class Load:
    def __init__(self, work):
        self.work = work
        self.case = None

    def path(self, name):
        return os.path.join(self.work, name)

    def run(self, *args, mark=None, stop=None):
        with open(self.path("err"), "wb") as err:
            return watch([ITAKU, *args, "--lang", "en"], mark=mark, stop=stop, cwd=self.work, stdout=subprocess.DEVNULL,
                         stderr=err)

    def errors(self):
        with open(self.path("err"), encoding="utf-8") as file:
            return file.read()

    def put_records(self):
        with open(self.path("t.docx"), "wb") as file:
            file.write(docx("".join(p("%d: {f%d}" % (n, n)) for n in range(10))))
        for name, faulty in (("good", False), ("bad", True)):
            with open(self.path(name + ".records.jsonl"), "w", encoding="utf-8") as file:
                for i in range(COUNT):
                    record = {f"f{n}": f"第{i}号の{n} <&>" for n in range(10)}
                    if faulty and i % FAULTY == 37:
                        del record["f7"]
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")

    def put_cases(self):
        done = subprocess.run([ITAKU, "convert", os.path.join(ROOT, "samples/outside.xml"), "-", "--to", "json"],
                              stdout=subprocess.PIPE, check=True)
        whole = json.loads(done.stdout)
        whole = whole[0] if isinstance(whole, list) else whole
        lines, bad = [], []
        for i in range(COUNT):
            case = {**whole, "id": f"c{i:06}", "work": {**whole["work"], "name": f"第{i}号業務"},
                    "protector": {**whole["protector"], "name": f"林　{i}子"}}
            lines.append(json.dumps(case, ensure_ascii=False) + "\n")
            if i % FAULTY == 37:
                case["work"]["start"] = "2026-13-01"
            bad.append(json.dumps(case, ensure_ascii=False) + "\n")
        shuffled = list(lines)
        random.Random(11).shuffle(shuffled)
        for name, text in (("good", lines), ("shuffled", shuffled), ("bad", bad)):
            with open(self.path(name + ".cases.jsonl"), "w", encoding="utf-8") as file:
                file.writelines(text)

    def documents(self, out):
        return sorted(os.path.join(at, name) for at, _, names in os.walk(self.path(out)) for name in names
                      if name.endswith(".docx"))

    def digest(self, out):
        whole = hashlib.sha256()
        paths = self.documents(out)
        for path in paths:
            with open(path, "rb") as file:
                whole.update(os.path.relpath(path, self.path(out)).encode() + hashlib.sha256(file.read()).digest())
        return len(paths), whole.hexdigest()

    def judge(self, what, seen, threads, bytes_each, most):
        """Memory and open files of one run."""
        print(f"    {what}: {seen.seconds:.1f} s, {seen.cpu * 1e3 / COUNT:.2f} ms of CPU each, {seen.first_rss or 0} KiB at "
              f"{MARK}, then at most {seen.last_rss or 0} KiB; {seen.first_fds or 0} and {seen.last_fds or 0} open files", flush=True)
        if seen.first_rss is None:
            if COUNT >= 10000:
                BAD.append(f"{what}: its memory was not seen")
            return
        kept = bytes_each * COUNT / 1024 + (A_THREAD * 1024 * threads if bytes_each else 0)
        if seen.last_rss > 1.1 * seen.first_rss + kept:
            BAD.append(f"{what}: memory grows from {seen.first_rss} to {seen.last_rss} KiB")
        if seen.last_fds > most:
            BAD.append(f"{what}: {seen.last_fds} open files, at most {most} are thought")

    def each(self):
        digests = set()
        for threads in (1, 2, 8):
            seen = self.run("render", "t.docx", "good.records.jsonl", "-o", "each", "--each", "-j", str(threads),
                            mark=lambda: os.path.exists(self.path(f"each/{MARK:06}.docx")))
            expect(f"render --each -j{threads}: status", seen.status, 0)
            self.judge(f"render --each -j{threads}", seen, threads, 0, AT_REST + 2 * threads)
            count, digest = self.digest("each")
            expect(f"render --each -j{threads}: documents", count, COUNT)
            digests.add(digest)
            shutil.rmtree(self.path("each"))
        expect("render --each: different results by 1, 2 and 8 threads", len(digests), 1)
        seen = self.run("render", "t.docx", "bad.records.jsonl", "-o", "each", "--each", "-j2")
        expect("bad records: status", seen.status, 1)
        self.judge_bad("bad records", r"^bad\.records\.jsonl:(\d+): error: no document is made", "each")

    def judge_bad(self, what, pattern, out):
        wanted = [i + 1 for i in range(COUNT) if i % FAULTY == 37]
        named = sorted({int(n) for n in re.findall(pattern, self.errors(), re.M)})
        expect(f"{what}: documents", len(self.documents(out)), COUNT - len(wanted))
        if named != wanted:
            BAD.append(f"{what}: {len(named)} are named, not {len(wanted)}")
        print(f"    {what}: {COUNT - len(wanted)} documents, {len(named)} named")
        shutil.rmtree(self.path(out))

    def generate(self, cases, threads, mark=None, stop=None):
        return self.run("generate", cases + ".cases.jsonl", "-o", "out", "-q", "-j", str(threads), "--document",
                        "pledge-protector", mark=mark, stop=stop)

    def made(self, number):
        """Whether the case is there, in either layout (docs/design.md)."""
        def look():
            name = f"c{number:06}"
            if COUNT < 10000:
                return os.path.isdir(self.path("out/" + name))
            try:
                return sum(1 for _ in open(self.path("out/itaku-manifest.jsonl"), "rb")) > 2 * number
            except OSError:
                return False
        return look

    def cases(self):
        digests, seconds, used = set(), 0, 0
        for cases, threads in (("good", 1), ("good", 8), ("shuffled", 2), ("good", 2)):
            seen = self.generate(cases, threads, mark=self.made(MARK))
            what = f"generate -j{threads} ({cases})"
            expect(f"{what}: status", seen.status, 0)
            self.judge(what, seen, threads, A_CASE, AT_REST + GROUP + 2 * threads)
            count, digest = self.digest("out")
            expect(f"{what}: documents", count, COUNT)
            digests.add(digest)
            seconds, used = seen.seconds, seen.cpu
            size = os.path.getsize(self.path("out/itaku-manifest.jsonl"))
            shutil.rmtree(self.path("out"))
        expect("generate: different results by threads and order", len(digests), 1)
        self.resume(seconds, used / COUNT, size, digests.pop())
        seen = self.generate("bad", 2)
        expect("bad cases: status", seen.status, 1)
        self.judge_bad("bad cases", r"^bad\.cases\.jsonl:(\d+): .*error: '2026-13-01'", "out")

    def stopper(self, more, late):
        """Says stop some time after the manifest has `more` bytes more; knows the CPU time since it last grew."""
        manifest = self.path("out/itaku-manifest.jsonl")

        def size():
            return os.path.getsize(manifest) if os.path.exists(manifest) else 0

        begun, state = size(), {"size": None, "cpu": 0.0, "until": None, "since": 0.0}

        def stop(pid):
            now = size()
            if now != state["size"]:
                state.update(size=now, cpu=cpu(pid))
            if state["until"] is None and now > begun + more:
                state["until"] = time.time() + late
            if state["until"] is None or time.time() < state["until"]:
                return False
            state["since"] = cpu(pid) - state["cpu"]
            return True
        return stop, state

    def resume(self, seconds, each, size, digest):
        """`each`: CPU time of a case."""
        chance = random.Random(os.environ.get("SEED"))
        killed, twice, work = 0, 0.0, 0.0
        while killed < KILLS:
            stop, state = self.stopper(chance.random() * 1.6 * size / (KILLS + 1), chance.random() * seconds * GROUP / COUNT)
            seen = self.generate("good", 2, stop=stop)
            work += seen.cpu
            if seen.status != -9:
                break
            killed += 1
            twice += state["since"] / each
        seen = self.generate("good", 2)
        work += seen.cpu
        expect("resumed: status", seen.status, 0)
        expect("resumed: documents and their digest", self.digest("out"), (COUNT, digest))
        left = [name for _, _, names in os.walk(self.path("out")) for name in names if name.endswith(".tmp")]
        expect("resumed: temporaries", left, [])
        print(f"    resumed: killed {killed} times, {twice:.0f} documents were made and not recorded ({1 + twice / COUNT:.4f} x); "
              f"{work / each / COUNT:.2f} x the CPU time, since each run looks at what is done")
        if killed < KILLS // 2 or twice > max(0.02 * COUNT, 2 * GROUP * killed):
            BAD.append("resumed: too much work is done again, or it was not killed")
        shutil.rmtree(self.path("out"))


def main():
    begun = time.time()
    work = tempfile.mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None, prefix="itaku-load-")
    try:
        load = Load(work)
        load.put_records()
        load.each()
        load.put_cases()
        load.cases()
    finally:
        shutil.rmtree(work)
    for line in BAD:
        print("    FAILED: " + line)
    print(f"load: {COUNT} records and cases, {len(BAD)} bad ({time.time() - begun:.0f} s)")
    return 1 if BAD else 0


if __name__ == "__main__":
    sys.exit(main())
