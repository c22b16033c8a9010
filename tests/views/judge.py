#!/usr/bin/env python3
"""Holds a report on the uapi headers against what is known of the architecture: judge.py ARCH report.json EXIT-CODE."""
import json
import sys

# On m68k the headers' view has sizes that gcc does not have; how many depends on the release of the headers.
M68K_SIZES = 10


def main():
    arch = sys.argv[1]
    with open(sys.argv[2]) as file:
        report = json.load(file)
    wrong = [d for d in report['differences'] if d.get('allowed') is None]
    pairs = report['pairs']
    if arch == 'm68k':
        by_rust = [d for d in wrong if 'Rust' in pairs[d['pair']]['right']]
        sizes = [d for d in wrong if d['kind'] == 'size']
        if by_rust or len(sizes) < M68K_SIZES:
            print(f'{len(by_rust)} differences of the bindings, {len(sizes)} sizes of the headers', file=sys.stderr)
            print(json.dumps(wrong[:20], indent=1), file=sys.stderr)
            return 1
    elif wrong or int(sys.argv[3]):
        print(f'{len(wrong)} differences, exit code {sys.argv[3]}', file=sys.stderr)
        print(json.dumps(wrong[:20], indent=1), file=sys.stderr)
        return 1
    counts = [pair['counts'] for pair in pairs]
    if any(c['types'] < 1000 or c['fields'] < 5000 for c in counts):
        print(f'little was compared: {counts}', file=sys.stderr)
        return 1
    print(': ' + '; '.join(f"{p['left'].split()[0]}-{p['right'].split()[0]} {p['counts']['types']} types, {p['counts']['fields']} fields,"
                           f" {p['counts']['constants']} constants" for p in pairs), end='')
    if wrong:
        print(f'; {len(wrong)} differences found', end='')
    return 0


if __name__ == '__main__':
    sys.exit(main())
