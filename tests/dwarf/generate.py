#!/usr/bin/env python3
"""Prints C types that nobody would write, always the same for a seed: generate.py SEED.

    struct s7 { unsigned short f1 : 9; union { char f2[3]; struct { long long : 0; _Bool f4 : 1; }; }; } __attribute__((packed));
"""
import random
import sys

SCALARS = ["char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned", "long", "unsigned long",
           "long long", "unsigned long long", "float", "double", "long double", "_Bool", "void *"]
WIDTHS = {"int": 32, "unsigned": 32, "short": 16, "unsigned short": 16, "signed char": 8, "unsigned char": 8,
          "long long": 64, "unsigned long long": 64, "_Bool": 1, "unsigned long": 32}
ENUMS = 20


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.fields = 0

    def pick(self, choices):
        return self.random.choice(choices)

    def field(self, depth):
        self.fields += 1
        name, dice = f"f{self.fields}", self.random.random()
        if dice < 0.35:
            base = self.pick(sorted(WIDTHS))
            return f"{base} {name} : {self.random.randint(1, WIDTHS[base])};"
        if dice < 0.4:
            return f"{self.pick(['int', 'char', 'long long'])} : {self.pick([0, 3, 5, 8])};"
        if dice < 0.6 and depth < 3:
            declarator = self.pick(["", "", name, f"{name}[3]", f"{name}[2][3]", f"*{name}"])
            return f"{self.pick(['struct', 'union'])} {{ {self.body(depth + 1)} }} {declarator};"
        if dice < 0.65:
            return f"{self.pick(['int', 'void', 'char *'])} (*{name})({self.pick(SCALARS)} a{self.pick(['', ', ...'])});"
        if dice < 0.7:
            return f"enum e{self.random.randrange(ENUMS)} {name};"
        qualifier = self.pick(["", "const ", "volatile "])
        size = self.pick(["", "", "", "[1]", "[4]", "[0]"])
        attribute = self.pick([""] * 8 + [" __attribute__((aligned(8)))", " __attribute__((packed))"])
        return f"{qualifier}{self.pick(SCALARS)} {name}{size}{attribute};"

    def body(self, depth):
        fields = [self.field(depth) for _ in range(self.random.randint(1, 6))]
        # without a name there is nothing to compare
        if all(" : " in field and field.split(" : ")[0] in ("int", "char", "long long") for field in fields):
            self.fields += 1
            fields.append(f"int f{self.fields};")
        return " ".join(fields)

    def enumeration(self, number):
        low, high = self.pick(["-1", "0", "5", "-200", "0x80000000u"]), self.pick(["1", "1000", "0x7fffffff"])
        return f"enum e{number} {{ E{number}A = {low}, E{number}B = {high} }};"

    def record(self, number):
        keyword = self.pick(["struct", "struct", "union"])
        attribute = self.pick([""] * 4 + [" __attribute__((packed))", " __attribute__((aligned(16)))",
                                          " __attribute__((packed, aligned(4)))"])
        if self.random.random() < 0.3:
            return f"typedef {keyword} {{ {self.body(0)} }}{attribute} t{number};"
        return f"{keyword} s{number} {{ {self.body(0)} }}{attribute};"


def main():
    generator = Generator(int(sys.argv[1]))
    for number in range(ENUMS):
        print(generator.enumeration(number))
    for number in range(200):
        print(generator.record(number))


main()
