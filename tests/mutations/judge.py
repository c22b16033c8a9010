#!/usr/bin/env python3
"""Holds a report against what a case expects: judge.py case.json report.json EXIT-CODE."""
import json
import sys


def subject(difference):
    """"struct s1"; a machine is the subject of its own difference whatever it is called."""
    return 'target' if difference['kind'] == 'target' else difference['subject']


def main():
    with open(sys.argv[1]) as file:
        case = json.load(file)
    with open(sys.argv[2]) as file:
        differences = json.load(file)['differences']
    found = {subject(d) for d in differences}
    missing, surplus = set(case['must']) - found, found - set(case['may'])
    if missing or surplus:
        print(f"{case['mutation']} on the {case['side']} side:", *(f'{m} is not found;' for m in sorted(missing)),
              *(f'{s} is reported;' for s in sorted(surplus)))
        print(json.dumps(differences, indent=1))
        return 1
    if int(sys.argv[3]) != (1 if case['must'] else 0):
        print(f"exit code {sys.argv[3]}")
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
