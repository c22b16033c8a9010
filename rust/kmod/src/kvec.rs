//! [`KVec`]: values in a row.

use crate::alloc::{self, Flags};
use crate::error::{EINVAL, ENOMEM, Result};
use core::alloc::Layout;
use core::fmt;
use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ops::{Deref, DerefMut};
use core::ptr::{self, NonNull};
use core::slice;

/// A vector in memory of `krealloc()`, which it owns: at most 4 MiB on most machines. Whatever may
/// make it grow takes
/// [`Flags`], and leaves it as it was if there is no memory.
pub struct KVec<T> {
    /// Dangling as long as there is no memory.
    start: NonNull<T>,
    /// How many values there is memory for; 0 for values without a size.
    room: usize,
    /// How many values there are.
    length: usize,
    owns: PhantomData<T>,
}

// SAFETY: A vector is its values, which it alone has a pointer to.
unsafe impl<T: Send> Send for KVec<T> {}
// SAFETY: A shared vector gives no more than shared references to its values.
unsafe impl<T: Sync> Sync for KVec<T> {}

impl<T> KVec<T> {
    const IS_EMPTY_TYPE: bool = size_of::<T>() == 0;

    /// An empty vector, which has no memory.
    pub const fn new() -> KVec<T> {
        KVec {
            start: NonNull::dangling(),
            room: 0,
            length: 0,
            owns: PhantomData,
        }
    }

    /// An empty vector with memory for `capacity` values.
    pub fn with_capacity(capacity: usize, flags: Flags) -> Result<KVec<T>> {
        let mut vector = KVec::new();
        vector.reserve_exact(capacity, flags)?;
        Ok(vector)
    }

    /// A vector with `length` clones of a value.
    pub fn from_elem(value: T, length: usize, flags: Flags) -> Result<KVec<T>>
    where
        T: Clone,
    {
        let mut vector = KVec::with_capacity(length, flags)?;
        vector.resize(length, value, flags)?;
        Ok(vector)
    }

    /// A vector with clones of the values of a slice.
    pub fn from_slice(values: &[T], flags: Flags) -> Result<KVec<T>>
    where
        T: Clone,
    {
        let mut vector = KVec::new();
        vector.extend_from_slice(values, flags)?;
        Ok(vector)
    }

    /// A vector with what an iterator gives.
    pub fn from_iter(values: impl IntoIterator<Item = T>, flags: Flags) -> Result<KVec<T>> {
        let mut vector = KVec::new();
        vector.extend(values, flags)?;
        Ok(vector)
    }

    /// How many values there are.
    pub const fn len(&self) -> usize {
        self.length
    }

    /// There are none.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// How many values there may be before the vector needs other memory.
    pub const fn capacity(&self) -> usize {
        if Self::IS_EMPTY_TYPE {
            usize::MAX
        } else {
            self.room
        }
    }

    /// A pointer to the first value.
    pub const fn as_ptr(&self) -> *const T {
        self.start.as_ptr()
    }

    /// A pointer to the first value.
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self.start.as_ptr()
    }

    /// The values.
    pub const fn as_slice(&self) -> &[T] {
        // SAFETY: So many values are there, as long as the vector is borrowed.
        unsafe { slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }

    /// The values.
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: So many values are there, as long as the vector is borrowed for this alone.
        unsafe { slice::from_raw_parts_mut(self.start.as_ptr(), self.length) }
    }

    /// The memory behind the values, for [`KVec::set_len`].
    pub fn spare_capacity_mut(&mut self) -> &mut [MaybeUninit<T>] {
        let spare = self.capacity() - self.length;
        // SAFETY: There is memory for so many values behind the first ones, which may be anything.
        unsafe { slice::from_raw_parts_mut(self.start.as_ptr().add(self.length).cast(), spare) }
    }

    /// Says how many values there are.
    ///
    /// # Safety
    ///
    /// There are so many, and not more than the [capacity](KVec::capacity).
    pub unsafe fn set_len(&mut self, length: usize) {
        debug_assert!(length <= self.capacity());
        self.length = length;
    }

    /// Makes room for so many values more, and for some others, so that a vector that grows a value
    /// at a time moves seldom.
    pub fn reserve(&mut self, additional: usize, flags: Flags) -> Result {
        let needed = self.length.checked_add(additional).ok_or(ENOMEM)?;
        if needed <= self.capacity() {
            return Ok(());
        }
        let generous = needed.max(self.room.saturating_mul(2)).max(4);
        // Where there is no memory for twice as much, there may be for what is needed.
        self.grow_to(generous, flags).or_else(|error| {
            if generous > needed {
                self.grow_to(needed, flags)
            } else {
                Err(error)
            }
        })
    }

    /// Makes room for so many values more, and no others.
    pub fn reserve_exact(&mut self, additional: usize, flags: Flags) -> Result {
        let needed = self.length.checked_add(additional).ok_or(ENOMEM)?;
        if needed <= self.capacity() {
            Ok(())
        } else {
            self.grow_to(needed, flags)
        }
    }

    /// Moves the values to memory for `room` of them, which is more than there was.
    fn grow_to(&mut self, room: usize, flags: Flags) -> Result {
        let layout = Layout::array::<T>(room)?;
        let old = (self.room > 0).then_some(self.start.cast());
        // SAFETY: The memory came from there, with the alignment of T, and is not used after a
        // success.
        self.start = unsafe { alloc::reallocate(old, layout, flags)? }.cast();
        self.room = room;
        Ok(())
    }

    /// Puts a value behind the last one. If there is no memory, the value is dropped.
    pub fn push(&mut self, value: T, flags: Flags) -> Result {
        self.reserve(1, flags)?;
        // SAFETY: There is room for one more.
        unsafe { self.push_within(value) };
        Ok(())
    }

    /// Puts a value behind the last one.
    ///
    /// # Safety
    ///
    /// There is room for it.
    unsafe fn push_within(&mut self, value: T) {
        // SAFETY: The place behind the last value is in the memory.
        unsafe { self.start.add(self.length).write(value) };
        self.length += 1;
    }

    /// Takes the last value.
    pub fn pop(&mut self) -> Option<T> {
        self.length = self.length.checked_sub(1)?;
        // SAFETY: It was a value until the line above, and is none from here on.
        Some(unsafe { self.start.add(self.length).read() })
    }

    /// Puts a value at an index, and moves what was there and behind; `EINVAL` if the index is
    /// beyond the end.
    pub fn insert(&mut self, index: usize, value: T, flags: Flags) -> Result {
        if index > self.length {
            return Err(EINVAL);
        }
        self.push(value, flags)?;
        self[index..].rotate_right(1);
        Ok(())
    }

    /// Takes the value at an index, and moves those behind it; `EINVAL` if there is none.
    pub fn remove(&mut self, index: usize) -> Result<T> {
        self.get_mut(index..)
            .filter(|rest| !rest.is_empty())
            .ok_or(EINVAL)?
            .rotate_left(1);
        self.pop().ok_or(EINVAL)
    }

    /// Takes the value at an index, and puts the last one there; `EINVAL` if there is none.
    pub fn swap_remove(&mut self, index: usize) -> Result<T> {
        let last = self
            .length
            .checked_sub(1)
            .filter(|&last| index <= last)
            .ok_or(EINVAL)?;
        self.swap(index, last);
        self.pop().ok_or(EINVAL)
    }

    /// Drops the values from an index on.
    pub fn truncate(&mut self, length: usize) {
        if let Some(count) = self.length.checked_sub(length) {
            self.length = length;
            // SAFETY: They were values until the line above, and are none from here on.
            unsafe {
                ptr::slice_from_raw_parts_mut(self.start.add(length).as_ptr(), count)
                    .drop_in_place()
            };
        }
    }

    /// Drops all values, and keeps the memory.
    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// Drops the values for which `keep` is false.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        let mut kept = 0;
        for index in 0..self.length {
            if keep(&self[index]) {
                self.swap(kept, index);
                kept += 1;
            }
        }
        self.truncate(kept);
    }

    /// Drops values or puts clones of one behind, until there are `length`.
    pub fn resize(&mut self, length: usize, value: T, flags: Flags) -> Result
    where
        T: Clone,
    {
        let Some(additional) = length
            .checked_sub(self.length)
            .filter(|&additional| additional > 0)
        else {
            self.truncate(length);
            return Ok(());
        };
        self.reserve(additional, flags)?;
        for _ in 1..additional {
            // SAFETY: There is room for all of them.
            unsafe { self.push_within(value.clone()) };
        }
        // SAFETY: There is room for the last one.
        unsafe { self.push_within(value) };
        Ok(())
    }

    /// Puts clones of the values of a slice behind: all of them, or none.
    pub fn extend_from_slice(&mut self, values: &[T], flags: Flags) -> Result
    where
        T: Clone,
    {
        self.reserve(values.len(), flags)?;
        for value in values {
            // SAFETY: There is room for all of them.
            unsafe { self.push_within(value.clone()) };
        }
        Ok(())
    }

    /// Puts what an iterator gives behind; if there is no memory for one, those before it remain.
    pub fn extend(&mut self, values: impl IntoIterator<Item = T>, flags: Flags) -> Result {
        values
            .into_iter()
            .try_for_each(|value| self.push(value, flags))
    }

    /// A vector with clones of the values.
    pub fn try_clone(&self, flags: Flags) -> Result<KVec<T>>
    where
        T: Clone,
    {
        KVec::from_slice(self, flags)
    }
}

impl<T> Drop for KVec<T> {
    fn drop(&mut self) {
        self.clear();
        if self.room > 0 {
            // SAFETY: The memory came from alloc, and nobody uses it any more.
            unsafe { alloc::free(self.start.cast()) };
        }
    }
}

impl<T> Default for KVec<T> {
    fn default() -> KVec<T> {
        KVec::new()
    }
}

impl<T> Deref for KVec<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T> DerefMut for KVec<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.as_mut_slice()
    }
}

impl<T> AsRef<[T]> for KVec<T> {
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T> AsMut<[T]> for KVec<T> {
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}

impl<T: fmt::Debug> fmt::Debug for KVec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

macro_rules! equal {
    ($([$($generics:tt)*] $other:ty;)*) => {
        $(
            impl<T: PartialEq<U>, U, $($generics)*> PartialEq<$other> for KVec<T> {
                fn eq(&self, other: &$other) -> bool {
                    **self == other[..]
                }
            }
        )*
    };
}

equal! {
    [] KVec<U>;
    [] [U];
    [] &[U];
    [const N: usize] [U; N];
    [const N: usize] &[U; N];
}

impl<T: Eq> Eq for KVec<T> {}

/// What [`KVec::into_iter`] gives: the values, from the first to the last, or from both ends.
pub struct IntoIter<T> {
    /// Its length is 0: the values are those at `next..end`.
    vector: KVec<T>,
    next: usize,
    end: usize,
}

impl<T> IntoIter<T> {
    /// What has not been given yet.
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: The values from `next` to `end` are there, as long as this is borrowed.
        unsafe {
            slice::from_raw_parts(
                self.vector.start.add(self.next).as_ptr(),
                self.end - self.next,
            )
        }
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        self.next += 1;
        // SAFETY: It was a value until the line above, and is none from here on.
        Some(unsafe { self.vector.start.add(self.next - 1).read() })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}

impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        // SAFETY: It was a value until the line above, and is none from here on.
        Some(unsafe { self.vector.start.add(self.end).read() })
    }
}

impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> core::iter::FusedIterator for IntoIter<T> {}

impl<T> Drop for IntoIter<T> {
    fn drop(&mut self) {
        self.for_each(drop);
    }
}

impl<T> IntoIterator for KVec<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(mut self) -> IntoIter<T> {
        let end = core::mem::take(&mut self.length);
        IntoIter {
            vector: self,
            next: 0,
            end,
        }
    }
}

impl<'a, T> IntoIterator for &'a KVec<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> slice::Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut KVec<T> {
    type Item = &'a mut T;
    type IntoIter = slice::IterMut<'a, T>;

    fn into_iter(self) -> slice::IterMut<'a, T> {
        self.iter_mut()
    }
}

impl<T> KVec<T> {
    /// The values for ever: their memory is never freed.
    pub fn leak<'a>(self) -> &'a mut [T]
    where
        T: 'a,
    {
        let mut this = ManuallyDrop::new(self);
        // SAFETY: The values are there, nobody else has a pointer to them, and nobody will free
        // them.
        unsafe { slice::from_raw_parts_mut(this.as_mut_ptr(), this.length) }
    }
}
