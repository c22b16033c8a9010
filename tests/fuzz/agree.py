"""
What two C compilers make of the same records: those on which they differ are no test of anybody else.

c_side.probe_text() writes constant data: for every shape sizes, alignments and offsets, and an object for every
bitfield with all its bits set. Both compilers turn it into an object file; the bytes of its symbols must be the same.
Nothing is run, so this works for any target.
"""
import os
import subprocess
import sys

import c_side

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
import elf  # noqa: E402


def compile_probe(command, folder, name):
    output = "%s/probe-%s.o" % (folder, name)
    command = command + ["-w", "-c", "-o", output, "%s/probe.c" % folder]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit("%s rejects the header:\n%s" % (name, "\n".join(done.stderr.splitlines()[:12])))
    return elf.data_symbols(output)


def depends_on(record, dropped):
    if any(record is other for other in dropped):
        return True
    return any(f.record is not None and depends_on(f.record, dropped) for f in record.fields)


def agreeing_records(generator, folder, commands):
    """
    The generator's records without those that the compilers lay out differently, and without what contains them. Writes
    folder/header.h for the records that stay. commands: {"gcc": [...], "clang": [...]}.
    """
    shapes = list(c_side.shapes_of(generator.records))
    with open(folder + "/header.h", "w") as out:
        out.write(c_side.header_text(generator, generator.records))
    with open(folder + "/probe.c", "w") as out:
        out.write(c_side.probe_text(shapes))
    made = [compile_probe(command, folder, name) for name, command in commands.items()]
    differ = {name for name in made[0] if any(other.get(name) != made[0][name] for other in made)}
    dropped = [s.path[0] for n, s in enumerate(shapes) if any(name in differ for name in c_side.probe_names(n, s))]
    kept = [r for r in generator.records if not depends_on(r, dropped)]
    with open(folder + "/header.h", "w") as out:
        out.write(c_side.header_text(generator, kept))
    return kept
