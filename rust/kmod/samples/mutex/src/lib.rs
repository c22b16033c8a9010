//! `/dev/mutex` counts: each `m` that is written to it under a mutex, each `s` under a spinlock,
//! each `i` under a spinlock without interrupts. Reading gives the three numbers.

#![no_std]

use core::hint;
use kmod::file::{File, Handle};
use kmod::miscdev::MiscDevice;
use kmod::prelude::*;
use kmod::uaccess::{UserReader, UserWriter};

kmod::module! {
    type: Module,
    name: "mutex",
    license: "GPL",
    description: "Counts under a mutex and spinlocks",
    authors: ["The braze authors"],
}

/// How often it looks away between reading a number and writing it back: without a lock, others
/// would come between.
const PAUSE: u32 = 50;

/// A number that is lost count of if two change it at once.
struct Counter(u64);

impl Counter {
    fn increment(&mut self) {
        let seen = self.0;
        for _ in 0..PAUSE {
            hint::spin_loop();
        }
        self.0 = seen + 1;
    }
}

/// A lock in a static is initialized when it is first used.
static BY_SPINLOCK: SpinLock<Counter> = new_spinlock!(Counter(0));

/// And so is one that has been moved to its place.
struct Counters {
    by_mutex: Mutex<Counter>,
    without_interrupts: SpinLock<Counter>,
}

/// An open file: nothing but what all of them share.
struct Count;

impl File for Count {
    type Shared = Counters;

    fn open(_: &Handle<'_, Counters>) -> Result<Self> {
        Ok(Count)
    }

    fn read(
        &self,
        handle: &Handle<'_, Counters>,
        to: &mut UserWriter,
        position: &mut u64,
    ) -> Result<usize> {
        let counters = handle.shared();
        let (m, s) = (counters.by_mutex.lock().0, BY_SPINLOCK.lock().0);
        let i = counters.without_interrupts.lock_irqsave().0;
        let text = KString::from_fmt(format_args!("m {m} s {s} i {i}\n"), GFP_KERNEL)?;
        to.write_at(text.as_bytes(), position)
    }

    fn write(
        &self,
        handle: &Handle<'_, Counters>,
        from: &mut UserReader,
        _: &mut u64,
    ) -> Result<usize> {
        let length = from.len();
        while !from.is_empty() {
            match from.read::<u8>()? {
                b'm' => handle.shared().by_mutex.lock_interruptible()?.increment(),
                b's' => BY_SPINLOCK.lock().increment(),
                b'i' => handle
                    .shared()
                    .without_interrupts
                    .lock_irqsave()
                    .increment(),
                b'\n' => {}
                _ => return Err(EINVAL),
            }
        }
        Ok(length)
    }
}

struct Module {
    _device: MiscDevice<Count>,
}

impl KernelModule for Module {
    fn init(_: &'static ThisModule) -> Result<Self> {
        let counters = Counters {
            by_mutex: new_mutex!(Counter(0)),
            without_interrupts: new_spinlock!(Counter(0)),
        };
        let shared = Arc::new(counters, GFP_KERNEL)?;
        Ok(Module {
            _device: MiscDevice::register(c"mutex", 0o600, shared)?,
        })
    }
}
