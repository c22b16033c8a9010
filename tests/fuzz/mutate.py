#!/usr/bin/env python3
"""
mutate.py SEED OUT HEADER...: one of the headers with some of its bytes changed at random; prints which one.

Most changes keep the words whole (lines moved, words of header.dict put in, spans doubled or cut), so that much of what
comes out is still C; some are of single bytes.
"""
import ast
import os
import random
import re
import sys


def dictionary():
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "header.dict"), encoding="ascii") as lines:
        return [ast.literal_eval("b" + line) for line in lines if line.startswith('"')]


def change(rng, text, words):
    """text after one change, as bytes."""
    tokens = [m.span() for m in re.finditer(rb"\w+|[^\w\s]", text)] or [(0, 0)]
    here, other = rng.choice(tokens), rng.choice(tokens)
    kind = rng.randrange(8)
    if kind == 0:
        return text[:here[0]] + rng.choice(words) + text[here[0]:]
    if kind == 1:
        return text[:here[0]] + text[other[0]:other[1]] + text[here[1]:]
    if kind == 2:
        return text[:here[0]] + text[here[1]:]
    if kind == 3:
        number = rng.choice([0, 1, 7, 8, 31, 33, 64, 65, 128, 4096, 2 ** 31, 2 ** 63])
        return text[:here[0]] + str(number).encode() + text[here[1]:]
    lines = text.split(b"\n")
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    if kind == 4:
        lines[a], lines[b] = lines[b], lines[a]
    elif kind == 5:
        lines.insert(a, lines[b])
    elif kind == 6:
        del lines[a:a + rng.randint(1, 2)]
    else:
        at = rng.randrange(len(text) + 1)
        return text[:at] + bytes([rng.randrange(256)]) + text[at + rng.randrange(2):]
    return b"\n".join(lines)


def main():
    rng = random.Random(int(sys.argv[1]))
    path = rng.choice(sys.argv[3:])
    with open(path, "rb") as header:
        text = header.read()
    words = dictionary()
    for _ in range(rng.choice([1, 1, 2, 2, 3, 5, 10])):
        text = change(rng, text, words)
    with open(sys.argv[2], "wb") as out:
        out.write(text)
    print(path)


if __name__ == "__main__":
    main()
