//! A spinlock that is one in every configuration of the kernel.
//!
//! The kernel calls an interrupt controller under a raw spinlock of its own. There a driver may
//! take no lock but one of the same kind, as all others sleep with `CONFIG_PREEMPT_RT`.

use core::cell::UnsafeCell;
use core::ffi::c_ulong;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

use kmod::prelude::*;

struct Inner<T> {
    lock: UnsafeCell<bindings::raw_spinlock_t>,
    value: UnsafeCell<T>,
}

/// A value behind a `raw_spinlock_t`, which is taken with this CPU's interrupts off.
pub struct RawSpinLock<T>(KBox<Inner<T>>);

// SAFETY: The lock does not belong to a CPU or task, and the value may be sent.
unsafe impl<T: Send> Send for RawSpinLock<T> {}

// SAFETY: Who has the lock has the value alone, so each one in its turn may be sent it.
unsafe impl<T: Send> Sync for RawSpinLock<T> {}

impl<T> RawSpinLock<T> {
    /// A lock that nobody has taken.
    pub fn new(value: T) -> Result<Self> {
        let inner = KBox::new(
            Inner {
                // SAFETY: A `raw_spinlock_t` is made of integers and pointers, which may be 0.
                lock: UnsafeCell::new(unsafe { core::mem::zeroed() }),
                value: UnsafeCell::new(value),
            },
            GFP_KERNEL,
        )?;
        // SAFETY: It is a lock's memory, which nobody else knows yet, and which stays where it is
        // until it is freed, as it is in a box that is never opened.
        unsafe { bindings::raw_spin_lock_init(inner.lock.get()) };
        Ok(Self(inner))
    }

    /// Takes the lock, and waits for it as long as it must. A CPU that has it already waits for
    /// ever.
    pub fn lock(&self) -> Guard<'_, T> {
        // SAFETY: `new` has made it a lock.
        let flags = unsafe { bindings::raw_spin_lock_irqsave(self.0.lock.get()) };
        Guard {
            inner: &self.0,
            flags,
            cpu: PhantomData,
        }
    }
}

/// The value, while the lock is taken.
#[must_use]
pub struct Guard<'l, T> {
    inner: &'l Inner<T>,
    flags: c_ulong,
    /// The CPU that took the lock gives it back: not `Send`.
    cpu: PhantomData<*mut ()>,
}

// SAFETY: A shared guard gives no more than a shared reference to the value.
unsafe impl<T: Sync> Sync for Guard<'_, T> {}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: Who has the guard has the lock, and with it the value.
        unsafe { &*self.inner.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: As above; and the guard is borrowed for this alone.
        unsafe { &mut *self.inner.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        // SAFETY: The guard has the lock, and `flags` are what taking it gave, on this CPU.
        unsafe { bindings::raw_spin_unlock_irqrestore(self.inner.lock.get(), self.flags) };
    }
}
