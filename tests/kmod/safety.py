"""Every unsafe block and unsafe impl of the Rust files below the folders has a SAFETY comment at it, in the lines above or in its own line.

    safety.py FOLDER…    prints how many there are; those without a comment are named on standard error
"""
import pathlib
import re
import sys

UNSAFE = re.compile(r"\bunsafe\s*(\{|impl\b)")
REACH = 12  # lines from the comment to the block, within one statement


def has_comment(lines, at):
    for line in reversed(lines[max(0, at - REACH):at + 1]):
        if "SAFETY:" in line:
            return True
        if line is not lines[at] and line.strip() in ("", "}"):
            return False
    return False


def main():
    blocks = lacking = 0
    for folder in sys.argv[1:]:
        for path in sorted(pathlib.Path(folder).rglob("*.rs")):
            lines = path.read_text(encoding="utf-8").split("\n")
            for at, line in enumerate(lines):
                if UNSAFE.search(line.split("//")[0]):
                    blocks += 1
                    if not has_comment(lines, at):
                        lacking += 1
                        print("%s:%d: no SAFETY comment: %s" % (path, at + 1, line.strip()), file=sys.stderr)
    print("%d blocks" % blocks)
    return 1 if lacking or not blocks else 0


sys.exit(main())
