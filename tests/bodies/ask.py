#!/usr/bin/env python3
"""
ask.py HEADER REPORT COMPILER: compares the functions that the report leaves out with the header's lines `// LEFT: name [id] text`, and asks the
C compiler about each: it has to refuse a helper for it, or to warn, too. Prints what differs.
"""
import json
import re
import subprocess
import sys

# One function on each line, its name in front of the first bracket behind the type.
FUNCTION = re.compile(r"^static inline (?:__attribute__\(\(always_inline\)\) )?([\w ]+?[ *]+)(\w+)\((.*?)\) *\{", re.M)
# What a C compiler has nothing to say about; that a linker does is not asked.
NOT_ASKED = {"missing-symbol", "varying-macro"}


def parameter_name(text):
    return re.search(r"\(\*(\w+)\)|(\w+)(?:\[.*)?$", text.strip()).group(1, 2)


def helper(header, result, name, parameters):
    names = [] if parameters == "void" else ["".join(filter(None, parameter_name(p))) for p in parameters.split(",")]
    value = "" if result.strip() == "void" else "return "
    plain = re.sub(r"__seg_gs|__attribute__\(\(address_space\(\d+\)\)\)", "", parameters)
    result = result.replace("__seg_gs", "")
    return '#include "%s"\n%s helper(%s)\n{\n\t%s(%s)(%s);\n}\n' % (header, result, plain, value, name, ", ".join(names))


def main():
    header, report, compiler = sys.argv[1:]
    with open(header, encoding="utf-8") as file:
        text = file.read()
    with open(report, encoding="utf-8") as file:
        left = {o["name"]: o for o in json.load(file)["left_out"] if o["kind"] == "function"}
    wanted = {m[0]: (m[1], m[2].strip()) for m in re.findall(r"^// LEFT: (\S+) \[(\S+)\](.*)$", text, re.M)}
    faults = ["%s is left out: %s" % (name, left[name]["reason"]) for name in left if name not in wanted]
    faults += ["%s is not left out" % name for name in wanted if name not in left]
    for name in left.keys() & wanted.keys():
        reason, (want_id, want_text) = left[name], wanted[name]
        if reason["id"] != want_id or want_text not in reason["reason"]:
            faults.append("%s: [%s] %s" % (name, reason["id"], reason["reason"]))
    asked = 0
    for result, name, parameters in FUNCTION.findall(text):
        if name not in left or left[name]["id"] in NOT_ASKED or "// GCC: takes %s\n" % name in text:
            continue
        asked += 1
        run = subprocess.run([compiler, "-std=gnu17", "-O2", "-Werror=attribute-warning", "-Werror=incompatible-pointer-types",
                              "-x", "c", "-", "-I.", "-S", "-o", "/dev/null"],
                             input=helper(header, result, name, parameters), text=True, stderr=subprocess.PIPE, check=False)
        if not run.returncode:
            faults.append("%s: the compiler takes a helper for it" % name)
    if not asked and any(i not in NOT_ASKED for i, _ in wanted.values()) and "// GCC: takes" not in text:
        faults.append("the compiler was asked about nothing")
    print("\n".join(faults))
    sys.exit(bool(faults))


main()
