//! Runs `braze bind` from a build script, and compiles and links the C helpers that it writes.
//!
//! ```no_run
//! braze_build::Build::new("include/queue.h").arg("--allowlist-file=.*/queue.h").helpers(true).compile("queue");
//! ```
//!
//! This is `build.rs`. The bindings are then `include!(concat!(env!("OUT_DIR"), "/queue.rs"));`.
//!
//! The environment says what is run: `BRAZE` (default `braze`), and for helpers `CC` (default `cc`) and `AR` (default `ar`), which
//! are looked for as `CC_aarch64_unknown_linux_gnu` first, by Cargo's target. `CC` may hold options, separated by blanks.
//! Cargo runs the build script again when one of these changes, or a file that braze has read.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// One run of `braze bind`.
#[derive(Clone, Debug)]
pub struct Build {
    headers: Vec<OsString>,
    args: Vec<OsString>,
    clang_args: Vec<OsString>,
    helpers: bool,
}

impl Build {
    /// For this header; a relative path is one from the package's folder.
    pub fn new(header: impl AsRef<OsStr>) -> Build {
        Build { headers: vec![header.as_ref().into()], args: vec![], clang_args: vec![], helpers: false }
    }

    /// One header more.
    pub fn header(&mut self, header: impl AsRef<OsStr>) -> &mut Build {
        self.headers.push(header.as_ref().into());
        self
    }

    /// An option of `braze bind`.
    pub fn arg(&mut self, arg: impl AsRef<OsStr>) -> &mut Build {
        self.args.push(arg.as_ref().into());
        self
    }

    /// Several of them.
    pub fn args<S: AsRef<OsStr>>(&mut self, args: impl IntoIterator<Item = S>) -> &mut Build {
        self.args.extend(args.into_iter().map(|arg| arg.as_ref().into()));
        self
    }

    /// An option of the C compiler, such as `-Iinclude`: headers are read, and helpers compiled, with it.
    pub fn clang_arg(&mut self, arg: impl AsRef<OsStr>) -> &mut Build {
        self.clang_args.push(arg.as_ref().into());
        self
    }

    /// Several of them.
    pub fn clang_args<S: AsRef<OsStr>>(&mut self, args: impl IntoIterator<Item = S>) -> &mut Build {
        self.clang_args.extend(args.into_iter().map(|arg| arg.as_ref().into()));
        self
    }

    /// Whether Rust may call static and inline functions, and macros, through C helpers (default: no).
    pub fn helpers(&mut self, helpers: bool) -> &mut Build {
        self.helpers = helpers;
        self
    }

    /// Writes `NAME.rs` to `OUT_DIR`. With helpers it also writes `NAME_helpers.c`, and links what that is compiled to with the
    /// package. Returns the path of the bindings.
    ///
    /// # Panics
    ///
    /// Where a program fails or cannot be run: the build fails, and Cargo shows what the program said.
    pub fn compile(&self, name: &str) -> PathBuf {
        let out_dir = PathBuf::from(variable("OUT_DIR"));
        let bindings = out_dir.join(format!("{name}.rs"));
        let depfile = out_dir.join(format!("{name}.d"));
        let library = format!("{name}_helpers");
        let source = out_dir.join(format!("{library}.c"));

        let mut braze = tool("BRAZE", "braze");
        braze.arg("bind").args(&self.headers).args(&self.args);
        braze.arg("-o").arg(&bindings).arg("--depfile").arg(&depfile);
        if self.helpers {
            braze.arg("--helpers").arg(&source);
        }
        braze.args(target()).arg("--").args(&self.clang_args);
        run(&mut braze);
        let rule = fs::read_to_string(&depfile).unwrap_or_else(|error| panic!("{}: {error}", depfile.display()));
        for file in prerequisites(&rule) {
            println!("cargo:rerun-if-changed={file}");
        }
        if self.helpers {
            let object = out_dir.join(format!("{library}.o"));
            let archive = out_dir.join(format!("lib{library}.a"));
            run(tool("CC", "cc")
                .args(["-O2", "-fPIC", "-ffunction-sections"])
                .args(has_debug_information().then_some("-g"))
                .args(&self.clang_args)
                .arg("-c")
                .arg(&source)
                .arg("-o")
                .arg(&object));
            // ar would keep what an older archive has
            let _ = fs::remove_file(&archive);
            run(tool("AR", "ar").arg("crs").arg(&archive).arg(&object));
            println!("cargo:rustc-link-search=native={}", out_dir.display());
            println!("cargo:rustc-link-lib=static={library}");
        }
        bindings
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|error| panic!("{name}, which Cargo sets for build scripts: {error}"))
}

/// The program that the environment names, with the options that it has there.
fn tool(name: &str, default: &str) -> Command {
    let target = variable("TARGET").replace('-', "_");
    let mut value = default.to_string();
    for key in [name.to_string(), format!("{name}_{target}")] {
        println!("cargo:rerun-if-env-changed={key}");
        if let Ok(set) = env::var(&key) {
            value = set;
        }
    }
    // a path with blanks is a path
    if PathBuf::from(&value).exists() {
        return Command::new(value);
    }
    let mut words = value.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(default));
    command.args(words);
    command
}

/// Whether the profile asks for it: `braze check` reads what the helpers are from there.
fn has_debug_information() -> bool {
    variable("DEBUG") != "false"
}

/// What tells braze the target, where it is another machine than this one.
fn target() -> Option<String> {
    let target = variable("TARGET");
    if target == variable("HOST") {
        return None;
    }
    // Rust names the extensions of RISC-V in the first part, clang does not
    let (machine, rest) = target.split_once('-').unwrap_or((&target, ""));
    let machine = if machine.starts_with("riscv") { &machine[..7] } else { machine };
    Some(format!("--target={machine}-{rest}"))
}

fn run(command: &mut Command) {
    match command.status() {
        Ok(status) => assert!(status.success(), "{command:?} failed: {status}"),
        Err(error) => panic!("{command:?} cannot be run: {error}"),
    }
}

/// The files that a rule of Make names behind its target.
fn prerequisites(rule: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut characters = rule.chars().peekable();
    while let Some(character) = characters.next() {
        let word = words.last_mut().expect("there is always one");
        match (character, characters.peek()) {
            ('\\', Some(' ' | '\t' | '#')) | ('$', Some('$')) => word.extend(characters.next()),
            ('\\', Some('\n')) | (' ' | '\t' | '\n', _) => words.push(String::new()),
            _ => word.push(character),
        }
    }
    words.retain(|word| !word.is_empty());
    words.split_off(1.min(words.len()))
}

#[cfg(test)]
mod tests {
    use super::prerequisites;

    #[test]
    fn rules() {
        assert_eq!(prerequisites("out/a\\ b.rs: \\\n  api.h \\\n  in/a\\ b\\#$$c.h\n"), ["api.h", "in/a b#$c.h"]);
        assert_eq!(prerequisites("out.rs:\n"), [""; 0]);
        assert_eq!(prerequisites(""), [""; 0]);
    }
}
