//! [`KString`]: a text that both Rust and C can read.

use crate::alloc::{Flags, KVec};
use crate::error::{EINVAL, Result};
use core::ffi::CStr;
use core::fmt::{self, Write};
use core::ops::Deref;

/// A text in memory of `krealloc()`: UTF-8 for Rust, and with a NUL at its end for C.
///
/// It has no NUL within, so C sees all of it.
///
/// ```ignore
/// let name = KString::from_fmt(format_args!("port{index}"), GFP_KERNEL)?;
/// register(name.as_c_str());
/// ```
pub struct KString {
    /// Empty, or a text and a NUL.
    bytes: KVec<u8>,
}

impl KString {
    /// No text, and no memory.
    pub const fn new() -> KString {
        KString { bytes: KVec::new() }
    }

    /// A copy of a text; `EINVAL` if it has a NUL.
    pub fn from_str(text: &str, flags: Flags) -> Result<KString> {
        let mut string = KString::new();
        string.push_str(text, flags)?;
        Ok(string)
    }

    /// What `format_args!` says; `EINVAL` if there is a NUL in it.
    pub fn from_fmt(text: fmt::Arguments<'_>, flags: Flags) -> Result<KString> {
        let mut string = KString::new();
        string.push_fmt(text, flags)?;
        Ok(string)
    }

    /// Puts a text behind: all of it, or nothing. `EINVAL` if it has a NUL.
    pub fn push_str(&mut self, text: &str, flags: Flags) -> Result {
        if text.as_bytes().contains(&0) {
            return Err(EINVAL);
        }
        self.bytes.reserve(text.len() + 1, flags)?;
        self.bytes.pop();
        self.bytes.extend_from_slice(text.as_bytes(), flags)?;
        self.bytes.push(0, flags)
    }

    /// Puts what `format_args!` says behind: all of it, or nothing.
    pub fn push_fmt(&mut self, text: fmt::Arguments<'_>, flags: Flags) -> Result {
        let length = self.len();
        let mut end = End {
            string: self,
            flags,
            result: Ok(()),
        };
        let written = end.write_fmt(text);
        let result = end.result.and(written.map_err(|_| EINVAL));
        if result.is_err() && !self.bytes.is_empty() {
            self.bytes.truncate(length);
            // The memory has room for what was there before.
            self.bytes.push(0, flags)?;
        }
        result
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        let text = self.bytes.split_last().map_or(&[][..], |(_, text)| text);
        // SAFETY: The bytes come from texts as a whole.
        unsafe { core::str::from_utf8_unchecked(text) }
    }

    /// The text as a string of C's.
    pub fn as_c_str(&self) -> &CStr {
        if self.bytes.is_empty() {
            return c"";
        }
        // SAFETY: The last byte is a NUL, and no other is.
        unsafe { CStr::from_bytes_with_nul_unchecked(&self.bytes) }
    }

    /// Makes it an empty text, and keeps the memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }
}

/// Where formatted text goes.
struct End<'a> {
    string: &'a mut KString,
    flags: Flags,
    result: Result,
}

impl Write for End<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.result = self.string.push_str(text, self.flags);
        self.result.map_err(|_| fmt::Error)
    }
}

impl Default for KString {
    fn default() -> KString {
        KString::new()
    }
}

impl Deref for KString {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<CStr> for KString {
    fn as_ref(&self) -> &CStr {
        self.as_c_str()
    }
}

impl fmt::Display for KString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for KString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl PartialEq for KString {
    fn eq(&self, other: &KString) -> bool {
        **self == **other
    }
}

impl Eq for KString {}

impl PartialEq<str> for KString {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for KString {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}
