#!/usr/bin/python3
"""Regeneration against brute force: on a ledger of mixed cases (COUNT of them,
240 unless told; seeded by SEED) and the invented revision, the documents made
again are just those whose parts differ between the full outputs before and
after: no more, no fewer. Those no longer made are taken away, what was there is
kept, a second run finds nothing, and neither does one that was killed.
"""
# SPDX-License-Identifier: MIT
import concurrent.futures
import copy
import datetime
import filecmp
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
ITAKU = os.path.join(BUILD, "itaku")
COUNT = int(os.environ.get("COUNT", "240"))
SEED = int(os.environ.get("SEED", "1"))
OLD = "旧版"


def fail(text):
    print(f"regenerate: FAILED: {text}")
    sys.exit(1)


def itaku(*args, want=(0,)):
    run = subprocess.run([ITAKU, *args], capture_output=True, text=True,
                         env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False)
    if run.returncode not in want:
        fail(f"{args}: status {run.returncode}: {run.stderr[:2000]}")
    return run


def shifted(value, years):
    """All dates that many years later, at any depth."""
    if isinstance(value, dict):
        return {k: shifted(v, years) for k, v in value.items()}
    if isinstance(value, list):
        return [shifted(v, years) for v in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return f"{int(value[:4]) + years}{value[4:]}"
    return value


def mixed(samples):
    """Samples varied: on both sides of the cut-off, with and without what the
    revision asks about. Some are faulty under one text or the other."""
    pick = random.Random(SEED)
    for i in range(COUNT):
        one = shifted(copy.deepcopy(pick.choice(samples)), pick.randrange(3))
        one["id"] = f"c{i:05}"
        contract = one.get("contract", {})
        if "date" in contract and pick.random() < .4:
            day = datetime.date.fromisoformat(contract["date"])
            contract["date"] = str(day - datetime.timedelta(pick.choice([1, 1, 30])))
        if "finding" in one and pick.random() < .8:
            one["finding"] = [f for f in one["finding"] if f.get("clause") != "e2"]
        if "override" in one and pick.random() < .8:
            one["override"] = []
        if one.get("worker") and pick.random() < .3:
            one["worker"].pop()
        if "contractor" in one and pick.random() < .5:
            one["contractor"].pop("isms-expiry", None)
            one["contractor"]["isms"] = False
        if "protector" in one and pick.random() < .5:
            one["protector"]["trained"] = True
            one["protector"]["training-last"] = pick.choice(
                ["2024-06-10", "2025-06-10", "2026-06-10"])
        one.get("work", {})["name"] = f"業務その{i}"
        yield one


def files(folder):
    """The documents, without what is kept."""
    return {os.path.relpath(os.path.join(at, name), folder)
            for at, _, names in os.walk(folder) if OLD not in at
            for name in names if name.endswith(".docx")}


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def differ(pair):
    return parts(pair[0]) != parts(pair[1])


def cases_of(folder, **kept):
    with open(folder, encoding="utf-8") as file:
        report = json.load(file)
    return {c["case"]: c for c in report["cases"]}, report


def same_tree(a, b):
    left, right = files(a), files(b)
    if left != right:
        fail(f"{a} and {b} hold other files: {sorted(left ^ right)[:5]}")
    for name in left:
        if not filecmp.cmp(os.path.join(a, name), os.path.join(b, name), False):
            fail(f"{a} and {b} differ: {name}")


def check(before, after, out, report_path):
    """`out` was `before`, and went through it."""
    cases, report = cases_of(report_path)
    faulty = {c for c in cases if cases[c]["fate"] == "faulty"}
    mine = lambda names: {n for n in names if n.split("/")[-2] not in faulty}
    old, new = files(before), files(after)
    both = sorted(old & new)
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        other = pool.map(differ, [(os.path.join(before, n), os.path.join(after, n))
                                  for n in both], chunksize=64)
    brute = {n for n, is_other in zip(both, other) if is_other} | mine(new - old)
    made = {d["file"] for c in cases.values() for d in c.get("documents", [])
            if d["state"] in ("changed", "added")}
    if made != brute:
        fail(f"made again and should not be: {sorted(made - brute)[:5]}; "
             f"not made: {sorted(brute - made)[:5]}")
    gone = {d["file"] for c in cases.values() for d in c.get("documents", [])
            if d["state"] == "obsolete"}
    waiting = {d["file"] for c in cases.values() for d in c.get("documents", [])
               if d["state"] == "waiting"}
    if gone | waiting != mine(old - new):
        fail(f"taken away or waiting: {sorted((gone | waiting) ^ mine(old - new))[:5]}")
    now = files(out)
    if now != (old | made) - gone:
        fail(f"other files: {sorted(now ^ ((old | made) - gone))[:5]}")
    for name in now:
        source = after if name in made else before
        if not filecmp.cmp(os.path.join(out, name), os.path.join(source, name), False):
            fail(f"not that of the {source}: {name}")
    for name in (made & old) | gone:
        stem = os.path.splitext(os.path.basename(name))[0]
        kept = os.path.join(out, os.path.dirname(name), OLD)
        if not filecmp.cmp(os.path.join(before, name), os.path.join(kept, stem + ".1.docx"), False):
            fail(f"what was there is not kept: {name}")
        if os.path.exists(os.path.join(kept, stem + ".2.docx")):
            fail(f"kept twice: {name}")
    untouched = {c for t in report["transitional"] for c in t["cases"]}
    for name in made | gone:
        if name.split("/")[-2] in untouched:
            fail(f"touched, though it follows the former text: {name}")
    rows = len(report["clauses"])
    return (f"{len(cases)} cases ({len(faulty)} faulty, {len(untouched)} left by the "
            f"transitional provision), {len(old)} documents: {len(made)} made again "
            f"or newly, {len(gone)} taken away, {len(waiting)} waiting, as by brute force; "
            f"{rows} rows of wording")


def killed(before, package, ledger, want, work):
    """Killed at some moments, and completed."""
    pick = random.Random(SEED)
    for i in range(int(os.environ.get("KILLS", "4"))):
        out = os.path.join(work, "killed")
        shutil.copytree(before, out)
        with subprocess.Popen(
                [ITAKU, "regenerate", out, ledger, "--data", package, "-q"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(pick.random() * want["took"])
            run.send_signal(signal.SIGKILL)
        itaku("regenerate", out, ledger, "--data", package, "-q", want=(0, 1))
        same_tree(want["out"], out)
        for at, _, names in os.walk(out):
            if any(n.endswith(".2.docx") and "報告" not in n for n in names):
                fail(f"kept twice after a kill: {at}")
            if any(n.startswith(".itaku-") and n.endswith(".tmp") for n in names):
                fail(f"a temporary is left: {at}")
        shutil.rmtree(out)


def main():
    with tempfile.TemporaryDirectory() as work:
        path = lambda name: os.path.join(work, name)
        package = path("pkg")
        shutil.copytree(os.path.join(BUILD, "share/itaku"), package)
        subprocess.run(["tests/tools/overlay", package, "tests/data/revision-2027"],
                       check=True, env={**os.environ, "ITAKU": ITAKU})
        itaku("convert", *(f"samples/{s}.xml" for s in (
            "council", "deemed", "inside", "late", "outside", "options",
            "recontract", "statutory", "tender")), path("samples.json"))
        with open(path("samples.json"), encoding="utf-8") as file:
            samples = json.load(file)
        with open(path("cases.jsonl"), "w", encoding="utf-8") as file:
            for one in mixed(samples):
                print(json.dumps(one, ensure_ascii=False), file=file)
        itaku("convert", path("cases.jsonl"), path("ledger.xlsx"), want=(0, 1))
        ledger = path("ledger.xlsx")
        itaku("generate", ledger, "-o", path("before"), "-q", want=(0, 1))
        itaku("generate", ledger, "-o", path("after"), "--data", package, "-q", want=(0, 1))
        shutil.copytree(path("before"), path("out"))
        start = time.monotonic()
        itaku("regenerate", path("out"), ledger, "--data", package, "-q",
              "-o", path("report.docx"), want=(0, 1))
        took = time.monotonic() - start
        said = check(path("before"), path("after"), path("out"), path("report.json"))
        start = time.monotonic()
        again = itaku("regenerate", path("out"), ledger, "--data", package, want=(0, 1))
        second = time.monotonic() - start
        if "There is nothing to make again." not in again.stdout:
            fail("the second run has something to do")
        if COUNT <= 1000:
            killed(path("before"), package, ledger,
                   {"out": path("out"), "took": took}, work)
        size = os.path.getsize(path("report.docx"))
        print(f"regenerate: {said}; {took:.1f} s, again {second:.1f} s, report {size} bytes")


main()
