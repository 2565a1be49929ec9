#!/usr/bin/python3
"""The conformity table, the survey and the annex of a case agree.

Reads the outlines in tests/golden: each of the 35 matters, in the order of
the guideline, names the article of the annex that has it, or none; the survey
has the same row, with 該当なし where there is none.
"""
# SPDX-License-Identifier: MIT
import glob
import os
import re
import sys

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))

ORDER = ([f"6(1){n}" for n in range(1, 10)] + ["6(2)1"] * 6 + ["6(2)2"] * 6
         + ["6(2)3"] * 6 + ["6(2)4"] * 2 + ["6(2)5"] * 2
         + ["6(3)", "6(4)", "6(5)", "6(6)"])


def titles():
    """The label of each clause, and the heading of its article."""
    found = {}
    for path in glob.glob("clauses/sendai/*/*.xml"):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        label = re.search(r'<clause id="[^"]+" [^>]*?ja="([^"]*)"', text)
        title = re.search(r'<version [^>]*?title="([^"]*)"', text)
        found[label.group(1)] = title.group(1)
    return found


def rows(path, width):
    """The rows of an outline that begin with a number and a citation."""
    with open(path, encoding="utf-8") as file:
        parts = file.read().split("  row\n")[1:]
    for part in parts:
        cells = [line.split("] ", 1)[-1].strip()
                 for line in part.splitlines() if line.startswith("    [")]
        if (len(cells) >= width and cells[0].isdigit()
                and cells[1].startswith("6(")):
            yield cells


def articles(path):
    with open(path, encoding="utf-8") as file:
        heads = re.findall(r"\[ArtHead\] （(.*?)）", file.read())
    return {head: f"第{i}条" for i, head in enumerate(heads, 1)}


def main():
    clauses = titles()
    cases = bad = 0
    for folder in sorted(glob.glob("tests/golden/*/")):
        annex = glob.glob(folder + "*_特記仕様書.txt")
        table = glob.glob(folder + "*_適合確認表.txt")
        survey = glob.glob(folder + "*_調査票.txt")
        if not annex or not table:
            continue
        cases += 1
        numbers = articles(annex[0])
        asked = list(rows(survey[0], 5)) if survey else None
        have = list(rows(table[0], 8))
        if [row[1] for row in have] != ORDER:
            print(f"FAILED: {table[0]}: not the 35 matters in their order")
            bad += 1
        for i, row in enumerate(have, 1):
            want = numbers.get(clauses[row[2]], "該当なし")
            wrong = row[0] != str(i) or row[5] != want
            wrong |= (row[3] == "あり") != (want != "該当なし")
            if asked:
                wrong |= asked[i - 1][:2] != row[:2]
                wrong |= (asked[i - 1][3].startswith("該当なし（")
                          != (want == "該当なし"))
            if wrong:
                print(f"FAILED: {table[0]}: row {i}: {row[5]}, not {want}")
                bad += 1
    print(f"conformity: {cases} cases, {bad} rows differ")
    return 1 if bad or not cases else 0


sys.exit(main())
