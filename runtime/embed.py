"""Texts to C: embed.py FILE.rs… FILE.css… OUT.c OUT.h

With runtime.h for OUT.h each FILE.rs becomes `const char runtime_FILE[]`, any other FILE.css `runtime_FILE_css[]`. The texts are written as numbers, because C compilers promise no more
than 4,095 characters for a string literal.
"""
import pathlib
import sys

*inputs, source, header = [pathlib.Path(name) for name in sys.argv[1:]]
with source.open("w") as c, header.open("w") as h:
    h.write("#pragma once\n\n")
    c.write('#include "' + header.name + '"\n')
    for path in inputs:
        name = path.stem if path.suffix == ".rs" else path.name.replace(".", "_")
        declaration = f"const char {header.stem}_{name}[]"
        h.write(f"extern {declaration};\n")
        data = [str(byte if byte < 128 else byte - 256) for byte in path.read_bytes() + b"\0"]
        rows = [", ".join(data[i : i + 24]) for i in range(0, len(data), 24)]
        c.write(f"\n{declaration} = {{\n\t" + ",\n\t".join(rows) + ",\n};\n")
