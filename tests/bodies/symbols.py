#!/usr/bin/env python3
"""Lists of symbols for the reader to survive: symbols.py FOLDER. The same ones on every run."""
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
from damage import damage  # noqa: E402

SEEDS = [
    b"member.o:\n0000000000001139 T main\n                 U absent\n0000000000001160 T known\n",
    b"a.a:b.o:                 U absent\na.a:b.o:0000000000001139 T known\n",
    b"known T 1139 b\nabsent U         \nl.a[m.o]:\n",
    b"Symbols from a.o:\n\nName                  Value           Class        Type\n\nknown               |0000000000000000|   T  |  FUNC|f|  |.text\n",
    b"0x1b2c3d4e\tknown\tvmlinux\tEXPORT_SYMBOL_GPL\t\n",
    b"ffffffff81000010 T known\t[module]\r\n",
]
PIECES = [b"\0", b"\n", b"|", b":", b" ", b"\t", b"\xff", b"@", b"0x", b"T", b"U", b"?", b"-", b"|" * 9, b":" * 40, b"f" * 5000, b" " * 5000]


def main():
    rng = random.Random(5)
    for number in range(240):
        with open(os.path.join(sys.argv[1], "%03d" % number), "wb") as file:
            file.write(damage(rng, SEEDS[number % len(SEEDS)], PIECES))


main()
