//! Numbers of ioctls, and their argument.
//!
//! A number says in which direction how many bytes are copied; the functions here are C's `_IO()`,
//! `_IOR()`, `_IOW()` and `_IOWR()`, named from the process's side as these are, with the size from
//! a type:
//!
//! ```ignore
//! const RESET: u32 = ioctl::none(b'k', 0);
//! const GET: u32 = ioctl::read::<Statistics>(b'k', 1);
//! const SET: u32 = ioctl::write::<u32>(b'k', 2);
//! const SWAP: u32 = ioctl::read_write::<u64>(b'k', 3);
//! ```
//!
//! The type is one that can be copied ([`Plain`]), and smaller than 16 KiB: anything else does not
//! compile.

use crate::error::Result;
use crate::uaccess::{Plain, UserReader, UserSlice, UserWriter};

/// C's `_IOC()`.
const fn number(direction: u32, kind: u8, number: u8, size: usize) -> u32 {
    assert!(
        size < 1 << bindings::_IOC_SIZEBITS,
        "too large for an ioctl"
    );
    (direction << bindings::_IOC_DIRSHIFT)
        | ((kind as u32) << bindings::_IOC_TYPESHIFT)
        | ((number as u32) << bindings::_IOC_NRSHIFT)
        | ((size as u32) << bindings::_IOC_SIZESHIFT)
}

/// C's `_IO(kind, nr)`: no argument, or one that is a number.
pub const fn none(kind: u8, nr: u8) -> u32 {
    number(bindings::_IOC_NONE, kind, nr, 0)
}

/// C's `_IOR(kind, nr, T)`: the process reads, and the module writes a `T`.
pub const fn read<T: Plain>(kind: u8, nr: u8) -> u32 {
    number(bindings::_IOC_READ, kind, nr, size_of::<T>())
}

/// C's `_IOW(kind, nr, T)`: the process writes, and the module reads a `T`.
pub const fn write<T: Plain>(kind: u8, nr: u8) -> u32 {
    number(bindings::_IOC_WRITE, kind, nr, size_of::<T>())
}

/// C's `_IOWR(kind, nr, T)`: the module reads a `T`, and writes the answer in its place.
pub const fn read_write<T: Plain>(kind: u8, nr: u8) -> u32 {
    number(
        bindings::_IOC_READ | bindings::_IOC_WRITE,
        kind,
        nr,
        size_of::<T>(),
    )
}

/// The number of bytes that the number says: C's `_IOC_SIZE()`.
pub const fn size(request: u32) -> usize {
    ((request >> bindings::_IOC_SIZESHIFT) & ((1 << bindings::_IOC_SIZEBITS) - 1)) as usize
}

/// What a process gives to `ioctl(2)` as third argument: a number, or the address of as many bytes
/// as the request says.
///
/// It is used once, so that its bytes are.
pub struct Argument {
    value: usize,
    size: usize,
}

impl Argument {
    /// The argument `value` of `request`.
    pub(crate) const fn new(request: u32, value: usize) -> Self {
        Self {
            value,
            size: size(request),
        }
    }

    /// The number.
    pub const fn value(self) -> usize {
        self.value
    }

    /// What it points to.
    pub const fn slice(self) -> UserSlice {
        UserSlice::at(self.value, self.size)
    }

    /// Reads what it points to.
    pub const fn reader(self) -> UserReader {
        self.slice().reader()
    }

    /// Writes what it points to.
    pub const fn writer(self) -> UserWriter {
        self.slice().writer()
    }

    /// Reads what it points to, and writes the answer to the same place.
    pub const fn reader_writer(self) -> (UserReader, UserWriter) {
        self.slice().reader_writer()
    }

    /// Reads the value it points to.
    pub fn read<T: Plain>(self) -> Result<T> {
        self.reader().read()
    }

    /// Writes the value it points to.
    pub fn write<T: Plain>(self, value: &T) -> Result {
        self.writer().write(value)
    }
}
