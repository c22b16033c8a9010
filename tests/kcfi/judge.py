#!/usr/bin/env python3
"""judge.py REPORT SIDES [NAME...]: all identifiers that braze computed for sNN are the objects'.

SIDES: the sides whose objects have them, "left" or "left,right". NAMEs: functions for which both compilers must agree, too; with a minus sign,
functions whose identifier on the right is not known.
"""
import json
import sys

report, sides, names = json.load(open(sys.argv[1])), sys.argv[2].split(","), sys.argv[3:]
rows = {row["name"]: row for row in report["kcfi"]}
faults, checked = [], 0
for number in range(61):
    name = "function s%02d" % number
    row = rows.get(name)
    if not row:
        # s15 passes a long double, which has no bindings; s17 is variadic, and Rust defines no such functions
        if number != 15 and not (number == 17 and ("right" in sides or "-s17" in names)):
            faults.append(name + " is not in the table")
        continue
    for side in sides:
        if side == "right" and "-s%02d" % number in names:
            continue
        computed, found = row[side + "_id"], row.get(side + "_object_id")
        checked += 1
        if computed != found:
            faults.append("%s, %s: computed %s, of %s; the object has %s" % (name, side, computed, row[side + "_type"], found))
for name in names:
    if name[0] != "-" and not rows["function " + name]["agrees"]:
        faults.append(name + " does not agree")
print("\n".join(faults) if faults else "%d identifiers" % checked)
sys.exit(bool(faults))
