//! Parameters of the module, which `insmod` and files in `/sys/module/NAME/parameters` set.
//!
//! They are declared in [`module!`](crate::module). The kernel writes to them while Rust reads, so
//! they are atomics.

use crate::error::Result;
use crate::module::THIS_MODULE;
use core::ffi::CStr;
use core::fmt::{self, Write};
use core::sync::atomic::Ordering::Relaxed;
use core::sync::atomic::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32,
    AtomicU64, AtomicUsize,
};

/// A type that a parameter can have.
pub trait ParamType {
    /// What the kernel writes to.
    #[doc(hidden)]
    type Cell: Sync;
}

/// A parameter.
#[repr(transparent)]
pub struct Param<T: ParamType>(T::Cell);

macro_rules! integers {
    ($($type:ty, $cell:ident;)*) => {
        $(
            impl ParamType for $type {
                type Cell = $cell;
            }

            impl Param<$type> {
                #[doc(hidden)]
                pub const fn new(value: $type) -> Self {
                    Param($cell::new(value))
                }

                /// The value now.
                pub fn get(&self) -> $type {
                    self.0.load(Relaxed)
                }

                /// Changes the value, for those who read the file too.
                pub fn set(&self, value: $type) {
                    self.0.store(value, Relaxed)
                }
            }
        )*
    };
}

integers! {
    i8, AtomicI8;
    i16, AtomicI16;
    i32, AtomicI32;
    i64, AtomicI64;
    isize, AtomicIsize;
    u8, AtomicU8;
    u16, AtomicU16;
    u32, AtomicU32;
    u64, AtomicU64;
    usize, AtomicUsize;
}

impl ParamType for bool {
    type Cell = AtomicU8;
}

impl Param<bool> {
    #[doc(hidden)]
    pub const fn new(value: bool) -> Self {
        Param(AtomicU8::new(value as u8))
    }

    /// The value now.
    pub fn get(&self) -> bool {
        self.0.load(Relaxed) != 0
    }

    /// Changes the value, for those who read the file too.
    pub fn set(&self, value: bool) {
        self.0.store(value as u8, Relaxed)
    }
}

impl<const N: usize> ParamType for [u8; N] {
    type Cell = [AtomicU8; N];
}

impl<const N: usize> Param<[u8; N]> {
    #[doc(hidden)]
    pub const fn new(value: &str) -> Self {
        assert!(
            value.len() < N,
            "the parameter's text is too long for its type"
        );
        let mut bytes = [const { AtomicU8::new(0) }; N];
        let mut i = 0;
        while i < value.len() {
            assert!(value.as_bytes()[i] != 0, "the parameter's text has a NUL");
            bytes[i] = AtomicU8::new(value.as_bytes()[i]);
            i += 1;
        }
        Param(bytes)
    }

    /// The text now: with the newline, if `echo` has written it to the file. Waits for whoever is
    /// about to change it, so the caller may sleep.
    pub fn get(&self) -> Text<N> {
        let mut text = Text {
            bytes: [0; N],
            length: 0,
        };
        // SAFETY: The lock is taken, and released below.
        unsafe { bindings::kernel_param_lock(THIS_MODULE.as_ptr()) };
        while text.length < N - 1 {
            let byte = self.0[text.length].load(Relaxed);
            if byte == 0 {
                break;
            }
            text.bytes[text.length] = byte;
            text.length += 1;
        }
        // SAFETY: The lock was taken above.
        unsafe { bindings::kernel_param_unlock(THIS_MODULE.as_ptr()) };
        text
    }
}

/// The text of a parameter: less than N bytes, none of them NUL, and of any encoding.
#[derive(Clone, Copy)]
pub struct Text<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Text<N> {
    /// The bytes, without the NUL.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    /// The bytes as a string of C's.
    pub fn as_c_str(&self) -> &CStr {
        CStr::from_bytes_until_nul(&self.bytes).unwrap_or_default()
    }

    /// The text, if it is UTF-8; otherwise `EINVAL`.
    pub fn to_str(&self) -> Result<&str> {
        Ok(core::str::from_utf8(self.as_bytes())?)
    }
}

/// The text; what is not UTF-8 is shown as U+FFFD.
impl<const N: usize> fmt::Display for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.as_bytes().utf8_chunks() {
            f.write_str(chunk.valid())?;
            if !chunk.invalid().is_empty() {
                f.write_char(char::REPLACEMENT_CHARACTER)?;
            }
        }
        Ok(())
    }
}

impl<const N: usize> fmt::Debug for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.as_bytes().escape_ascii())
    }
}

/// Refuses a mode that the kernel would.
#[doc(hidden)]
pub const fn check_mode(mode: u32) {
    assert!(
        mode <= 0o777,
        "the parameter's mode has more than nine bits"
    );
    assert!(mode & 0o002 == 0, "everybody could write to the parameter");
    assert!(mode & 0o111 == 0, "a parameter cannot be executed");
}
