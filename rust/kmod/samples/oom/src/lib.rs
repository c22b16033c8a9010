//! `/dev/oom` asks for more memory than there is, in several ways; `write(2)` tells what came of
//! it.
//!
//! - `nowait` and `atomic` fill memory with boxes until there is none left, and give it back;
//! - `huge` asks for sizes that no machine has, and such that do not fit into a number;
//! - `build` makes a few objects that consist of several allocations, of which each may fail.

#![no_std]

use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use kmod::alloc::__GFP_NOWARN;
use kmod::file::{File, Handle};
use kmod::miscdev::MiscDevice;
use kmod::prelude::*;
use kmod::uaccess::{UserReader, UserWriter};

kmod::module! {
    type: Module,
    name: "oom",
    license: "GPL",
    description: "Asks for more memory than there is",
    authors: ["The braze authors"],
    params: {
        most: usize = 65536, 0o444, "Boxes of 32 KiB, at most";
    },
}

/// How many boxes there were memory for the last time.
static BOXES: AtomicUsize = AtomicUsize::new(0);
/// How many parts of objects there are.
static PARTS: AtomicUsize = AtomicUsize::new(0);

/// Takes all memory that there is without waiting, and gives it back: `ENOMEM`.
fn squeeze(flags: Flags) -> Result {
    let mut boxes = KVec::with_capacity(params::most.get(), GFP_KERNEL)?;
    let result = loop {
        if boxes.len() == boxes.capacity() {
            break Err(E2BIG);
        }
        let pushed = KBox::<[u8; 32 << 10]>::new_uninit(flags | __GFP_NOWARN)
            .and_then(|memory: KBox<MaybeUninit<_>>| boxes.push(memory, flags));
        if let Err(error) = pushed {
            break Err(error);
        }
    };
    BOXES.store(boxes.len(), Relaxed);
    result
}

/// Sizes that are refused: `ENOMEM` for each of them.
fn huge() -> Result {
    let mut bytes = KVec::from_elem(7u8, 100, GFP_KERNEL)?;
    let refused = [
        bytes.reserve(usize::MAX, GFP_KERNEL),
        bytes.reserve(isize::MAX as usize, GFP_KERNEL),
        bytes.reserve(1 << 40, GFP_KERNEL),
        bytes.reserve(64 << 20, GFP_ATOMIC),
        KVec::<u64>::with_capacity(usize::MAX / 4, GFP_KERNEL).map(drop),
        KVec::<[u8; 3]>::with_capacity(usize::MAX / 3 + 1, GFP_KERNEL).map(drop),
        KBox::<[u8; 1 << 45]>::new_uninit(GFP_KERNEL).map(drop),
        KVec::from_elem(0u128, 1 << 30, GFP_KERNEL).map(drop),
    ];
    if bytes.len() != 100 || bytes.iter().any(|&byte| byte != 7) {
        return Err(EIO);
    }
    if refused.iter().all(|result| *result == Err(ENOMEM)) {
        Err(ENOMEM)
    } else {
        Err(EIO)
    }
}

/// A part of an object.
struct Part {
    _name: KString,
    _bytes: KBox<[u8; 100]>,
}

impl Part {
    fn new(index: usize) -> Result<Part> {
        let name = KString::from_fmt(format_args!("part {index}"), GFP_KERNEL)?;
        let bytes = KBox::new([0; 100], GFP_KERNEL)?;
        PARTS.fetch_add(1, Relaxed);
        Ok(Part {
            _name: name,
            _bytes: bytes,
        })
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        PARTS.fetch_sub(1, Relaxed);
    }
}

/// An object of some parts, each of which may fail to be made: then those before it go.
fn build() -> Result {
    let mut parts = KVec::new();
    for index in 0..10 {
        parts.push(KBox::new(Part::new(index)?, GFP_KERNEL)?, GFP_KERNEL)?;
    }
    Ok(())
}

/// An open file, which has no state.
struct Oom;

impl File for Oom {
    type Shared = ();

    fn open(_: &Handle<'_, ()>) -> Result<Self> {
        Ok(Oom)
    }

    fn read(&self, _: &Handle<'_, ()>, to: &mut UserWriter, position: &mut u64) -> Result<usize> {
        let (boxes, parts) = (BOXES.load(Relaxed), PARTS.load(Relaxed));
        let text = KString::from_fmt(format_args!("boxes {boxes} parts {parts}\n"), GFP_KERNEL)?;
        to.write_at(text.as_bytes(), position)
    }

    fn write(&self, _: &Handle<'_, ()>, from: &mut UserReader, _: &mut u64) -> Result<usize> {
        let mut text = [0; 16];
        let length = from.read_partial(&mut text)?;
        match text[..length].trim_ascii() {
            b"nowait" => squeeze(GFP_NOWAIT)?,
            b"atomic" => squeeze(GFP_ATOMIC)?,
            b"huge" => huge()?,
            b"build" => build()?,
            _ => return Err(EINVAL),
        }
        Ok(length)
    }
}

struct Module {
    _device: MiscDevice<Oom>,
}

impl KernelModule for Module {
    fn init(_: &'static ThisModule) -> Result<Self> {
        let shared = Arc::new((), GFP_KERNEL)?;
        Ok(Module {
            _device: MiscDevice::register(c"oom", 0o600, shared)?,
        })
    }
}
