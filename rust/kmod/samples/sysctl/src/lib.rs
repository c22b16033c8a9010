//! `/proc/sys/sysctl/`: values of each kind, with their limits.

#![no_std]

use kmod::prelude::*;
use kmod::sysctl::{Bool, Entry, Int, Table, Text, Uint, Ulong};

kmod::module! {
    type: Sysctl,
    name: "sysctl",
    license: "GPL",
    description: "Values that root reads and writes under /proc/sys",
    authors: ["The braze authors"],
}

static LEVEL: Int = Int::new(0, -5, 5);
static LIMIT: Uint = Uint::new(100, 1, 4_000_000_000);
static BYTES: Ulong = Ulong::new(4096, 0, 1 << 40);
static VERBOSE: Bool = Bool::new(false);
static LABEL: Text<16> = Text::new("none");
/// How often the module has been loaded, as far as it knows.
static LOADED: Uint = Uint::new(0, 0, u32::MAX);

/// The module: its sysctls, which go when it does.
struct Sysctl {
    _table: Table,
}

impl KernelModule for Sysctl {
    fn init(module: &'static ThisModule) -> Result<Self> {
        let table = Table::register(
            module.name(),
            &[
                Entry::new(c"level", 0o644, &LEVEL),
                Entry::new(c"limit", 0o644, &LIMIT),
                Entry::new(c"bytes", 0o644, &BYTES),
                Entry::new(c"verbose", 0o644, &VERBOSE),
                Entry::new(c"label", 0o644, &LABEL),
                Entry::new(c"loaded", 0o444, &LOADED),
            ],
        )?;

        LOADED.set(LOADED.get() + 1)?;
        Ok(Self { _table: table })
    }
}

impl Drop for Sysctl {
    fn drop(&mut self) {
        let (level, limit, bytes) = (LEVEL.get(), LIMIT.get(), BYTES.get());

        if VERBOSE.get() {
            pr_info!(
                "{}: level {level}, limit {limit}, bytes {bytes}\n",
                LABEL.get()
            );
        }
    }
}
