#!/usr/bin/env python3
"""define.py c|rust FILE: the declared functions sNN as definitions, for compilers to put identifiers before.

c: of signatures.h; rust: of the bindings that braze made of it.
"""
import re
import sys


def split_c(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    for match in re.finditer(r"^[^\n;{}]*\bs\d\d\([^;]*;", text, flags=re.M):
        yield match.group(0)[:-1]


def define_c(text):
    print('#include "signatures.h"')
    for declaration in split_c(text):
        declaration = re.sub(r"\) __attribute__\(\(nonnull\)\)$", ")", declaration)
        print(declaration, "{ __builtin_trap(); }")


def closing(text, start):
    """Where the parenthesis that is open before start is closed."""
    depth = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(text[start], 0)
        start += 1
    return start


def define_rust(text):
    print("#![allow(warnings)]\n#![no_std]\n#![feature(cfi_encoding)]")
    blocks = re.findall(r'^unsafe extern "C" \{\n(.*?)^\}|^extern "C" \{\n(.*?)^\}', text, flags=re.M | re.S)
    print(re.sub(r'^(unsafe )?extern "C" \{\n.*?^\}', "", text, flags=re.M | re.S))
    for block in ("".join(pair) for pair in blocks):
        for match in re.finditer(r"pub (safe )?fn (s\d\d)\s*\(", block):
            end = closing(block, match.end())
            params, rest = block[match.end():end - 1].strip(), block[end:block.index(";", end)]
            if params.endswith("..."):
                continue  # debug information has the list of the rest as a parameter
            print('#[no_mangle] pub unsafe extern "C" fn %s(%s)%s { loop {} }' % (match.group(2), params, rest))
    # for symbols that have the number of the crate core
    print("pub fn swap(a: &mut u64, b: &mut u64) { core::mem::swap(a, b) }")


{"c": define_c, "rust": define_rust}[sys.argv[1]](open(sys.argv[2]).read())
