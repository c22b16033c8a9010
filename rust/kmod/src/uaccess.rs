//! User memory: what a process's pointer points to, read and written without trusting it.
//!
//! A [`UserSlice`] is an address and a length that a process has given. It becomes a
//! [`UserReader`], a [`UserWriter`] or one of each, and neither goes back: each byte is read at
//! most once and written at most once. So what has been checked cannot be read a second time, after
//! another thread of the process has changed it.
//!
//! Every copy is checked by the kernel (`copy_from_user()`, `copy_to_user()`): an address that the
//! process may not use, of the kernel, unmapped or read-only, is [`EFAULT`]. Copies may sleep, and
//! are for the context of the process that gave the address; that is why none of these types can be
//! sent to another thread.
//!
//! What is copied as a whole is [`Plain`], which [`plain!`](crate::plain) makes of a struct without
//! `unsafe`:
//!
//! ```ignore
//! kmod::plain! {
//!     /// What the ioctl takes.
//!     pub struct Range {
//!         pub start: u64,
//!         pub length: u32,
//!         pub flags: u32,
//!     }
//! }
//!
//! let range: Range = reader.read()?;
//! ```

use crate::alloc::{Flags, KVec};
use crate::error::*;
use core::ffi::{CStr, c_void};
use core::marker::PhantomData;
use core::mem::{MaybeUninit, size_of_val};
use core::ptr;

/// The most that one call copies: the kernel warns of lengths above `INT_MAX`.
const CHUNK: usize = 1 << 30;

/// A type that is nothing but its bytes: it may be made of any, and all may be shown to a process.
///
/// Integers and arrays of such types are; structs become so by [`plain!`](crate::plain).
///
/// # Safety
///
/// Every pattern of `size_of::<Self>()` bytes is a valid value, no byte of a value is padding, and
/// there is no interior mutability.
pub unsafe trait Plain: Copy + 'static {}

macro_rules! plain_integers {
    ($($name:ty),*) => {
        $(
            // SAFETY: An integer has neither invalid values nor padding.
            unsafe impl Plain for $name {}
        )*
    };
}
plain_integers!(
    u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize
);

// SAFETY: An array is its elements, one behind the other, and these are plain.
unsafe impl<T: Plain, const N: usize> Plain for [T; N] {}

/// Defines structs with the layout of C that are [`Plain`].
///
/// All fields are plain, and there is no padding between or behind them: otherwise it does not
/// compile. Padding is made visible by a field for it.
#[macro_export]
macro_rules! plain {
    ($(
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident {
            $( $(#[$field_attribute:meta])* $field_visibility:vis $field:ident: $type:ty ),* $(,)?
        }
    )*) => {
        $(
            $(#[$attribute])*
            #[repr(C)]
            #[derive(Clone, Copy)]
            $visibility struct $name {
                $( $(#[$field_attribute])* $field_visibility $field: $type, )*
            }

            const _: () = {
                const fn size<S, T: $crate::uaccess::Plain>(_: fn(S) -> T) -> usize {
                    ::core::mem::size_of::<T>()
                }
                assert!(
                    ::core::mem::size_of::<$name>()
                        == 0 $( + size::<$name, $type>(|value| value.$field) )*,
                    concat!("struct ", stringify!($name), " has padding: give it a field"),
                );
            };

            // SAFETY: By the function size() above, all fields are plain, and by the assertion
            // they are all there is.
            unsafe impl $crate::uaccess::Plain for $name {}
        )*
    };
}

/// The bytes of `values`.
fn bytes_of<T>(values: &mut [MaybeUninit<T>]) -> &mut [MaybeUninit<u8>] {
    let length = size_of_val(values);
    // SAFETY: The same memory, borrowed for as long; nothing is said about what its bytes are.
    unsafe { core::slice::from_raw_parts_mut(values.as_mut_ptr().cast(), length) }
}

/// The bytes of `values`, to be written.
///
/// # Safety
///
/// Nothing uninitialised is written to them.
unsafe fn uninit<T: Plain>(values: &mut [T]) -> &mut [MaybeUninit<u8>] {
    // SAFETY: `MaybeUninit<T>` has the layout of `T`, and by the caller's promise these stay
    // initialised.
    bytes_of(unsafe { &mut *(ptr::from_mut(values) as *mut [MaybeUninit<T>]) })
}

/// Memory of the current process: an address and a length, neither of them checked.
pub struct UserSlice {
    address: usize,
    length: usize,
    /// Not `Send`, not `Sync`: the address means something in this process only.
    process: PhantomData<*mut ()>,
}

impl UserSlice {
    /// The `length` bytes at `address`, which may be anything.
    ///
    /// For an address that stands in what a process has handed over. Two slices of one address are
    /// two readings of the same bytes, between which they may change.
    pub const fn at(address: usize, length: usize) -> Self {
        Self {
            address,
            length,
            process: PhantomData,
        }
    }

    /// The number of bytes.
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether there is no byte.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Reads from here.
    pub const fn reader(self) -> UserReader {
        UserReader(self)
    }

    /// Writes to here.
    pub const fn writer(self) -> UserWriter {
        UserWriter(self)
    }

    /// Reads from here, and writes the answer to the same place.
    pub const fn reader_writer(self) -> (UserReader, UserWriter) {
        let Self {
            address, length, ..
        } = self;

        (
            Self::at(address, length).reader(),
            Self::at(address, length).writer(),
        )
    }

    /// The address, as the kernel's functions take it.
    fn pointer(&self) -> *mut c_void {
        ptr::without_provenance_mut(self.address)
    }

    /// Leaves out the next `count` bytes, of which there are at least so many.
    fn advance(&mut self, count: usize) {
        // What would wrap around lies behind addresses of the kernel, which no copy gets past.
        self.address = self.address.wrapping_add(count);
        self.length -= count;
    }

    /// As `advance()`; `EINVAL` if there are fewer bytes.
    fn skip(&mut self, count: usize) -> Result {
        if count > self.length {
            return Err(EINVAL);
        }
        self.advance(count);
        Ok(())
    }
}

/// Reads memory of the current process from front to end.
///
/// Bytes that a method has delivered are behind the reader, also if it failed later on.
pub struct UserReader(UserSlice);

impl UserReader {
    /// The number of bytes that are left.
    pub const fn len(&self) -> usize {
        self.0.length
    }

    /// Whether nothing is left.
    pub const fn is_empty(&self) -> bool {
        self.0.length == 0
    }

    /// Leaves out `count` bytes; [`EINVAL`] if there are fewer.
    pub fn skip(&mut self, count: usize) -> Result {
        self.0.skip(count)
    }

    /// Reads as much as `to` takes and is left, or up to a byte that cannot be read; returns how
    /// much.
    fn copy(&mut self, to: &mut [MaybeUninit<u8>]) -> usize {
        let wanted = to.len().min(self.len());
        let mut done = 0;

        while done < wanted {
            let part = &mut to[done..wanted.min(done + CHUNK)];
            // SAFETY: `part` is memory of ours that may be written for its length; the other
            // address may be anything.
            let left = unsafe {
                bindings::copy_from_user(
                    part.as_mut_ptr().cast(),
                    self.0.pointer(),
                    part.len() as _,
                )
            } as usize;
            let copied = part.len() - left;

            self.0.advance(copied);
            done += copied;
            if left != 0 {
                break;
            }
        }
        done
    }

    /// As `copy()`, all of `to`: [`EINVAL`] if less is left, and nothing read then; [`EFAULT`] if
    /// it cannot be read.
    fn copy_all(&mut self, to: &mut [MaybeUninit<u8>]) -> Result {
        if to.len() > self.len() {
            return Err(EINVAL);
        }
        if self.copy(to) < to.len() {
            Err(EFAULT)
        } else {
            Ok(())
        }
    }

    /// Reads a value: [`EINVAL`] if less than its size is left, [`EFAULT`] if it cannot be read.
    pub fn read<T: Plain>(&mut self) -> Result<T> {
        let mut value = MaybeUninit::<T>::uninit();

        self.copy_all(bytes_of(core::slice::from_mut(&mut value)))?;
        // SAFETY: All its bytes have been written, and by `Plain` any bytes make a value.
        Ok(unsafe { value.assume_init() })
    }

    /// Fills `to`: [`EINVAL`] if less is left, and nothing read then; [`EFAULT`] if it cannot be
    /// read.
    ///
    /// After [`EFAULT`], `to` has what could be read in front, and zeros behind it.
    pub fn read_slice<T: Plain>(&mut self, to: &mut [T]) -> Result {
        // SAFETY: Only bytes of a copy are written to it, of which any make a `T`.
        self.copy_all(unsafe { uninit(to) })
    }

    /// As [`read_slice()`](Self::read_slice), into memory that has not been cleared before. Returns
    /// it initialised.
    pub fn read_uninit<'a>(&mut self, to: &'a mut [MaybeUninit<u8>]) -> Result<&'a mut [u8]> {
        self.copy_all(to)?;
        // SAFETY: All bytes of `to` have been written, and they are borrowed for as long.
        Ok(unsafe { &mut *(ptr::from_mut(to) as *mut [u8]) })
    }

    /// Reads all that is left: [`E2BIG`] if that is more than `limit` bytes, and nothing read then;
    /// [`EFAULT`] if it cannot be read.
    pub fn read_all(&mut self, limit: usize, flags: Flags) -> Result<KVec<u8>> {
        let length = self.len();
        if length > limit {
            return Err(E2BIG);
        }

        let mut bytes = KVec::with_capacity(length, flags)?;
        self.copy_all(&mut bytes.spare_capacity_mut()[..length])?;
        // SAFETY: They have all been written, and are within the capacity.
        unsafe { bytes.set_len(length) };
        Ok(bytes)
    }

    /// Reads as much as `to` takes and is left, or up to a byte that cannot be read, as `write(2)`
    /// is to do.
    ///
    /// Returns the number of bytes; [`EFAULT`] if not even the first one can be read. As with
    /// `copy_from_user()`, what could not be read is zeros in `to`.
    pub fn read_partial(&mut self, to: &mut [u8]) -> Result<usize> {
        let wanted = to.len().min(self.len());
        // SAFETY: Only bytes of a copy are written to it.
        match self.copy(unsafe { uninit(to) }) {
            0 if wanted > 0 => Err(EFAULT),
            done => Ok(done),
        }
    }

    /// As [`read_partial()`](Self::read_partial), to `position` in `file`, which moves on:
    /// `write(2)` to a buffer.
    ///
    /// [`ENOSPC`] at or behind the end of `file`, unless there is nothing to read. What was to be
    /// read and could not be is zeros in `file`.
    pub fn read_at(&mut self, file: &mut [u8], position: &mut u64) -> Result<usize> {
        if self.is_empty() {
            return Ok(0);
        }
        let to = match usize::try_from(*position) {
            Ok(start) if start < file.len() => &mut file[start..],
            _ => return Err(ENOSPC),
        };
        let done = self.read_partial(to)?;

        *position += done as u64;
        Ok(done)
    }

    /// Reads a string that ends with a NUL, and the NUL: [`ENAMETOOLONG`] if there is none in the
    /// first `to.len()` bytes, or in what is left; [`EFAULT`] if a byte before it cannot be read,
    /// and nothing is left then.
    pub fn read_cstr<'a>(&mut self, to: &'a mut [u8]) -> Result<&'a CStr> {
        let limit = to.len().min(self.len()).min(CHUNK);
        // SAFETY: `to` may be written for `limit` bytes; the other address may be anything.
        let length = unsafe {
            bindings::strncpy_from_user(to.as_mut_ptr().cast(), self.0.pointer().cast(), limit as _)
        };
        let Ok(length) = usize::try_from(length) else {
            self.0.advance(self.len());
            return Err(EFAULT);
        };

        if length >= limit {
            self.0.advance(limit);
            return Err(ENAMETOOLONG);
        }
        self.0.advance(length + 1);
        CStr::from_bytes_with_nul(&to[..=length]).map_err(|_| EFAULT)
    }
}

/// Writes memory of the current process from front to end.
///
/// Bytes that a method has written are behind the writer, also if it failed later on.
pub struct UserWriter(UserSlice);

impl UserWriter {
    /// The number of bytes that are left.
    pub const fn len(&self) -> usize {
        self.0.length
    }

    /// Whether nothing is left.
    pub const fn is_empty(&self) -> bool {
        self.0.length == 0
    }

    /// Leaves out `count` bytes, which keep what the process has there; [`EINVAL`] if there are
    /// fewer.
    pub fn skip(&mut self, count: usize) -> Result {
        self.0.skip(count)
    }

    /// Writes as much of `from` as there is room for, or up to a byte that cannot be written;
    /// returns how much.
    fn copy(&mut self, from: &[u8]) -> usize {
        let wanted = from.len().min(self.len());
        let mut done = 0;

        while done < wanted {
            let part = &from[done..wanted.min(done + CHUNK)];
            // SAFETY: `part` is memory of ours that may be read for its length; the other address
            // may be anything.
            let left = unsafe {
                bindings::copy_to_user(self.0.pointer(), part.as_ptr().cast(), part.len() as _)
            } as usize;
            let copied = part.len() - left;

            self.0.advance(copied);
            done += copied;
            if left != 0 {
                break;
            }
        }
        done
    }

    /// Writes a value: [`EINVAL`] if there is no room for all of it, [`EFAULT`] if it cannot be
    /// written.
    pub fn write<T: Plain>(&mut self, from: &T) -> Result {
        self.write_slice(core::slice::from_ref(from))
    }

    /// Writes all of `from`: [`EINVAL`] if there is less room, and nothing written then; [`EFAULT`]
    /// if it cannot be written.
    pub fn write_slice<T: Plain>(&mut self, from: &[T]) -> Result {
        // SAFETY: The same memory, borrowed for as long; by `Plain` all its bytes are initialised,
        // and stay as they are.
        let bytes =
            unsafe { core::slice::from_raw_parts(from.as_ptr().cast::<u8>(), size_of_val(from)) };

        if bytes.len() > self.len() {
            return Err(EINVAL);
        }
        if self.copy(bytes) < bytes.len() {
            Err(EFAULT)
        } else {
            Ok(())
        }
    }

    /// Writes as much of `from` as there is room for, or up to a byte that cannot be written, as
    /// `read(2)` is to do.
    ///
    /// Returns the number of bytes; [`EFAULT`] if not even the first one can be written.
    pub fn write_partial(&mut self, from: &[u8]) -> Result<usize> {
        let wanted = from.len().min(self.len());

        match self.copy(from) {
            0 if wanted > 0 => Err(EFAULT),
            done => Ok(done),
        }
    }

    /// As [`write_partial()`](Self::write_partial), from `position` in `file`, which moves on:
    /// `read(2)` of a buffer.
    ///
    /// Nothing, which is the end of the file, at or behind the end of `file`.
    pub fn write_at(&mut self, file: &[u8], position: &mut u64) -> Result<usize> {
        let from = match usize::try_from(*position) {
            Ok(start) if start < file.len() => &file[start..],
            _ => return Ok(0),
        };
        let done = self.write_partial(from)?;

        *position += done as u64;
        Ok(done)
    }
}
