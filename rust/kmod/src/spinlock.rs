//! [`SpinLock`]: a value that one CPU at a time has, while the others wait for it.

use crate::sync::{InPlace, LockClass};
use core::cell::UnsafeCell;
use core::ffi::c_ulong;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

/// A value behind the kernel's `spinlock_t`, for short work without sleep.
///
/// What interrupts lock too is locked by [`lock_irqsave`](SpinLock::lock_irqsave) everywhere else.
/// To lock it twice is a deadlock.
pub struct SpinLock<T: ?Sized> {
    class: &'static LockClass,
    lock: InPlace<bindings::spinlock_t>,
    value: UnsafeCell<T>,
}

// SAFETY: A spinlock is its value, and the lock, which is initialized anew in another place.
unsafe impl<T: Send + ?Sized> Send for SpinLock<T> {}
// SAFETY: Shared, it hands out its value to one CPU at a time, which may be in another process than
// that which made it.
unsafe impl<T: Send + ?Sized> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A spinlock with a value: [`new_spinlock!`](crate::new_spinlock) makes one with a class of
    /// its own.
    pub const fn new(value: T, class: &'static LockClass) -> SpinLock<T> {
        SpinLock {
            class,
            lock: InPlace::new(),
            value: UnsafeCell::new(value),
        }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> SpinLock<T> {
    /// Waits until nobody else has the value. Until the guard is dropped nobody else runs on this
    /// CPU, but for interrupts.
    pub fn lock(&self) -> SpinLockGuard<'_, T> {
        // SAFETY: The lock is initialized, and stays in its place while it is borrowed.
        unsafe { bindings::spin_lock(self.raw()) };
        self.guard(None)
    }

    /// The same, without interrupts on this CPU until the guard is dropped. Several such guards are
    /// to be dropped in the reverse order.
    pub fn lock_irqsave(&self) -> SpinLockGuard<'_, T> {
        // SAFETY: As for lock().
        let interrupts = unsafe { bindings::kmod_spin_lock_irqsave(self.raw()) };
        self.guard(Some(interrupts))
    }

    /// The value, if nobody has it now.
    pub fn try_lock(&self) -> Option<SpinLockGuard<'_, T>> {
        // SAFETY: As for lock(), though it does not wait.
        (unsafe { bindings::spin_trylock(self.raw()) } != 0).then(|| self.guard(None))
    }

    /// The value, without a lock: nobody else can have it.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// To be called by who has just locked it.
    fn guard(&self, interrupts: Option<c_ulong>) -> SpinLockGuard<'_, T> {
        SpinLockGuard {
            spinlock: self,
            interrupts,
            same_cpu: PhantomData,
        }
    }

    fn raw(&self) -> *mut bindings::spinlock_t {
        // SAFETY: The memory is that of a spinlock which nobody uses yet; class and name are there
        // for ever.
        self.lock.get(|lock| unsafe {
            bindings::kmod_spin_lock_init(lock, self.class.name(), self.class.key())
        })
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for SpinLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_lock() {
            Some(value) => f.debug_tuple("SpinLock").field(&&*value).finish(),
            None => f.write_str("SpinLock(locked)"),
        }
    }
}

/// The value of a [`SpinLock`], which is unlocked when this is dropped.
#[must_use = "the spinlock is unlocked at once"]
pub struct SpinLockGuard<'a, T: ?Sized> {
    spinlock: &'a SpinLock<T>,
    /// What they were, if they were turned off.
    interrupts: Option<c_ulong>,
    same_cpu: PhantomData<*mut ()>,
}

// SAFETY: A shared guard gives no more than a shared reference to the value.
unsafe impl<T: Sync + ?Sized> Sync for SpinLockGuard<'_, T> {}

impl<T: ?Sized> Drop for SpinLockGuard<'_, T> {
    fn drop(&mut self) {
        let lock = self.spinlock.raw();
        match self.interrupts {
            // SAFETY: This CPU has locked it, with interrupts as they were; it is borrowed until
            // this returns.
            Some(interrupts) => unsafe { bindings::spin_unlock_irqrestore(lock, interrupts) },
            // SAFETY: This CPU has locked it; it is borrowed until this returns.
            None => unsafe { bindings::spin_unlock(lock) },
        }
    }
}

impl<T: ?Sized> Deref for SpinLockGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: Who has the guard has the value.
        unsafe { &*self.spinlock.value.get() }
    }
}

impl<T: ?Sized> DerefMut for SpinLockGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: Who has the guard for himself has the value for himself.
        unsafe { &mut *self.spinlock.value.get() }
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for SpinLockGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// A [`SpinLock`](crate::sync::SpinLock) with a value, of a class of its own: `new_spinlock!(0)`,
/// or with a name for lockdep's messages `new_spinlock!(0, "count")`.
#[macro_export]
macro_rules! new_spinlock {
    ($value:expr $(, $name:literal)? $(,)?) => {
        $crate::sync::SpinLock::new($value, $crate::lock_class!($($name)?))
    };
}
