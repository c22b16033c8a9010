//! Locks on the kernel's own: [`Mutex`] and [`SpinLock`], and ways to wait: [`Completion`] and
//! [`WaitQueue`].
//!
//! All of them are values that are made by constant expressions, in a `static` or anywhere else:
//!
//! ```ignore
//! static COUNT: Mutex<u64> = new_mutex!(0);
//!
//! *COUNT.lock() += 1;
//! ```
//!
//! The kernel's objects have pointers to themselves, so they cannot be moved, and their
//! initializers differ between versions and options. So each is initialized by the kernel when it
//! is first used in a place, and once more if it has been moved since: who can move it has it for
//! himself, and then nobody holds it or waits for it. No pinning is needed, nor memory. It costs a
//! comparison each time.
//!
//! Nothing is undone when a process dies of a panic: what it had locked stays locked.

use core::cell::UnsafeCell;
use core::ffi::{CStr, c_char};
use core::hint;
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicUsize, Ordering};

pub use crate::completion::Completion;
pub use crate::mutex::{Mutex, MutexGuard};
pub use crate::spinlock::{SpinLock, SpinLockGuard};
pub use crate::wait::WaitQueue;

/// What lockdep takes for the same lock: those of one place in the source, which
/// [`new_mutex!`](crate::new_mutex) and
/// [`new_spinlock!`](crate::new_spinlock) make a class for.
pub struct LockClass {
    name: &'static CStr,
    key: UnsafeCell<MaybeUninit<bindings::lock_class_key>>,
}

// SAFETY: Only the kernel looks into the key, with locks of its own.
unsafe impl Sync for LockClass {}

impl LockClass {
    /// A class with a name for messages. It is to be a static.
    pub const fn new(name: &'static CStr) -> LockClass {
        LockClass {
            name,
            key: UnsafeCell::new(MaybeUninit::zeroed()),
        }
    }

    pub(crate) const fn name(&'static self) -> *const c_char {
        self.name.as_ptr()
    }

    pub(crate) const fn key(&'static self) -> *mut bindings::lock_class_key {
        self.key.get().cast()
    }
}

/// The [`LockClass`](crate::sync::LockClass) of this place in the source.
#[macro_export]
macro_rules! lock_class {
    () => {
        $crate::lock_class!(::core::concat!(::core::file!(), ":", ::core::line!()))
    };
    ($name:expr) => {{
        static CLASS: $crate::sync::LockClass = $crate::sync::LockClass::new(
            match ::core::ffi::CStr::from_bytes_with_nul(::core::concat!($name, "\0").as_bytes()) {
                Ok(name) => name,
                Err(_) => ::core::panic!("a lock's name has a NUL"),
            },
        );
        &CLASS
    }};
}

/// An object of the kernel's that cannot be moved, initialized in the place where it is used.
///
/// `ready_at` is the address of this when the object was initialized, 0 if it never was, and 1 more
/// while it is. After a move it is another address, for which the object is not ready. An equal
/// address after several moves is right again: it is the place for which those bytes were made.
pub(crate) struct InPlace<T> {
    ready_at: AtomicUsize,
    object: UnsafeCell<MaybeUninit<T>>,
}

impl<T> InPlace<T> {
    pub(crate) const fn new() -> InPlace<T> {
        InPlace {
            ready_at: AtomicUsize::new(0),
            object: UnsafeCell::new(MaybeUninit::uninit()),
        }
    }

    /// The object, initialized by `init`, which neither sleeps nor panics.
    #[inline]
    pub(crate) fn get(&self, init: impl FnOnce(*mut T)) -> *mut T {
        let object = self.object.get().cast();
        if !self.is_ready() {
            self.prepare(|| init(object));
        }
        object
    }

    /// The object is initialized, in this place.
    #[inline]
    pub(crate) fn is_ready(&self) -> bool {
        self.ready_at.load(Ordering::Acquire) == self.address()
    }

    fn address(&self) -> usize {
        (&raw const self.ready_at).addr()
    }

    #[cold]
    fn prepare(&self, init: impl FnOnce()) {
        let address = self.address();
        // An interrupt here would wait for ever, if it wanted the same object.
        // SAFETY: They are restored below.
        let interrupts = unsafe { bindings::kmod_irq_save() };
        loop {
            let found = self.ready_at.load(Ordering::Acquire);
            if found == address {
                break;
            }
            if found == address + 1 {
                // Another CPU is at it, without interrupts.
                hint::spin_loop();
                continue;
            }
            let mine = self.ready_at.compare_exchange(
                found,
                address + 1,
                Ordering::Acquire,
                Ordering::Relaxed,
            );
            if mine.is_ok() {
                init();
                self.ready_at.store(address, Ordering::Release);
                break;
            }
        }
        // SAFETY: This is what they were above.
        unsafe { bindings::kmod_irq_restore(interrupts) };
    }
}
