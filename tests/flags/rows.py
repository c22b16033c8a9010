#!/usr/bin/env python3
"""rows.py BRAZE COMMAND ARCH FOLDER: tries the rows of flags.def for one compiler; ARCH 'rustc' and 'targets' are about rustc."""
import json
import os
import re
import shlex
import subprocess
import sys

TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../src/compare')
TEXT = r'"((?:[^"\\]|\\.)*)"'

# The bits of enum flag_arch that a machine is under.
ARCHES = {'x86_64': {'X64', 'X86', 'ANY'}, 'i686': {'I386', 'X86', 'ANY'}, 'aarch64': {'AARCH64', 'ANY'}, 'arm': {'ARM', 'ANY'},
          'riscv64': {'RISCV64', 'RISCV', 'ANY'}, 's390x': {'S390', 'ANY'}, 'm68k': {'M68K', 'ANY'}}

# What a '*' stands for; the first that the compiler takes counts.
SAMPLES = {'-mabi=*': ['lp64', 'lp64d'], '-mregparm=*': ['2'], '-mcmodel=*': ['large', 'tiny'], '-fpack-struct=*': ['2'], '-ffixed-*': ['r12', 'x18', 'd3'],
           '-fcall-used-*': ['r12', 'ebx', 'x19', 'd3'], '-fcall-saved-*': ['r11', 'ecx', 'x9', 'd1'], '-mlong-double-*': ['64', '128'],
           '-ftls-model=*': ['local-exec'], '-mtune=*': ['generic', 'haswell', 'cortex-a53', 'z13', '68020', 'rocket'],
           '-mindirect-branch=*': ['thunk-extern'], '-mfunction-return=*': ['thunk-extern'], '-mharden-sls=*': ['all'], '-fcf-protection=*': ['return'],
           '-fpatchable-function-entry=*': ['5,2'], '-falign-functions=*': ['32'], '-fmin-function-alignment=*': ['32'],
           '-mstack-protector-guard=*': ['global', 'tls', 'sysreg'], '-flto=*': ['auto', 'thin'], '-mbranch-protection=*bti*': [''],
           '-mbranch-protection=*pac-ret*': [''], '-mbranch-protection=*': ['none'], '-msign-return-address=*': ['all'],
           '-mstack-alignment=*': ['8'], '-mtp=*': ['cp15', 'el1'], '-fno-sanitize=*': ['thread'], '-fsanitize=memtag*': ['']}

RUST_SAMPLES = {'-Z regparm=*': '3', '-C code-model=*': 'medium', '-C relocation-model=*': 'static', '-Z tls-model=*': 'local-exec', '-Z retpoline=*': 'y',
                '-Z retpoline-external-thunk=*': 'y', '-Z indirect-branch-cs-prefix=*': 'y', '-C jump-tables=*': 'n', '-Z cf-protection=*': 'none',
                '-Z branch-protection=*bti*': '', '-Z branch-protection=*': 'gcs', '-Z branch-protection=*pac-ret*': '',
                '-Z sanitizer-cfi-normalize-integers=*': 'y', '-Z sanitizer-cfi-generalize-pointers=*': 'y', '-Z sanitizer-kcfi-arity=*': 'y',
                '-Z patchable-function-entry=*': '16,8', '-Z instrument-mcount=*': 'y', '-Z min-function-alignment=*': '16',
                '-Z stack-protector=*': 'strong', '-C stack-protector=*': 'strong', '-C force-frame-pointers=*': 'n', '-Z llvm-module-flag=frame-pointer:*': 'u32:2:max',
                '-Z sanitizer=*': 'address', '-C linker-plugin-lto=*': 'y', '-Z tune-cpu=*': 'haswell', '-C target-feature=+reserve-*': 'x18',
                '-C target-feature=-reserve-*': None, '-C target-feature=+harden-sls-*': 'ret', '-C target-feature=-harden-sls-*': None,
                '-C target-feature=+retpoline*': '-external-thunk', '-C target-feature=-retpoline*': None}
# rustc had, or will have, these.
OTHER_RELEASES = {'-Z no-jump-tables=on', '-Z no-jump-tables=off', '-C stack-protector=*', '-Z packed-stack=on', '-Z packed-stack=off'}
TARGETS = {'X86': 'x86_64-unknown-linux-gnu', 'X64': 'x86_64-unknown-linux-gnu', 'I386': 'i686-unknown-linux-gnu', 'AARCH64': 'aarch64-unknown-none',
           'ARM': 'arm-unknown-linux-gnueabihf', 'RISCV': 'riscv64gc-unknown-linux-gnu', 'S390': 's390x-unknown-linux-gnu',
           'PPC': 'powerpc64le-unknown-linux-gnu', 'LOONGARCH': 'loongarch64-unknown-linux-gnu', 'MIPS': 'mips-unknown-linux-gnu',
           'ANY': 'x86_64-unknown-linux-gnu'}
C_TARGETS = {'aarch64-unknown-none': 'aarch64-linux-gnu', 'arm-unknown-linux-gnueabihf': 'arm-linux-gnueabihf', 'riscv64gc-unknown-linux-gnu': 'riscv64-linux-gnu'}


def rows(macro):
    text = ''.join(open(os.path.join(TABLES, name)).read() for name in ('flags.def', 'flags_hardening.def'))
    return re.findall(rf'^{macro}\((\w+), ([^,]+), {TEXT}, {TEXT}\)', text, re.M)


def properties():
    text = ''.join(open(os.path.join(TABLES, name)).read() for name in ('flags.def', 'flags_hardening.def'))
    return {row[0]: row[1:] for row in re.findall(rf'^PROPERTY\((\w+), {TEXT}, ([^,]+), (\w+)', text, re.M)}


def bits(arches):
    return {arch.strip() for arch in arches.split('|')}


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


class Check:
    """braze check of an object and a declaration, with rustc's options."""

    def __init__(self, braze, folder):
        self.braze, self.folder = braze, folder
        self.write('a.c', 'int f(int a) { return a + 1; }\n')
        self.write('a.rs', 'unsafe extern "C" { pub fn f(a: i32) -> i32; }\n')

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), 'w') as file:
            file.write(text)

    def compile(self, command, *options):
        return run(*shlex.split(command), '-g', '-O2', *options, '-c', 'a.c', '-o', 'a.o', cwd=self.folder).returncode == 0

    def values(self, side, rustc=()):
        """Property to what that side has."""
        result = run(self.braze, 'check', '--c', 'a.o', '--rust', 'a.rs', *rustc, '--format', 'json', cwd=self.folder)
        if result.returncode not in (0, 1) or not result.stdout:
            sys.exit(f'braze check fails: {result.stderr}')
        return {flag['property']: flag.get(side) for flag in json.loads(result.stdout)['flags']}


def expected(kind, value, matched):
    value = value.replace('*', matched)
    if kind == 'KIND_SET':
        return value[1:]
    if kind == 'KIND_NOPS' and ',' not in value:
        return value + ',0'
    return value


def agrees(kind, value, found):
    if kind != 'KIND_SET':
        return found == value
    members = (found or 'none').split(' ')
    return value in members


def try_c(check, command, arch):
    known, tried, refused = properties(), 0, 0
    for name, arches, option, value in rows('C'):
        if not bits(arches) & ARCHES[arch] or not bits(known[name][1]) & ARCHES[arch] or not value:
            continue
        for sample in SAMPLES.get(option, ['']) if '*' in option else ['']:
            word = option.replace('*', sample, 1).replace('*', '')
            recorded = False
            if check.compile(command, word, *(['-ffat-lto-objects'] if word.startswith('-flto') else [])):
                with open(check.path('a.o'), 'rb') as file:
                    recorded = word.encode() in file.read()
            if recorded:
                break
        if not recorded:
            refused += 1
            continue
        tried += 1
        kind, found = known[name][2], check.values('left').get(known[name][0])
        if kind == 'KIND_SET' and value.startswith('-'):
            continue
        wanted = next(expected(kind, row[3], sample) for row in rows('C')
                      if row[0] == name and bits(row[1]) & ARCHES[arch] and matches(row[2], word))
        if not agrees(kind, wanted, found):
            sys.exit(f'{word}: {known[name][0]} is {found}, not {wanted}')
    if tried < 25:
        sys.exit(f'only {tried} options are taken, {refused} refused')
    print(f'{tried} options, {refused} that it does not have or does not record')


def matches(pattern, word):
    return re.fullmatch('.*'.join(re.escape(part) for part in pattern.split('*')), word) is not None


def try_rustc(check, rustc):
    known, tried, others = properties(), 0, 0
    for name, arches, option, value in rows('RUST'):
        machines = known[name][1] if arches == 'ANY' else arches
        target = next((TARGETS[arch.strip()] for arch in machines.split('|') if arch.strip() in TARGETS), None)
        sample = RUST_SAMPLES.get(option, '') if '*' in option else ''
        if option.startswith('target ') or not value or not target or sample is None or ('llvm-module-flag' in option and not sample):
            continue
        if name == 'REG_STRUCT_RETURN' or name == 'REGPARM':
            target = TARGETS['I386']
        word = option.replace('*', sample, 1).replace('*', '')
        result = run(rustc, *word.split(' ', 1), '--target', target, '--print', 'cfg')
        unknown = re.search('unknown (codegen|unstable) option|incorrect value', result.stderr)
        if unknown and option not in OTHER_RELEASES:
            sys.exit(f'rustc does not have {word}: {result.stderr}')
        others += unknown is not None
        arch = target.split('-', maxsplit=1)[0]
        c_target = C_TARGETS.get(target, f'{arch}-linux-gnu')
        if not check.compile(f'{os.environ.get("CLANG", "clang-22")} --target={c_target} -grecord-command-line'):
            continue
        found = check.values('right', ('--rustc', f'rustc --target {target} {word}')).get(known[name][0])
        kind = known[name][2]
        tried += 1
        wanted = {'y': 'on', 'n': 'off'}.get(sample, sample) if value == '*' else expected(kind, value, sample)
        if not (kind == 'KIND_SET' and value.startswith('-')) and not agrees(kind, wanted, found):
            sys.exit(f'{word}: {known[name][0]} is {found}, not {wanted}')
    if tried < 40:
        sys.exit(f'only {tried} options were tried')
    print(f'{tried} options, {others} of other releases')


def flat(spec):
    out = {}
    for key, value in spec.items():
        if key == 'stack-probes':
            key, value = 'stack-probes.kind', value['kind']
        out[key] = {True: 'true', False: 'false'}.get(value, str(value)) if not isinstance(value, (list, dict)) else None
    return out


def try_targets(rustc):
    if not run(rustc, '--version').stdout.startswith('rustc 1.96.'):
        print('not looked at: the table has the facts of rustc 1.96')
        return
    with open(os.path.join(TABLES, 'targets.def')) as file:
        table = re.findall(rf'^TARGET\({TEXT}, {TEXT}\)', file.read(), re.M)
    keys = {pair.split('=', 1)[0] for _, text in table for pair in text.split('; ')}
    for name, text in table:
        spec = flat(json.loads(run(rustc, '-Zunstable-options', '--print', 'target-spec-json', '--target', name).stdout))
        has = {key: value for key, value in spec.items() if key in keys}
        said = dict(pair.split('=', 1) for pair in text.split('; ') if pair)
        if has != said:
            sys.exit(f'{name}: rustc says {has}, the table {said}')
    print(f'{len(table)} targets')


def main():
    braze, command, arch, folder = sys.argv[1:]
    if arch == 'targets':
        try_targets(command)
    elif arch == 'rustc':
        try_rustc(Check(braze, folder), command)
    else:
        try_c(Check(braze, folder), command, arch)


if __name__ == '__main__':
    main()
