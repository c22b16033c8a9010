//! [`Mutex`]: a value that one process at a time has, while the others sleep.

use crate::error::{Result, to_result};
use crate::sync::{InPlace, LockClass};
use core::cell::UnsafeCell;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

/// A value behind the kernel's `struct mutex`. Only who may sleep may lock it.
///
/// To lock it twice is a deadlock.
pub struct Mutex<T: ?Sized> {
    class: &'static LockClass,
    lock: Lock,
    value: UnsafeCell<T>,
}

// SAFETY: A mutex is its value, and the lock, which is initialized anew in another place.
unsafe impl<T: Send + ?Sized> Send for Mutex<T> {}
// SAFETY: Shared, it hands out its value to one process at a time, which may be another one than
// that which made it.
unsafe impl<T: Send + ?Sized> Sync for Mutex<T> {}

struct Lock(InPlace<bindings::mutex>);

#[cfg(CONFIG_DEBUG_MUTEXES)]
impl Drop for Lock {
    fn drop(&mut self) {
        if self.0.is_ready() {
            // SAFETY: It is initialized, and nobody else has a reference to it.
            unsafe { bindings::mutex_destroy(self.0.get(|_| ())) };
        }
    }
}

impl<T> Mutex<T> {
    /// A mutex with a value: [`new_mutex!`](crate::new_mutex) makes one with a class of its own.
    pub const fn new(value: T, class: &'static LockClass) -> Mutex<T> {
        Mutex {
            class,
            lock: Lock(InPlace::new()),
            value: UnsafeCell::new(value),
        }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Waits until nobody else has the value.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        // SAFETY: The mutex is initialized, and stays in its place while it is borrowed.
        unsafe { bindings::mutex_lock(self.raw()) };
        self.guard()
    }

    /// The same, but a signal ends it: `EINTR`.
    pub fn lock_interruptible(&self) -> Result<MutexGuard<'_, T>> {
        // SAFETY: As for lock().
        to_result(unsafe { bindings::mutex_lock_interruptible(self.raw()) })?;
        Ok(self.guard())
    }

    /// The same, but only a signal that kills the process ends it: `EINTR`.
    pub fn lock_killable(&self) -> Result<MutexGuard<'_, T>> {
        // SAFETY: As for lock().
        to_result(unsafe { bindings::mutex_lock_killable(self.raw()) })?;
        Ok(self.guard())
    }

    /// The value, if nobody has it now.
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        // SAFETY: As for lock(), though it does not wait.
        (unsafe { bindings::mutex_trylock(self.raw()) } != 0).then(|| self.guard())
    }

    /// The value, without a lock: nobody else can have it.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// To be called by who has just locked it.
    fn guard(&self) -> MutexGuard<'_, T> {
        MutexGuard {
            mutex: self,
            same_task: PhantomData,
        }
    }

    fn raw(&self) -> *mut bindings::mutex {
        // SAFETY: The memory is that of a mutex which nobody uses yet; class and name are there for
        // ever.
        self.lock.0.get(|lock| unsafe {
            bindings::__mutex_init(lock, self.class.name(), self.class.key())
        })
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_lock() {
            Some(value) => f.debug_tuple("Mutex").field(&&*value).finish(),
            None => f.write_str("Mutex(locked)"),
        }
    }
}

/// The value of a [`Mutex`], which is unlocked when this is dropped: by the process that has locked
/// it.
#[must_use = "the mutex is unlocked at once"]
pub struct MutexGuard<'a, T: ?Sized> {
    mutex: &'a Mutex<T>,
    same_task: PhantomData<*mut ()>,
}

// SAFETY: A shared guard gives no more than a shared reference to the value.
unsafe impl<T: Sync + ?Sized> Sync for MutexGuard<'_, T> {}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        // SAFETY: This task has locked it; it is borrowed until this returns, so it cannot go while
        // it is unlocked.
        unsafe { bindings::mutex_unlock(self.mutex.raw()) };
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: Who has the guard has the value.
        unsafe { &*self.mutex.value.get() }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: Who has the guard for himself has the value for himself.
        unsafe { &mut *self.mutex.value.get() }
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// A [`Mutex`](crate::sync::Mutex) with a value, of a class of its own: `new_mutex!(0)`, or with a
/// name for lockdep's messages `new_mutex!(0, "count")`.
#[macro_export]
macro_rules! new_mutex {
    ($value:expr $(, $name:literal)? $(,)?) => {
        $crate::sync::Mutex::new($value, $crate::lock_class!($($name)?))
    };
}
