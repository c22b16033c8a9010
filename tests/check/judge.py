#!/usr/bin/env python3
"""Holds a report against what a case expects: judge.py NAME.expected report.json. Prints what is missing and what is too much."""
import json
import sys

# Gaps that nearly every case has: GCC's debug information has few alignments, and flags are tested elsewhere.
COMMON = {'alignment-unknown', 'flag-unknown'}


def line_of(difference):
    member = f".{difference['member']}" if difference.get('member') else ''
    allowed = 'allowed ' if difference.get('allowed') is not None else ''
    return f"{allowed}{difference['kind']} {difference['subject']}{member}"


def main():
    with open(sys.argv[1]) as file:
        expected = [line.split('#')[0].strip() for line in file]
    expected = sorted(line for line in expected if line)
    with open(sys.argv[2]) as file:
        report = json.load(file)
    found = [line_of(d) for d in report['differences']]
    if any(line.startswith('?') for line in expected):
        found += [f"?{gap['id']} {gap['name']}" for gap in report['gaps'] if gap['id'] not in COMMON]
    found.sort()
    missing = [line for line in expected if line not in found]
    surplus = [line for line in found if line not in expected]
    if missing or surplus or len(found) != len(expected):
        print('; '.join([f"'{m}' is not found" for m in missing] + [f"'{s}' is reported" for s in surplus]) or 'something is reported twice')
        print(json.dumps(report['differences'], indent=1))
        return 1
    for difference in report['differences']:
        if not difference.get('consequence'):
            print(f"{line_of(difference)} has no consequence")
            return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
