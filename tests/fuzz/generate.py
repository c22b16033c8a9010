#!/usr/bin/env python3
"""
One seed of the random types: a header, and the C and the Rust program that compare what both languages make of it.

    generate.py SEED FOLDER [--target x86_64|i686|s390x]   writes header.h and sides.c
    generate.py --rust FOLDER                              reads bindings.rs, writes sides.rs

The two steps are apart because the Rust program needs the bindings: a type that Rust cannot express has accessors where
others have fields. The compilers are those of the environment (CC, CLANG, or the cross gcc of the target).
"""
import argparse
import os
import pickle
import sys

import agree
import c_side
import rust_side
import shapes

GCC = {"x86_64": os.environ.get("CC", "gcc"), "i686": "i686-linux-gnu-gcc", "s390x": "s390x-linux-gnu-gcc"}


def compilers(target, only_clang):
    clang = [os.environ.get("CLANG", "clang"), "--target=%s-linux-gnu" % target]
    if only_clang:
        return {"clang": clang, "clang -O1": clang + ["-O1"]}
    return {"gcc": GCC[target].split(), "clang": clang}


def write(folder, name, text):
    with open("%s/%s" % (folder, name), "w") as out:
        out.write(text)


def write_c(seed, folder, target):
    os.makedirs(folder, exist_ok=True)
    generator = shapes.generate(seed, target)
    records = agree.agreeing_records(generator, folder, compilers(target, generator.only_clang))
    all_shapes = list(c_side.shapes_of(records))
    write(folder, "sides.c", c_side.program_text(all_shapes))
    with open(folder + "/model.pickle", "wb") as out:
        pickle.dump(all_shapes, out)
    write(folder, "compilers", "".join(" ".join(c) + "\n" for c in compilers(target, generator.only_clang).values()))
    print("%d of %d records, %d shapes" % (len(records), len(generator.records), len(all_shapes)))


def write_rust(folder):
    with open(folder + "/model.pickle", "rb") as model:
        all_shapes = pickle.load(model)
    with open(folder + "/bindings.rs") as bindings:
        text = bindings.read()
    try:
        write(folder, "sides.rs", rust_side.program_text(all_shapes, rust_side.Bindings(text)))
    except rust_side.Missing as missing:
        sys.exit(str(missing))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int, nargs="?")
    parser.add_argument("folder")
    parser.add_argument("--target", choices=sorted(GCC), default="x86_64")
    parser.add_argument("--rust", action="store_true")
    arguments = parser.parse_args()
    sys.setrecursionlimit(10000)
    if arguments.rust:
        write_rust(arguments.folder)
    else:
        write_c(arguments.seed, arguments.folder, arguments.target)


if __name__ == "__main__":
    main()
