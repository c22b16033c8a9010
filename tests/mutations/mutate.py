#!/usr/bin/env python3
"""Makes one mutation of a random C API: mutate.py [--same] SEED FOLDER. With --same, there is none.

The API (structs with bitfields, arrays and nested structs, enums, functions, variables, constants) and the mutation follow from the seed. In FOLDER:

    c.h, c.c      what the C compiler gets: a header, and definitions of all that it declares
    rust.h        what the bindings are made from; either it or c.h is mutated, or the flags are
    case.json     flags of both sides, how to compare, and what must be reported: "must" (subjects), and "may" (no others are allowed)

What differs in memory is not worked out here: gcc compiles both headers, and sizes, alignments, offsets and the bytes of
initialised bitfields are compared (see `Oracle`).
"""
import copy
import json
import os
import random
import re
import subprocess
import sys

SCALARS = ['signed char', 'unsigned char', 'short', 'unsigned short', 'int', 'unsigned int', 'long', 'unsigned long',
           'long long', 'unsigned long long', 'float', 'double', '_Bool', 'void *', 'char *', 'int (*)(int)']
INTEGERS = ['signed char', 'unsigned char', 'short', 'unsigned short', 'int', 'unsigned int', 'long', 'unsigned long',
            'long long', 'unsigned long long']
OTHER_SIGN = {'signed char': 'unsigned char', 'short': 'unsigned short', 'int': 'unsigned int', 'long': 'unsigned long',
              'long long': 'unsigned long long'}
OTHER_SIGN.update({b: a for a, b in OTHER_SIGN.items()})


class Field:
    def __init__(self, name, type, width=None, count=None, align=None):
        self.name, self.type, self.width, self.count, self.align = name, type, width, count, align

    def text(self):
        name = self.name + (f'[{self.count}]' if self.count else '')
        text = declare(self.type, name)
        if self.width is not None:
            text += f' : {self.width}'
        return text + (f' __attribute__((aligned({self.align})))' if self.align else '')


class Struct:
    def __init__(self, name, fields):
        self.name, self.fields, self.attributes = name, fields, ''

    def text(self):
        body = ''.join(f'\t{field.text()};\n' for field in self.fields)
        return f'struct {self.name} {{\n{body}}}{self.attributes};\n'


class Enum:
    def __init__(self, name, values):
        self.name, self.values = name, values

    def text(self):
        return f'enum {self.name} {{ ' + ', '.join(f'{n} = {v}' for n, v in self.values) + ' };\n'


class Function:
    def __init__(self, name, result, params):
        self.name, self.result, self.params = name, result, params

    def text(self):
        params = ', '.join(declare(type, f'p{i}') for i, type in enumerate(self.params)) or 'void'
        return f'{declare(self.result, self.name)}({params})' if '(*)' not in self.result else ''


class Api:
    def __init__(self):
        self.structs, self.enums, self.functions, self.variables, self.constants = [], [], [], [], []

    def header(self):
        text = '#pragma once\n'
        for group in self.enums, self.structs:
            text += ''.join(thing.text() for thing in group)
        text += ''.join(f'{f.text()};\n' for f in self.functions)
        text += ''.join(f'extern {declare(t, n)};\n' for n, t in self.variables)
        return text + ''.join(f'#define {n} {v}\n' for n, v in self.constants)

    def source(self):
        text = '#include "c.h"\n'
        for f in self.functions:
            params = ''.join(f'\t(void)p{i};\n' for i in range(len(f.params)))
            zero = '' if f.result == 'void' else f'\tstatic {declare(f.result, "zero")};\n\treturn zero;\n'
            text += f'{f.text()}\n{{\n{params}{zero}}}\n'
        return text + ''.join(f'{declare(t, n)};\n' for n, t in self.variables)


def declare(type, name):
    if '(*)' in type:
        return type.replace('(*)', f'(*{name})')
    return type + name if type.endswith('*') else f'{type} {name}'


def random_api(rng):
    api = Api()
    for i in range(3):
        values = [(f'E{i}_V{k}', k * rng.randint(1, 9)) for k in range(rng.randint(2, 5))]
        if i == 2:
            values[0] = (values[0][0], -rng.randint(1, 9))
        api.enums.append(Enum(f'e{i}', values))
    for i in range(7):
        api.structs.append(random_struct(rng, f's{i}', api))
    for i in range(8):
        pool = INTEGERS + ['double', 'void *', 'enum e0', 'enum e2'] + [f'struct {s.name} *' for s in api.structs]
        params = [rng.choice(pool) for _ in range(rng.randint(1, 5))] + [rng.choice(INTEGERS)]
        rng.shuffle(params)
        api.functions.append(Function(f'f{i}', rng.choice(['void', 'int', 'unsigned long', 'double', 'enum e1', 'void *']),
                                      params))
    api.functions.append(Function('by_value', 'struct s0', ['struct s1', 'int']))
    api.variables = [('v0', 'struct s2'), ('v1', 'unsigned int'), ('v2', 'struct s3 *')]
    api.constants = [('C0', str(rng.randint(0, 1 << 20))), ('C1', str(-rng.randint(1, 99))), ('C2', '0xffffffffffffff00ull'),
                     ('C3', f'"text {rng.randint(0, 99)}"'), ('C4', '(1u << 31)')]
    return api


def random_struct(rng, name, api):
    fields = []
    for k in range(rng.randint(4, 8)):
        field = f'm{k}'
        choice = rng.random()
        if choice < 0.2 and api.structs:
            fields.append(Field(field, f'struct {rng.choice(api.structs).name}'))
        elif choice < 0.35:
            fields.append(Field(field, rng.choice(INTEGERS + ['char *']), count=rng.randint(2, 6)))
        elif choice < 0.45:
            fields.append(Field(field, f'enum {rng.choice(api.enums).name}'))
        else:
            fields.append(Field(field, rng.choice(SCALARS)))
    # what each mutation needs: a run of bitfields, two fields of one type, a char before something that is aligned
    fields += [Field('b0', 'unsigned int', width=rng.randint(1, 9)), Field('b1', 'unsigned int', width=rng.randint(1, 9)),
               Field('b2', 'int', width=rng.randint(1, 9))]
    fields += [Field('t0', 'unsigned int'), Field('t1', 'unsigned int'), Field('c0', 'unsigned char'), Field('i0', 'int')]
    return Struct(name, fields)


class Oracle:
    """What gcc makes of the structs of a header."""

    def __init__(self, folder, header, api, flags):
        lines = [f'#include "{header}"', '#include <stddef.h>']
        for s in api.structs:
            lines.append(f'char size_{s.name}[sizeof(struct {s.name}) + 1];')
            lines.append(f'char align_{s.name}[_Alignof(struct {s.name}) + 1];')
            for f in s.fields:
                if f.width is None:
                    lines.append(f'char at_{s.name}_{f.name}[offsetof(struct {s.name}, {f.name}) + 1];')
                    lines.append(f'char of_{s.name}_{f.name}[sizeof(((struct {s.name} *)0)->{f.name}) + 1];')
                else:
                    lines.append(f'struct {s.name} bits_{s.name}_{f.name} = {{ .{f.name} = -1 }};')
        source = os.path.join(folder, 'oracle.c')
        with open(source, 'w') as file:
            file.write('\n'.join(lines) + '\n')
        text = subprocess.run([os.environ.get('CC', 'gcc'), *flags, '-w', '-fno-common', '-S', '-o', '-', source], check=True,
                              capture_output=True, text=True).stdout
        self.facts = {}
        for name, body in re.findall(r'^(\w+):\n((?:\t.*\n)+)', text, re.M):
            self.facts[name] = re.sub(r'\.(section|globl|align|type|size|data|bss|text|ident).*\n', '', body)
        if len(self.facts) < 20:
            raise SystemExit('the oracle is not understood')

    def differing(self, other, api):
        names = set(self.facts) | set(other.facts)
        differ = {n.split('_')[1] for n in names if self.facts.get(n) != other.facts.get(n)}
        return [f'struct {s.name}' for s in api.structs if s.name in differ]


# ---- mutations: each changes the API in place and says what must be reported besides what the oracle finds ----

def pick(rng, api):
    return rng.choice(api.structs)


def packed(rng, api):
    s = pick(rng, api)
    s.attributes = ' __attribute__((packed))'
    return []


def aligned_struct(rng, api):
    s = pick(rng, api)
    s.attributes = f' __attribute__((aligned({rng.choice([16, 32, 64])})))'
    return [f'struct {s.name}']


def aligned_field(rng, api):
    s = pick(rng, api)
    next(f for f in s.fields if f.name == 'i0').align = rng.choice([16, 32])
    return [f'struct {s.name}']


def swapped(rng, api):
    s = pick(rng, api)
    i = next(i for i, f in enumerate(s.fields) if f.name == 't0')
    s.fields[i], s.fields[i + 1] = s.fields[i + 1], s.fields[i]
    return [f'struct {s.name}']


def wider_bitfield(rng, api):
    s = pick(rng, api)
    rng.choice([f for f in s.fields if f.width is not None]).width += 1
    return [f'struct {s.name}']


def field_sign(rng, api):
    s = pick(rng, api)
    field = rng.choice([f for f in s.fields if f.type in OTHER_SIGN and f.width is None and not f.count])
    field.type = OTHER_SIGN[field.type]
    return [f'struct {s.name}']


def bitfield_sign(rng, api):
    s = pick(rng, api)
    field = rng.choice([f for f in s.fields if f.width is not None])
    field.type = OTHER_SIGN[field.type]
    return [f'struct {s.name}']


def removed_field(rng, api):
    s = pick(rng, api)
    s.fields.remove(rng.choice([f for f in s.fields if f.width is None]))
    return [f'struct {s.name}']


def added_field(rng, api):
    s = pick(rng, api)
    s.fields.insert(rng.randrange(len(s.fields)), Field('added', rng.choice(INTEGERS)))
    return [f'struct {s.name}']


def array_length(rng, api):
    s = pick(rng, api)
    s.fields.append(Field('tail', 'int', count=4))
    return [f'struct {s.name}']


def parameter_sign(rng, api):
    f = rng.choice(api.functions[:8])
    i = rng.choice([i for i, t in enumerate(f.params) if t in OTHER_SIGN])
    f.params[i] = OTHER_SIGN[f.params[i]]
    return [f'function {f.name}']


def missing_parameter(rng, api):
    f = rng.choice(api.functions)
    f.params.pop(rng.randrange(len(f.params)))
    return [f'function {f.name}']


def parameter_width(rng, api):
    f = rng.choice(api.functions[:8])
    i = rng.choice([i for i, t in enumerate(f.params) if t in INTEGERS])
    f.params[i] = 'short' if 'short' not in f.params[i] else 'long'
    return [f'function {f.name}']


def result_type(rng, api):
    f = rng.choice(api.functions[:8])
    f.result = 'double' if f.result != 'double' else 'int'
    return [f'function {f.name}']


def variable_type(rng, api):
    api.variables[1] = ('v1', rng.choice(['unsigned char', 'int', 'unsigned long']))
    return ['variable v1']


def enum_value(rng, api):
    enum = api.enums[1]
    i = rng.randrange(len(enum.values))
    enum.values[i] = (enum.values[i][0], 1000)
    return [f'enum {enum.name}']


def enum_sign(rng, api):
    enum = api.enums[0]
    enum.values.append(('E0_NEGATIVE', -1))
    return [f'enum {enum.name}']


def constant_value(rng, api):
    i = rng.randrange(len(api.constants))
    name = api.constants[i][0]
    api.constants[i] = (name, {'C3': '"other"', 'C4': '(1u << 30)'}.get(name, '77777777'))
    return [f'constant {name}']


# name: mutation, whether the alignment must be known (which GCC's debug information does not tell), what else may be reported
SHAPES = [packed, aligned_struct, aligned_field, swapped, wider_bitfield, field_sign, bitfield_sign, removed_field, added_field, array_length,
          parameter_sign, missing_parameter, parameter_width, result_type, variable_type, enum_value, enum_sign, constant_value]
NEEDS_WITNESS = {packed, aligned_struct, constant_value}
FLAGS = {
    'short-enums': {'c': ['-fshort-enums'], 'subjects': ['flag short-enums', 'enum e0', 'enum e1', 'enum e2'], 'oracle': True},
    'pack-struct': {'c': ['-fpack-struct'], 'subjects': ['flag pack-struct'], 'oracle': True},
    'm32': {'c': ['-m32'], 'subjects': ['target']},
    'regparm': {'c': ['-m32', '-mregparm=3'], 'rust': ['--target=i686-unknown-linux-gnu'], 'subjects': ['flag regparm']},
    'regparm-rust': {'c': ['-m32'], 'rust': ['--target=i686-unknown-linux-gnu', '-Zregparm=3'], 'subjects': ['flag regparm']},
    'red-zone': {'c': ['-mno-red-zone'], 'subjects': ['flag red-zone']},
    'march': {'c': ['-march=x86-64-v3'], 'subjects': ['flag cpu']},
    'march-rust': {'rust': ['-Ctarget-cpu=x86-64-v3'], 'subjects': ['flag cpu']},
    'soft-float': {'c': ['-msoft-float', '-mno-sse', '-mno-sse2', '-mno-mmx', '-mno-80387'], 'no_float': True,
                   'subjects': ['flag soft-float']},
}


def flag_case(name, api):
    spec = FLAGS[name]
    case = {'mutation': name, 'side': 'c' if 'c' in spec else 'rust', 'c_flags': spec.get('c', []), 'rust_flags': spec.get('rust', []),
            'must': spec['subjects'], 'may': spec['subjects']}
    if spec.get('no_float'):
        for s in api.structs:
            for f in s.fields:
                f.type = {'float': 'int', 'double': 'long'}.get(f.type, f.type)
        for f in api.functions:
            f.result = f.result.replace('double', 'long')
            f.params = [t.replace('double', 'long') for t in f.params]
    return case, spec.get('oracle', False)


def mentions(api, subjects):
    """Functions and variables that have one of these types by value: their difference may be reported there, too."""
    names = set(subjects)
    found = [f'function {f.name}' for f in api.functions if names & {f.result, *f.params}]
    enums = {name for name in names if name.startswith('enum ')}
    found += [f'struct {s.name}' for s in api.structs if enums & {f.type for f in s.fields}]
    return found + [f'variable {n}' for n, t in api.variables if t in names]


def main():
    is_same = sys.argv[1] == '--same'
    seed, folder = int(sys.argv[1 + is_same]), sys.argv[2 + is_same]
    rng = random.Random(seed)
    kinds = [(m, side) for m in SHAPES for side in ('c', 'rust')] + [(name, None) for name in FLAGS]
    mutation, side = kinds[seed % len(kinds)]
    api = random_api(rng)
    if is_same:
        case = {'mutation': 'none', 'side': 'neither', 'c_flags': [], 'rust_flags': [], 'must': [], 'may': []}
        sides, oracle = (api, api), False
    elif side:
        changed = copy.deepcopy(api)
        subjects = mutation(rng, changed)
        case = {'mutation': mutation.__name__, 'side': side, 'c_flags': [], 'rust_flags': [], 'must': subjects, 'may': subjects}
        sides = {'c': (changed, api), 'rust': (api, changed)}[side]
        oracle = True
    else:
        case, oracle = flag_case(mutation, api)
        sides = (api, api)
    for name, one in zip(('c.h', 'rust.h'), sides):
        with open(os.path.join(folder, name), 'w') as file:
            file.write(one.header())
    with open(os.path.join(folder, 'c.c'), 'w') as file:
        file.write(sides[0].source())
    if oracle:
        found = Oracle(folder, 'c.h', sides[0], case['c_flags']).differing(Oracle(folder, 'rust.h', sides[1], []), api)
        case['must'] = sorted(set(case['must']) | set(found))
        case['may'] = sorted(set(case['must']) | set(mentions(api, case['must'])))
    case['witness'] = mutation in NEEDS_WITNESS or 'pack-struct' == mutation or seed // len(kinds) % 2 == 1
    if case['witness'] and any('regparm' in flag or flag == '-m32' for flag in case['c_flags']):
        case['witness'] = False
    with open(os.path.join(folder, 'case.json'), 'w') as file:
        json.dump(case, file, indent=1)


if __name__ == '__main__':
    main()
