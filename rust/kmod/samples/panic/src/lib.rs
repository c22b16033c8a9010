//! `/dev/panic` looks up what is written to it in a table, without a check: an index that is too
//! large is a panic.
//!
//! The process that wrote it is killed; the system lives on, and so does the module.

#![no_std]

use core::sync::atomic::{AtomicU32, Ordering};
use kmod::file::{File, Handle};
use kmod::miscdev::MiscDevice;
use kmod::prelude::*;
use kmod::uaccess::{UserReader, UserWriter};

kmod::module! {
    type: Module,
    name: "panic",
    license: "GPL",
    description: "Panics on demand",
    authors: ["The braze authors"],
}

static TABLE: [u32; 4] = [10, 20, 30, 40];

struct Lookup {
    found: AtomicU32,
}

impl File for Lookup {
    type Shared = ();

    fn open(_: &Handle<'_, ()>) -> Result<Self> {
        Ok(Lookup {
            found: AtomicU32::new(0),
        })
    }

    fn read(&self, _: &Handle<'_, ()>, to: &mut UserWriter, position: &mut u64) -> Result<usize> {
        let found = self.found.load(Ordering::Relaxed);
        let text = KString::from_fmt(format_args!("{found}\n"), GFP_KERNEL)?;
        to.write_at(text.as_bytes(), position)
    }

    fn write(&self, _: &Handle<'_, ()>, from: &mut UserReader, _: &mut u64) -> Result<usize> {
        let mut text = [0; 16];
        let length = from.read_partial(&mut text)?;
        let index: usize = str::from_utf8(&text[..length])?.trim().parse()?;
        self.found.store(TABLE[index], Ordering::Relaxed);
        Ok(length)
    }

    fn release(self, _: &Handle<'_, ()>) {
        pr_info!(
            "closed, the last one found was {}\n",
            self.found.load(Ordering::Relaxed)
        );
    }
}

struct Module {
    _device: MiscDevice<Lookup>,
}

impl KernelModule for Module {
    fn init(_: &'static ThisModule) -> Result<Self> {
        let shared = Arc::new((), GFP_KERNEL)?;
        Ok(Module {
            _device: MiscDevice::register(c"panic", 0o600, shared)?,
        })
    }
}
