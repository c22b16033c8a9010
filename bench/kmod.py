"""The case `kmod` of bench/run: building a module in Rust for Debian's stock kernel 6.12, beside a module in C by Kbuild alone.

All from a copy of the sample `minimal`: the first build on a machine (core is compiled), the first of another module (core is in the cache), after a
line has changed, with nothing changed. Then what the steps of these builds took: each rustc, each make.
"""
import os
import shlex
import shutil
import subprocess

# A program in another's place: runs it, and writes down its name and the CPU seconds of it and its children.
WRAPPER = """#!/bin/bash
TIMEFORMAT='%U %S'
name={name}
for word; do
    [ "$last" != --crate-name ] || name="rustc, $word"
    last=$word
done
{{ time {program} "$@" 2>&3; }} 3>&2 2>{log}.$$
status=$?
echo "$name	$(tail -n 1 {log}.$$)" >>{log}
rm -f {log}.$$
exit $status
"""


def read_env(path):
    with open(path, encoding="utf-8") as file:
        return dict(shlex.split(line)[0].split("=", 1) for line in file if "=" in line)


class Bench:
    """The folders of one run, and the command lines in them."""

    def __init__(self, top, work, braze, rustc):
        self.top, self.work, self.rustc = top, work, rustc
        self.kernel = read_env(os.path.join(top, "build/kmod/6.12/kernel.env"))
        self.module = os.path.join(work, "minimal")
        shutil.copytree(os.path.join(top, "rust/kmod/samples/minimal"), self.module, ignore=shutil.ignore_patterns("build"))
        shutil.copytree(os.path.join(top, "tests/kmod/plain"), os.path.join(work, "plain"))
        self.build = shlex.join([braze, "kmod", "build", self.module, "--kernel", self.kernel["kernel_headers"], "--output",
                                 os.path.join(work, "out"), "--quiet"])
        self.env = {"XDG_CACHE_HOME": os.path.join(work, "cache"), "RUSTC": rustc}

    def shell(self, tool, name, text):
        return tool(name, ["sh", "-c", text], self.env)

    def plain(self):
        headers = self.kernel["kernel_headers"]
        source = headers.removesuffix("-amd64") + "-common"
        make = ["make", "-C", headers, "-f", source + "/Makefile", "KBUILD_OUTPUT=" + headers, "M=" + os.path.join(self.work, "plain")]
        return "%s clean && %s modules" % (shlex.join(make), shlex.join(make))

    def builds(self):
        """(name, shell command) of each build."""
        change = 'echo "#[used] static CHANGE_$(date +%%N): u8 = 1;" >>%s/src/lib.rs' % self.module
        return [
            ("a module in C, by Kbuild", self.plain()),
            ("first build from nothing", "rm -rf $XDG_CACHE_HOME %s/out && %s" % (self.work, self.build)),
            ("first build, core cached", "rm -rf %s/out && %s" % (self.work, self.build)),
            ("after a one-line change", "%s && %s" % (change, self.build)),
            ("nothing changed", self.build),
        ]

    def steps(self, command):
        """[(step, CPU seconds)] of a build: the programs that it runs."""
        folder, log = os.path.join(self.work, "wrappers"), os.path.join(self.work, "steps")
        os.makedirs(folder, exist_ok=True)
        for name, program in ("rustc", self.rustc), ("make", shutil.which("make")):
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(WRAPPER.format(name=name, program=shlex.quote(program), log=shlex.quote(log)))
            os.chmod(path, 0o755)
        open(log, "w", encoding="utf-8").close()
        env = {**os.environ, **self.env, "RUSTC": os.path.join(folder, "rustc"), "PATH": folder + ":" + os.environ["PATH"]}
        subprocess.run(["sh", "-c", command], env=env, check=True, stdout=subprocess.DEVNULL)
        with open(log, encoding="utf-8") as file:
            rows = [line.rstrip("\n").split("\t") for line in file]
        return [(name, sum(float(x) for x in seconds.split())) for name, seconds in rows]


def tools(bench, tool):
    return [bench.shell(tool, name, text) for name, text in bench.builds()]


def print_steps(bench):
    for name, text in bench.builds()[1:4]:
        print("  %s, seconds of CPU: %s" % (name, ", ".join("%s %.1f" % step for step in bench.steps(text))))
    print(flush=True)
