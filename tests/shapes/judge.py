#!/usr/bin/env python3
"""Holds a report of `braze check --format json` against what a case says: judge.py CASE.rs REPORT.json [MACHINE].

    // EXPECT: field-type struct point.x       a difference; EXPECT-m68k: one on that machine only
    // GAP: opaque point.x                     something that is not compared; what is never known of C's alignments and
                                               Rust's flags, and what only one side has, need not be said
    // COUNT: types 2 fields 7                 what was compared of these kinds

Differences and gaps must be exactly these.
"""
import json
import re
import sys

IGNORED = {"alignment-unknown", "flag-unknown", "kcfi-unknown", "only-right", "only-left"}


def directives(text, key, machine):
    keys = {key} | ({f"{key}-{machine}"} if machine else set())
    return [value for name, value in re.findall(r"^// ([A-Z][\w-]*): (.*?) *$", text, re.M) if name in keys]


def subject(difference):
    member = difference.get("member")
    return f"{difference['kind']} {difference['subject']}" + (f".{member}" if member else "")


def complain(word, expected, found):
    rest = list(found)
    lines = []
    for line in expected:
        if line in rest:
            rest.remove(line)
        else:
            lines.append(f"missing {word}: {line}")
    return lines + [f"unexpected {word}: {line}" for line in rest]


def main():
    with open(sys.argv[1], encoding="utf-8") as case, open(sys.argv[2], encoding="utf-8") as file:
        text, report = case.read(), json.load(file)
    machine = sys.argv[3] if len(sys.argv) > 3 else ""
    counts = report["pairs"][0]["counts"]
    gaps = sorted({f"{gap['id']} {gap['name']}" for gap in report["gaps"] if gap["id"] not in IGNORED})
    lines = complain("difference", directives(text, "EXPECT", machine), [subject(d) for d in report["differences"]])
    lines += complain("gap", directives(text, "GAP", machine), gaps)
    for count in directives(text, "COUNT", machine):
        for kind, number in re.findall(r"(\w+) (\d+)", count):
            if counts[kind] != int(number):
                lines.append(f"{counts[kind]} {kind} were compared, not {number}")
    print("\n".join(lines))
    return 1 if lines else 0


sys.exit(main())
