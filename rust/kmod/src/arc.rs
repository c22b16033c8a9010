//! [`Arc`]: a value with several owners, freed with the last one.

use crate::alloc::{Flags, KBox};
use crate::error::Result;
use core::marker::PhantomData;
use core::ops::Deref;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicUsize, Ordering, fence};

/// What an [`Arc`] points to.
struct Counted<T> {
    /// How many owners there are, at least 1.
    owners: AtomicUsize,
    value: T,
}

/// A pointer to a value that has several owners, of which the last one drops it.
///
/// Processes share it, so it gives `&T` only: what changes in it is an atomic, or has a lock.
pub struct Arc<T> {
    counted: NonNull<Counted<T>>,
    /// For the drop check: an `Arc` may drop a `T`.
    owned: PhantomData<Counted<T>>,
}

// SAFETY: An `Arc` gives `&T` to whoever has one, so `T` is `Sync`; and the last one to go drops
// the `T`, wherever it is, so `T` is `Send`.
unsafe impl<T: Send + Sync> Send for Arc<T> {}
// SAFETY: As above: through a `&Arc` another `Arc` can be made.
unsafe impl<T: Send + Sync> Sync for Arc<T> {}

impl<T> Arc<T> {
    /// The first owner of `value`, which is dropped if there is no memory for it.
    pub fn new(value: T, flags: Flags) -> Result<Self> {
        let counted = KBox::new(
            Counted {
                owners: AtomicUsize::new(1),
                value,
            },
            flags,
        )?;

        // SAFETY: A box does not point to null.
        let counted = unsafe { NonNull::new_unchecked(KBox::into_raw(counted)) };
        Ok(Self {
            counted,
            owned: PhantomData,
        })
    }

    fn counted(&self) -> &Counted<T> {
        // SAFETY: It lives as long as it has an owner, and `self` is one.
        unsafe { self.counted.as_ref() }
    }
}

impl<T> Clone for Arc<T> {
    fn clone(&self) -> Self {
        // Relaxed: who clones has an owner, so the value cannot go meanwhile.
        let owners = self.counted().owners.fetch_add(1, Ordering::Relaxed);

        // So many owners that the count would begin again cannot be counted, only forgotten.
        assert!(owners < isize::MAX as usize, "too many owners");
        Self {
            counted: self.counted,
            owned: PhantomData,
        }
    }
}

impl<T> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.counted().value
    }
}

impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        // Release: what this owner did with the value comes before its end.
        if self.counted().owners.fetch_sub(1, Ordering::Release) != 1 {
            return;
        }
        fence(Ordering::Acquire);
        // SAFETY: It came from `KBox::into_raw()`, and there is no other owner.
        drop(unsafe { KBox::from_raw(self.counted.as_ptr()) });
    }
}
