"""The real bindgen: where it is, how it is started, and how the tree that it lives in is made.

    peer.py        prints the version of the one in build/peer/sid (or $BRAZE_SID), making the tree if there is none

The tree is a minimal Debian sid. Nothing in it is mounted or entered: bindgen is started with the tree's own loader and
libraries, on this machine's headers. It reads with the libclang that braze is linked with where that can be found
($CLANG), so that both see the same C; otherwise with the tree's own.
"""
import fcntl
import glob
import os
import shutil
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WANTED = "0.72."
LIBRARIES = "usr/lib/x86_64-linux-gnu"
LOADER = "usr/lib64/ld-linux-x86-64.so.2"


class Missing(Exception):
    """There is no such bindgen; says why."""


class Bindgen:
    """bindgen of the Debian tree at root. clang: a command whose libclang it should read with; None: the tree's own."""

    def __init__(self, root, clang=None):
        self.command = [os.path.join(root, LOADER), "--library-path", os.path.join(root, LIBRARIES),
                        os.path.join(root, "usr/bin/bindgen")]
        if not os.path.exists(self.command[-1]):
            raise Missing("there is no bindgen in %s" % root)
        resources = resource_folder(clang) or own_resources(root)
        self.clang = resources.split("/lib/clang/")[0]
        self.env = {"LIBCLANG_PATH": self.clang + "/lib"}
        self.options = ["--no-include-path-detection"]
        self.flags = ["-resource-dir", resources]  # for clang, behind --

    def run(self, arguments, cwd=None, env=None):
        """(exit code, standard output, standard error)"""
        environment = dict(os.environ, LC_ALL="C", **self.env, **(env or {}))
        done = subprocess.run([*self.command, *arguments], cwd=cwd, env=environment, text=True, errors="replace",
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def version(self):
        return self.run(["--version"])[1].strip()


def resource_folder(clang):
    """clang's resource folder, if a libclang that the peer can load stands beside it."""
    if not clang or not shutil.which(clang):
        return None
    done = subprocess.run([clang, "-print-resource-dir"], capture_output=True, text=True, check=False)
    folder = os.path.realpath(done.stdout.strip())
    libraries = folder.split("/clang/")[0]
    if done.returncode or not os.path.isdir(libraries):
        return None
    return folder if any(f.startswith("libclang") and ".so" in f for f in os.listdir(libraries)) else None


def own_resources(root):
    versions = [f for f in os.listdir(os.path.join(root, "usr/lib")) if f.startswith("llvm-")]
    if not versions:
        raise Missing("there is no libclang in %s" % root)
    newest = max(versions, key=lambda f: int(f.split("-")[1]))
    return os.path.join(root, "usr/lib", newest, "lib/clang", newest.split("-")[1])


def mirror():
    """Where apt gets this machine's Debian from."""
    command = ["apt-get", "indextargets", "Origin: Debian", "Label: Debian", "Created-By: Packages",
               "--format", "$(SITE)"]
    try:
        sites = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    except FileNotFoundError:
        sites = []
    return sites[0] if sites else "http://deb.debian.org/debian"


def tree():
    """The folder with the Debian tree, made when it is missing."""
    root = os.environ.get("BRAZE_SID")
    if root:
        return root
    folder = os.path.join(TOP, "build/peer")
    root = os.path.join(folder, "sid")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(os.path.join(root, "usr/bin/bindgen")):
            debootstrap(folder, root)
    return root


def debootstrap(folder, root):
    """Makes the tree. Where it cannot be installed (no devices here, a broken package there) its packages are unpacked."""
    command = ["debootstrap", "--variant=minbase", "--include=bindgen,clang", "sid", root + ".part", mirror()]
    found = shutil.which("debootstrap", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not found:
        raise Missing("there is no debootstrap (tools/setup peer)")
    command[0] = found
    remove = ["rm", "-rf", "--one-file-system", root + ".part"]
    if os.geteuid():
        if not shutil.which("sudo"):
            raise Missing("debootstrap needs root, or sudo")
        command, remove = ["sudo", *command], ["sudo", *remove]
    log = os.path.join(folder, "debootstrap.log")
    print("peer: making a tree of Debian sid in %s" % root, file=sys.stderr, flush=True)
    subprocess.run(remove, check=True)
    with open(log, "w", encoding="utf-8") as f:
        status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=f, stderr=f, check=False).returncode
        if status:
            status = unpack(command, root + ".part", f)
    if status:
        with open(log, encoding="utf-8", errors="replace") as f:
            raise Missing("debootstrap: exit code %d: %s" % (status, (f.read().strip().splitlines() or [""])[-1]))
    os.rename(root + ".part", root)


def unpack(command, root, log):
    """Downloads what debootstrap would install, and unpacks it without configuring anything. The exit code."""
    print("peer: debootstrap cannot install it (%s): unpacking the packages" % log.name, file=sys.stderr, flush=True)
    at = next(i for i, word in enumerate(command) if word.startswith("--variant"))
    command = [*command[:at], "--download-only", *command[at:]]
    status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False).returncode
    packages = sorted(glob.glob(os.path.join(root, "var/cache/apt/archives/*.deb")))
    for package in packages if not status else []:
        status = subprocess.run(["dpkg-deb", "-x", package, root], stdout=log, stderr=log, check=False).returncode
        if status:
            break
    return status


def bindgen():
    """The real bindgen, of the version that the suite is about."""
    found = Bindgen(tree(), os.environ.get("CLANG"))
    version = os.environ.get("PEER_VERSION") or found.version()  # asked once for all cases
    if not version.startswith("bindgen " + WANTED):
        raise Missing("the tree's bindgen is '%s', not %sx; BRAZE_SID may name another tree" % (version, WANTED))
    return found


if __name__ == "__main__":
    try:
        print(bindgen().version())
    except Missing as missing:
        sys.exit("peer: %s" % missing)
